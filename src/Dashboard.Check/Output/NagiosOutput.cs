using System.Diagnostics;
using System.Globalization;
using Dashboard.Core;
using Dashboard.Texts.Inbound;

namespace Dashboard.Check.Output;

/// <summary>
/// One line as a plugin of Nagios gives it: state, words, and behind a bar the performance data
/// (Monitoring Plugins Development Guidelines, "Plugin Output" and "Performance data").
/// </summary>
internal sealed class NagiosOutput(TextWriter output, InboundSentences sentences, string nothing)
    : ICheckOutput
{
    /// <summary>Domains that are named; of more only the number is shown, as a line may not be long.</summary>
    private const int MostNamed = 5;

    private readonly long start = Stopwatch.GetTimestamp();
    private readonly Dictionary<MonitoringState, long> counts = [];
    private readonly Dictionary<MonitoringState, List<string>> named = [];
    private string? only;
    private long domains;
    private long protectedOnes;

    public bool InOrder => true;

    public Task WriteAsync(CheckedDomain domain)
    {
        var verdict = domain.Verdict.MailTransport;
        var status = Slug.Of(verdict.Status);
        only = $"{sentences.HeadlineOf(verdict, domain.Observation)} [{status}]";
        protectedOnes += status == Slug.Of(Core.Inbound.DomainStatus.Protected) ? 1 : 0;
        Add(MonitoringStates.Of(domain), $"{verdict.Domain} {status}");
        return Task.CompletedTask;
    }

    public Task RefuseAsync(string message)
    {
        only = message;
        Add(MonitoringState.Unknown, message);
        return Task.CompletedTask;
    }

    public async Task EndAsync()
    {
        var state = Worst();
        await output.WriteLineAsync(
            $"STARTTLS-DANE {MonitoringStates.Word(state)} - {OneLine(Words())} | {PerformanceData()}"
        );
        await output.FlushAsync();
    }

    public int ExitStatus(CheckTally tally) => (int)Worst();

    public int Fault => (int)MonitoringState.Unknown;

    /// <summary>A bar begins the performance data, and a line end ends the line.</summary>
    public static string OneLine(string text) =>
        PrintableText.Of(text.Replace('|', '/').ReplaceLineEndings(" "));

    private MonitoringState Worst() =>
        domains == 0
            ? MonitoringState.Unknown
            : MonitoringStates.WorstFirst.First(state => counts.GetValueOrDefault(state) > 0);

    private string Words()
    {
        if (domains <= 1)
        {
            return only ?? nothing;
        }
        var notGood = MonitoringStates
            .WorstFirst.Where(state => state != MonitoringState.Ok)
            .SelectMany(state => named.GetValueOrDefault(state) ?? [])
            .Take(MostNamed)
            .ToList();
        var more = domains - counts.GetValueOrDefault(MonitoringState.Ok) - notGood.Count;
        return string.Create(
                CultureInfo.InvariantCulture,
                $"{counts.GetValueOrDefault(MonitoringState.Ok)}/{domains} OK"
            )
            + string.Concat(notGood.Select(one => $"; {one}"))
            + (more > 0 ? string.Create(CultureInfo.InvariantCulture, $"; +{more}") : "");
    }

    /// <summary><c>label=value[unit];warn;crit;min;max</c>; counts have no unit.</summary>
    private string PerformanceData() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"time={Stopwatch.GetElapsedTime(start).TotalSeconds:0.000}s;;;0 domains={domains};;;0 protected={protectedOnes};;;0;{domains}"
        )
        + string.Concat(
            MonitoringStates
                .WorstFirst.Where(state => state != MonitoringState.Ok)
                .Select(state =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $" {Label(state)}={counts.GetValueOrDefault(state)};;;0;{domains}"
                    )
                )
        );

    private static string Label(MonitoringState state) => Slug.Of(state);

    private void Add(MonitoringState state, string name)
    {
        domains++;
        counts[state] = counts.GetValueOrDefault(state) + 1;
        var names = named.TryGetValue(state, out var known) ? known : named[state] = [];
        if (names.Count < MostNamed)
        {
            names.Add(name);
        }
    }
}
