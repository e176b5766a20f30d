using System.Diagnostics;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;

namespace Dashboard.Benchmarks;

/// <summary>Judges evidence, and writes the document of it, again and again.</summary>
internal static class Passes
{
    public static JudgementTimes Measure(IReadOnlyList<InboundObservation> evidence, int passes)
    {
        var judgement = new List<TimeSpan>();
        var document = new List<TimeSpan>();
        for (var pass = 0; pass < passes; pass++)
        {
            foreach (var observation in evidence)
            {
                var start = Stopwatch.GetTimestamp();
                var verdict = InboundJudgement.Judge(observation);
                var judged = Stopwatch.GetTimestamp();
                var written = JsonSerializer.Serialize(
                    InboundDocument.Create(observation, verdict),
                    EvidenceJson.Options
                );
                document.Add(Stopwatch.GetElapsedTime(judged));
                judgement.Add(Stopwatch.GetElapsedTime(start, judged));
                GC.KeepAlive(written);
            }
        }
        return new JudgementTimes(Median(judgement), Median(document));
    }

    private static TimeSpan Median(List<TimeSpan> times) =>
        times.Order().ElementAt(times.Count / 2);
}
