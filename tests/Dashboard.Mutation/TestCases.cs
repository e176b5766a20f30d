using System.Reflection;
using Xunit;
using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

namespace Dashboard.Mutation;

/// <summary>The test cases of an assembly, run one after another within this process.</summary>
internal sealed class TestCases
{
    private readonly ITestFrameworkExecutor executor;
    private readonly ITestFrameworkExecutionOptions options;

    private TestCases(
        ITestFrameworkExecutor executor,
        ITestFrameworkExecutionOptions options,
        IReadOnlyList<ITestCase> all
    )
    {
        this.executor = executor;
        this.options = options;
        All = all;
    }

    public IReadOnlyList<ITestCase> All { get; }

    public static TestCases Find(Assembly assembly)
    {
        var settings = new TestAssemblyConfiguration
        {
            ParallelMode = ParallelMode.None,
            PreEnumerateTheories = true,
            SynchronousMessageReporting = true,
        };
        Begin();
        var framework = RegisteredEngineConfig.GetTestFramework(assembly, null);
        var all = new List<ITestCase>();
        framework
            .GetDiscoverer(assembly)
            .Find(
                testCase =>
                {
                    if (IsChosen(testCase))
                    {
                        all.Add(testCase);
                    }
                    return ValueTask.FromResult(true);
                },
                TestFrameworkOptions.ForDiscovery(settings),
                types: null,
                cancellationToken: null
            )
            .AsTask()
            .GetAwaiter()
            .GetResult();
        return new TestCases(
            framework.GetExecutor(assembly),
            TestFrameworkOptions.ForExecution(settings),
            all
        );
    }

    /// <summary>Of the classes whose names hold one of the words in <c>MUTATION_TESTS</c>; all where it is not set.</summary>
    private static bool IsChosen(ITestCase testCase) =>
        Environment.GetEnvironmentVariable("MUTATION_TESTS") is not { Length: > 0 } words
        || words
            .Split(',')
            .Any(word => testCase.TestClassName?.Contains(word, StringComparison.Ordinal) ?? false);

    /// <returns>The name of the first test that failed, or null.</returns>
    public string? Run(IReadOnlyCollection<ITestCase> cases)
    {
        Begin();
        var watch = new FailureWatch();
        executor.RunTestCases(cases, watch, options, null).AsTask().GetAwaiter().GetResult();
        return watch.Failed;
    }

    /// <summary>The context is of the flow that asks, so each call sets it.</summary>
    private static void Begin() =>
        TestContext.SetForInitialization(
            null,
            diagnosticMessages: false,
            internalDiagnosticMessages: false
        );

    private sealed class FailureWatch : IMessageSink
    {
        public string? Failed { get; private set; }

        public bool OnMessage(IMessageSinkMessage message)
        {
            Failed ??= message switch
            {
                ITestFailed failed => failed.TestUniqueID,
                IErrorMessage => "error",
                ITestCaseCleanupFailure or ITestClassCleanupFailure => "cleanup",
                _ => null,
            };
            return Failed is null;
        }
    }
}
