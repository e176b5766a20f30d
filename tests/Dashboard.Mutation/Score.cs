using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Dashboard.Mutation;

/// <summary>
/// Tries mutants in child processes, because one that never ends or takes all memory ends its process, and says what the tests of each group
/// noticed.
/// </summary>
internal sealed class Score(string folder, MutationGroups groups, IReadOnlyList<Mutant> mutants)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>By SIGABRT, as the runtime ends without stack or memory; by SIGSEGV. Any other signal is somebody's, and tells nothing.</summary>
    private const int Aborted = 134;
    private const int Faulted = 139;

    private string ReachFile => Path.Combine(folder, "reach.jsonl");

    private string ResultsFile => Path.Combine(folder, "results.jsonl");

    /// <returns>Whether every chosen group reaches its threshold.</returns>
    public bool Run(IReadOnlyCollection<string> chosen)
    {
        var names =
            chosen.Count == 0 ? groups.All.Select(group => group.Name).ToList() : [.. chosen];
        var wanted = mutants.Where(mutant => names.Contains(mutant.Group)).ToList();
        // What was noticed before is not tried again; the caller removes the file when Core has changed.
        if (Start(["reach", ReachFile], []) != 0)
        {
            throw new InvalidOperationException(
                "The tests could not be run once without a mutant."
            );
        }
        // A program that cannot run would notice every mutant.
        ShouldEndWell(["try", ReachFile, ResultsFile], []);
        Try(wanted);
        TryFromTheStart(wanted);
        return Report(names, wanted);
    }

    private void Try(List<Mutant> wanted)
    {
        var noticed = Results().Where(IsNoticed).Select(r => r.Id).ToHashSet();
        WriteResults(Results().Where(IsNoticed));
        var left = wanted.Where(mutant => !noticed.Contains(mutant.Id)).ToList();
        while (left.Count > 0)
        {
            var ids = left.Select(m => m.Id.ToString(CultureInfo.InvariantCulture));
            var status = Start(["try", ReachFile, ResultsFile], ids);
            var done = Results().Select(r => r.Id).ToHashSet();
            left.RemoveAll(mutant => done.Contains(mutant.Id));
            if (status is not (0 or 3 or Aborted or Faulted))
            {
                throw new InvalidOperationException($"Mutants were tried in vain: {status}.");
            }
            if (status is Aborted or Faulted && left.Count > 0)
            {
                // The process ended by this mutant: without stack or without memory.
                WriteResults([
                    .. Results(),
                    new Result(left[0].Id, "noticed", "end of the process"),
                ]);
                left.RemoveAt(0);
            }
            Console.Error.WriteLine($"{left.Count} mutants left");
        }
    }

    /// <summary>A mutant of what is set up once in a process is seen only by a process that starts with it.</summary>
    private void TryFromTheStart(List<Mutant> wanted)
    {
        var reach = File.ReadLines(ReachFile)
            .Select(line => JsonSerializer.Deserialize<ReachedBy>(line, Json)!)
            .Where(line => line.Passed && line.Milliseconds <= Trial.SlowestTest)
            .OrderBy(line => line.Milliseconds)
            .ToList();
        var inStatic = reach.SelectMany(line => line.InStatic).ToHashSet();
        // Stryker.NET does not mark every initialiser of a static property as one.
        bool IsStatic(Mutant mutant) =>
            inStatic.Contains(mutant.Id)
            || mutant.Member.EndsWith(".cctor", StringComparison.Ordinal);
        var results = Results().ToDictionary(result => result.Id);
        // What a table says shows where it is read, which another file beside it may do.
        var controlled = new HashSet<string>();
        var byFolder = wanted.ToLookup(mutant => Path.GetDirectoryName(mutant.File), m => m.Id);
        foreach (var mutant in wanted.Where(m => IsStatic(m) && !IsNoticed(results[m.Id])))
        {
            var ids = byFolder[Path.GetDirectoryName(mutant.File)].ToHashSet();
            // A test that reaches none may read what is set up before it.
            var tests = reach
                .Where(line => line.Reached.Length == 0 || line.Reached.Any(ids.Contains))
                .Select(line => line.Test)
                .ToList();
            if (controlled.Add(Path.GetDirectoryName(mutant.File)!))
            {
                // Tests that fail in such a process without a mutant say nothing of one.
                ShouldEndWell(
                    ["static", MutantSwitch.None.ToString(CultureInfo.InvariantCulture)],
                    tests
                );
            }
            var status = Start(["static", mutant.Id.ToString(CultureInfo.InvariantCulture)], tests);
            if (status is 1 or Aborted or Faulted)
            {
                results[mutant.Id] = new Result(mutant.Id, "noticed", "from the start");
            }
        }
        WriteResults(results.Values);
    }

    private bool Report(List<string> names, List<Mutant> wanted)
    {
        var results = Results().ToDictionary(result => result.Id);
        var good = true;
        using var survivors = new StreamWriter(Path.Combine(folder, "survivors.txt"));
        Console.WriteLine(
            "| group | mutants | noticed | endless | excused | survived | reached by no test | score |"
        );
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var group in groups.All.Where(group => names.Contains(group.Name)))
        {
            var all = wanted.Where(mutant => mutant.Group == group.Name).ToList();
            var left = all.Where(m => !IsNoticed(results[m.Id])).ToList();
            var excused = left.Where(m => IsExcused(group, m)).ToHashSet();
            left.RemoveAll(excused.Contains);
            var endless = all.Count(m => results[m.Id].Outcome == "endless");
            var byNone = left.Count(m => results[m.Id].Outcome == "reached-by-none");
            var counted = all.Count - excused.Count;
            var noticed = counted - left.Count;
            var score = counted == 0 ? 100 : 100.0 * noticed / counted;
            good &= score >= group.Threshold;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| `{group.Name}` | {all.Count} | {noticed - endless} | {endless} | {excused.Count} | {left.Count - byNone} | {byNone} | {score:0.0} % |"
                )
            );
            foreach (
                var mutant in left.OrderBy(m => m.File, StringComparer.Ordinal).ThenBy(m => m.Id)
            )
            {
                survivors.WriteLine(
                    $"{mutant.File}:{string.Join('/', mutant.Lines)} {mutant.Member} [{mutant.Kind}, {results[mutant.Id].Outcome}, {mutant.Id}]\n    {mutant.Change.Replace("\n", "\n    ", StringComparison.Ordinal)}"
                );
            }
        }
        return good;
    }

    private static bool IsExcused(MutationGroups.Group group, Mutant mutant) =>
        group.Excused?.Any(e =>
            e.File == mutant.File && mutant.Change.StartsWith(e.Change, StringComparison.Ordinal)
        )
        ?? false;

    private static void ShouldEndWell(IReadOnlyList<string> arguments, IEnumerable<string> input)
    {
        if (Start(arguments, input) is not 0 and var status)
        {
            throw new InvalidOperationException(
                $"{arguments[0]} without a mutant ended with {status}."
            );
        }
    }

    private static bool IsNoticed(Result result) => result.Outcome is "noticed" or "endless";

    private IEnumerable<Result> Results() =>
        File.Exists(ResultsFile)
            ?
            [
                .. File.ReadLines(ResultsFile)
                    .Select(line => JsonSerializer.Deserialize<Result>(line, Json)!)
                    .DistinctBy(result => result.Id),
            ]
            : [];

    private void WriteResults(IEnumerable<Result> results) =>
        File.WriteAllLines(
            ResultsFile,
            results.Select(result => JsonSerializer.Serialize(result, Json)).ToList()
        );

    /// <summary>A child process: this program again, with its input.</summary>
    private static int Start(IEnumerable<string> arguments, IEnumerable<string> input)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        // A mutant that fills memory ends here and not at the machine's end.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x60000000";
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            foreach (var line in input)
            {
                process.StandardInput.WriteLine(line);
            }
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read all: its exit status says why.
        }
        process.WaitForExit();
        return process.ExitCode;
    }
}

/// <param name="Outcome"><c>noticed</c>, <c>endless</c>, <c>survived</c> or <c>reached-by-none</c>.</param>
/// <param name="By">The test, or what else noticed it.</param>
internal sealed record Result(int Id, string Outcome, string? By);

/// <summary>What one test reaches.</summary>
/// <param name="Milliseconds">Of processor time, in its second run where that was worth one.</param>
internal sealed record ReachedBy(
    string Test,
    string Name,
    double Milliseconds,
    bool Passed,
    int[] Reached,
    int[] InStatic
);
