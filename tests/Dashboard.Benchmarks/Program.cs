using System.Globalization;
using System.Text.Json;
using Dashboard.Benchmarks;
using Dashboard.Core;
using Dashboard.Core.Inbound;

if (args is ["readers", .. var arguments])
{
    return await Readers.RunAsync(arguments);
}

// The time that judgement and document take for the evidence in the lines of `check --jsonl`, on standard input.
var evidence = new List<InboundObservation>();
while (Console.ReadLine() is { } line)
{
    using var document = JsonDocument.Parse(line);
    evidence.Add(
        document
            .RootElement.GetProperty("observation")
            .Deserialize<InboundObservation>(EvidenceJson.Options)!
    );
}

// In the first passes the code is not yet compiled as well as it will be; a short run of `check` sees no other.
Print("first pass", Passes.Measure(evidence, passes: 1));
Print("warm", Passes.Measure(evidence, passes: 20));
return 0;

static void Print(string which, JudgementTimes times)
{
    Row($"judgement, {which}", times.Judgement);
    Row($"document, {which}", times.Document);

    static void Row(string name, TimeSpan time) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {name, -28} {time.TotalMilliseconds, 8:F2}"
            )
        );
}
