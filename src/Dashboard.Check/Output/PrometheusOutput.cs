using System.Globalization;
using System.Text;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;

namespace Dashboard.Check.Output;

/// <summary>
/// The text exposition format of Prometheus (version 0.0.4), for the textfile collector of the node exporter. All samples of a
/// metric stand together, so they are written when the last domain is known.
/// </summary>
internal sealed class PrometheusOutput(TextWriter output) : ICheckOutput
{
    // A domain or a certificate that is met twice is one series.
    private readonly Dictionary<DomainName, Row> rows = [];
    private readonly SortedDictionary<string, long> certificates = new(StringComparer.Ordinal);
    private long notChecked;

    public bool InOrder => true;

    public Task WriteAsync(CheckedDomain domain)
    {
        var verdict = domain.Verdict.MailTransport;
        rows[verdict.Domain] = new(
            verdict.Status,
            MonitoringStates.Of(domain),
            verdict.ConnectionType,
            verdict.AttackerConnectionType,
            verdict.IsAttackUnknown,
            verdict.Reasons.Count(reason => reason.Severity == ReasonSeverity.Fault),
            verdict.Reasons.Count(reason => reason.Severity == ReasonSeverity.Warning),
            domain.Observation.StartedAt.ToUnixTimeSeconds(),
            domain.Observation.Duration.TotalSeconds
        );
        foreach (var (labels, expiry) in Certificates(domain.Observation))
        {
            certificates[labels] = expiry;
        }
        return Task.CompletedTask;
    }

    public Task RefuseAsync(string message)
    {
        notChecked++;
        return Task.CompletedTask;
    }

    public async Task EndAsync()
    {
        await MetricAsync(
            "protected",
            "Whether all mail to the domain is encrypted and verified (status protected).",
            row => row.Status == DomainStatus.Protected ? 1 : 0
        );
        await HeaderAsync("status", "The status of the domain: 1 at the one that it has.");
        foreach (var (domain, row) in rows)
        {
            foreach (var status in Enum.GetValues<DomainStatus>())
            {
                await SampleAsync(
                    "status",
                    $"{Label("domain", domain.Value)},{Label("status", Slug.Of(status))}",
                    row.Status == status ? 1 : 0
                );
            }
        }
        await MetricAsync(
            "state",
            "As the exit status of --format nagios: 0 OK, 1 warning, 2 critical, 3 unknown.",
            row => (int)row.State
        );
        await MetricAsync(
            "connection_type",
            "What mail is delivered over: 3 verified, 2 encrypted, 1 in the clear, 0 none.",
            row => (int?)row.ConnectionType ?? 0
        );
        await MetricAsync(
            "attacker_connection_type",
            "The weakest that an active attacker can force, by the same numbers; NaN where it is not known.",
            row => row.IsAttackUnknown ? double.NaN : (int?)row.AttackerConnectionType ?? 0
        );
        await HeaderAsync("reasons", "Reasons of the verdict by severity.");
        foreach (var (domain, row) in rows)
        {
            var name = Label("domain", domain.Value);
            await SampleAsync("reasons", $"{name},{Label("severity", "fault")}", row.Faults);
            await SampleAsync("reasons", $"{name},{Label("severity", "warning")}", row.Warnings);
        }
        await HeaderAsync(
            "certificate_expiry_timestamp_seconds",
            "When the certificate of a mail server stops being valid."
        );
        foreach (var (labels, expiry) in certificates)
        {
            await SampleAsync("certificate_expiry_timestamp_seconds", labels, expiry);
        }
        await MetricAsync("check_timestamp_seconds", "When the check began.", row => row.At);
        await MetricAsync(
            "check_duration_seconds",
            "How long the check of the domain took.",
            row => row.Seconds
        );
        await HeaderAsync("unchecked_domains", "Domains of the list that could not be checked.");
        await SampleAsync("unchecked_domains", null, notChecked);
        await output.FlushAsync();
    }

    /// <summary>Backslash, quote and line feed are escaped.</summary>
    public static string Label(string name, string value)
    {
        var escaped = new StringBuilder(value.Length)
            .Append(value)
            .Replace("\\", "\\\\")
            .Replace("\"", "\\\"")
            .Replace("\n", "\\n");
        return $"{name}=\"{escaped}\"";
    }

    private static IEnumerable<(string Labels, long Expiry)> Certificates(InboundObservation seen)
    {
        foreach (var host in seen.Hosts)
        {
            foreach (var address in host.Addresses)
            {
                // One of a kind of key, else labels would be there twice: where sessions differ, the first to end.
                var shown = DistinctSessions
                    .HandshakesOf(address)
                    .SelectMany(one => one.Handshake.Chain.Certificates.Take(1))
                    .Where(leaf => leaf.NotAfter is not null)
                    .OrderBy(leaf => leaf.NotAfter)
                    .DistinctBy(leaf => leaf.KeyType)
                    .OrderBy(leaf => leaf.KeyType);
                foreach (var leaf in shown)
                {
                    if (leaf.NotAfter is { } until)
                    {
                        yield return (
                            string.Join(
                                ',',
                                Label("host", host.Host.Name.Value),
                                Label("address", address.Address.ToString()),
                                Label("key_type", Slug.Of(leaf.KeyType))
                            ),
                            until.ToUnixTimeSeconds()
                        );
                    }
                }
            }
        }
    }

    private async Task MetricAsync(string name, string help, Func<Row, double> value)
    {
        await HeaderAsync(name, help);
        foreach (var (domain, row) in rows)
        {
            await SampleAsync(name, Label("domain", domain.Value), value(row));
        }
    }

    private async Task HeaderAsync(string name, string help)
    {
        await output.WriteAsync($"# HELP starttls_dane_{name} {help}\n");
        await output.WriteAsync($"# TYPE starttls_dane_{name} gauge\n");
    }

    private Task SampleAsync(string name, string? labels, double value) =>
        output.WriteAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"starttls_dane_{name}{(labels is null ? "" : $"{{{labels}}}")} {value}\n"
            )
        );

    private readonly record struct Row(
        DomainStatus Status,
        MonitoringState State,
        ConnectionType? ConnectionType,
        ConnectionType? AttackerConnectionType,
        bool IsAttackUnknown,
        int Faults,
        int Warnings,
        long At,
        double Seconds
    );
}
