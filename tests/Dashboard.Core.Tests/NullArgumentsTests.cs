using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Dashboard.Core.Tests;

/// <summary>A caller that gives Core a null learns at once that it was null, and not somewhere within.</summary>
public sealed class NullArgumentsTests
{
    private const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.Static
        | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Methods, or parameters of them, that only hand on what they get, or keep it: what reads it finds the null.</summary>
    private static readonly HashSet<string> HandedOn =
    [
        "CronSchedule.TryParse zone",
        "CronSchedule.OfAccepted zone",
        "ProbeZoneNames.RecipientDomain",
        "ProbeZoneNames.Recipient",
        "ProbeZoneNames.Host",
        "ProbeZoneNames.TlsaOwner",
        "ProbeZoneNames.TlsaTarget",
        "ProbeZoneNames.TryParse",
        "TestToken.Parse",
        "HealDecision.Due",
        "SessionDecision.Keep",
        "RioMapping.Map organisationKey",
        "WebhookSignature.Fields id",
        "TreeWalk.Organisational",
        "InboundJudgement.Judge",
        "GuidelineLists.LevelOf",
        "GuidelineLists.ParagraphOf",
        "MailAuthenticationQuestions.NextDmarcStep",
        "MailAuthenticationQuestions.NeedsRegistrableDomain",
        "SessionKeeping.Decide open",
        "SessionKeeping.Decide asked",
        "MailAuthenticationQuestions.OfReports",
        "StartTlsStandard.Judge methodVersion",
        "DomainName.Parse",
        "DomainName.Prepend",
        "DomainName.op_LessThan",
        "DomainName.op_GreaterThan",
        "DomainName.op_LessThanOrEqual",
        "DomainName.op_GreaterThanOrEqual",
    ];

    private static readonly Dictionary<string, ParameterInfo> Parameters = typeof(Slug)
        .Assembly.GetExportedTypes()
        .Where(type => !type.ContainsGenericParameters && !type.IsInterface)
        .SelectMany(type => type.GetMethods(Declared))
        .Where(IsWritten)
        .SelectMany(method => method.GetParameters())
        .Where(parameter =>
            !parameter.ParameterType.IsValueType
            && !parameter.ParameterType.IsByRef
            && Nullability.Create(parameter).WriteState == NullabilityState.NotNull
            && !HandedOn.Contains(Method(parameter))
            && !HandedOn.Contains($"{Method(parameter)} {parameter.Name}")
        )
        .GroupBy(Name)
        .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Parameters.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Null_is_refused_where_it_is_not_allowed(string name)
    {
        var parameter = Parameters[name];
        var method = (MethodInfo)parameter.Member;
        var arguments = method
            .GetParameters()
            .Select(one => one.Position == parameter.Position ? null : Some(one.ParameterType))
            .ToArray();
        var target = method.IsStatic ? null : Some(method.DeclaringType!);

        var thrown = Should.Throw<TargetInvocationException>(() =>
            method.Invoke(target, arguments)
        );
        thrown.InnerException.ShouldBeOfType<ArgumentNullException>();
    }

    /// <summary>By a person: neither a property, nor what the compiler adds to a record.</summary>
    private static bool IsWritten(MethodInfo method) =>
        !method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && !method.ContainsGenericParameters
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && method.GetBaseDefinition().DeclaringType!.Assembly == typeof(Slug).Assembly
        && !method.GetParameters().Any(parameter => parameter.ParameterType.IsByRefLike);

    private static string Method(ParameterInfo parameter) =>
        $"{parameter.Member.DeclaringType!.Name}.{parameter.Member.Name}";

    private static string Name(ParameterInfo parameter) =>
        $"{Method(parameter)}({string.Join(", ", ((MethodInfo)parameter.Member).GetParameters().Select(one => one.ParameterType.Name))}) {parameter.Name}";

    /// <summary>Any value that is not null; it is not looked at, as null is.</summary>
    private static object? Some(Type type)
    {
        if (type.IsByRef)
        {
            return null;
        }
        if (type == typeof(string))
        {
            return "x";
        }
        if (type.IsValueType)
        {
            return RuntimeHelpers.GetUninitializedObject(type);
        }
        if (type.IsAssignableTo(typeof(Delegate)))
        {
            var invoke = type.GetMethod("Invoke")!;
            return Expression
                .Lambda(
                    type,
                    Expression.Default(invoke.ReturnType),
                    invoke.GetParameters().Select(one => Expression.Parameter(one.ParameterType))
                )
                .Compile();
        }
        if (type.IsArray)
        {
            return Array.CreateInstance(type.GetElementType()!, 0);
        }
        if (type.IsInterface)
        {
            return Candidates(type).First(type.IsInstanceOfType);
        }
        return RuntimeHelpers.GetUninitializedObject(
            type.IsAbstract
                ? type
                    .Assembly.GetTypes()
                    .First(one =>
                        one.IsSubclassOf(type) && !one.IsAbstract && !one.ContainsGenericParameters
                    )
                : type
        );
    }

    private static IEnumerable<object> Candidates(Type type)
    {
        var of = type.GetGenericArguments();
        if (of.Length == 1)
        {
            yield return Array.CreateInstance(of[0], 0);
            yield return Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(of))!;
        }
        if (of.Length == 2)
        {
            yield return Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(of))!;
        }
    }
}
