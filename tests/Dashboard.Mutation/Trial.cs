using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit.Sdk;

namespace Dashboard.Mutation;

/// <summary>What a child process does: runs tests without a mutant, with one after another, or with one from the start of the process.</summary>
internal sealed class Trial(MutantSwitch mutants, TestCases tests)
{
    /// <summary>
    /// Milliseconds of processor time. Slower tests are left out: what only they would notice counts as survived.
    /// </summary>
    public const double SlowestTest = 3_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Without a second of processor time.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>Ticks of processor time of this process.</summary>
    private long endlessFrom;
    private bool givenUp;

    private readonly Dictionary<string, ITestCase> byId = tests.All.ToDictionary(t => t.UniqueID);

    /// <summary>Writes what each test reaches, a line of JSON each.</summary>
    /// <param name="found">What was reached while the tests were found, most of it to set types up: a first line, of no test.</param>
    public int Reach(string file, int[] found)
    {
        using var output = new StreamWriter(file);
        output.WriteLine(
            JsonSerializer.Serialize(
                new ReachedBy(string.Empty, "finding the tests", 0, Passed: true, [], found),
                Json
            )
        );
        foreach (var test in tests.All)
        {
            string? failed = null;
            var begin = Environment.CpuUsage.TotalTime;
            var reached = mutants.Reach(() => failed = tests.Run([test]));
            var spent = Environment.CpuUsage.TotalTime - begin;
            // What the first run spends on compiling is not the test's.
            if (failed is null && spent.TotalMilliseconds < 2 * SlowestTest)
            {
                begin = Environment.CpuUsage.TotalTime;
                failed = tests.Run([test]);
                spent = Environment.CpuUsage.TotalTime - begin;
            }
            var line = new ReachedBy(
                test.UniqueID,
                test.TestCaseDisplayName,
                spent.TotalMilliseconds,
                failed is null,
                reached.Reached,
                reached.InStatic
            );
            output.WriteLine(JsonSerializer.Serialize(line, Json));
        }
        return 0;
    }

    /// <returns>3 where a mutant cannot be ended; its result is written, and the rest wants another process.</returns>
    public int Try(string reach, string results, IEnumerable<string> ids)
    {
        var reaching = File.ReadLines(reach)
            .Select(line => JsonSerializer.Deserialize<ReachedBy>(line, Json)!)
            .Where(line => line.Passed && byId.ContainsKey(line.Test))
            .OrderBy(line => line.Milliseconds)
            .SelectMany(line => line.Reached.Select(id => (Id: id, Line: line)))
            .ToLookup(pair => pair.Id, pair => pair.Line);
        using var output = new StreamWriter(results, append: true) { AutoFlush = true };
        foreach (var id in ids.Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
        {
            var chosen = reaching[id].Where(line => line.Milliseconds <= SlowestTest).ToList();
            if (chosen.Count == 0)
            {
                Write(output, new Result(id, "reached-by-none", null));
                continue;
            }
            string? failed = null;
            AllowFor([]);
            Volatile.Write(ref givenUp, false);
            var run = new Thread(() => failed = Notice(id, chosen)) { IsBackground = true };
            run.Start();
            if (!Ends(run))
            {
                Write(output, new Result(id, "endless", null));
                // Most loops ask the switch each time round, and end without the mutant.
                Volatile.Write(ref givenUp, true);
                mutants.Activate(MutantSwitch.None);
                AllowFor([]);
                if (!Ends(run))
                {
                    return 3;
                }
                continue;
            }
            Write(output, new Result(id, failed is null ? "survived" : "noticed", failed));
        }
        return 0;
    }

    /// <returns>1 where a test fails.</returns>
    public int All(IEnumerable<string> ids) =>
        tests.Run([.. ids.Where(byId.ContainsKey).Select(id => byId[id])]) is null ? 0 : 1;

    /// <summary>
    /// False where the tests that are running take many times as long as they did without a mutant. Counted in processor time, so that
    /// nothing is endless for a busy machine; what spends none waits for ever.
    /// </summary>
    private bool Ends(Thread run)
    {
        var spent = TimeSpan.Zero;
        var watch = Stopwatch.StartNew();
        while (!run.Join(200))
        {
            var now = Environment.CpuUsage.TotalTime;
            if (now.Ticks > Volatile.Read(ref endlessFrom) || watch.Elapsed > LongestWait)
            {
                return false;
            }
            if (now - spent > TimeSpan.FromSeconds(1))
            {
                spent = now;
                watch.Restart();
            }
        }
        return true;
    }

    /// <summary>The quickest first, a few at a time: most mutants are noticed by the first of them.</summary>
    private string? Notice(int id, List<ReachedBy> chosen)
    {
        mutants.Activate(id);
        try
        {
            var at = 0;
            for (var size = 4; at < chosen.Count && !Volatile.Read(ref givenUp); size *= 2)
            {
                var next = chosen.Skip(at).Take(size).ToList();
                ITestCase[] part = [.. next.Select(line => byId[line.Test])];
                AllowFor(next);
                if (tests.Run(part) is { } failed)
                {
                    return failed;
                }
                at += part.Length;
            }
            return null;
        }
        finally
        {
            mutants.Activate(MutantSwitch.None);
        }
    }

    private void AllowFor(List<ReachedBy> next)
    {
        var most = TimeSpan.FromMilliseconds(4_000 + (10 * next.Sum(line => line.Milliseconds)));
        Volatile.Write(ref endlessFrom, (Environment.CpuUsage.TotalTime + most).Ticks);
    }

    private static void Write(StreamWriter output, Result result) =>
        output.WriteLine(JsonSerializer.Serialize(result, Json));
}
