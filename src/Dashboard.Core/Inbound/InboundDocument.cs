using System.Text.Json.Serialization;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Document;

namespace Dashboard.Core.Inbound;

/// <summary>
/// The JSON of a receiving test: the summary first, then the hosts as a reader wants them, then the whole evidence. What
/// <c>check --json</c>, the result page and the API give; its schema is docs/inbound-result.schema.json.
/// </summary>
public sealed record InboundDocument
{
    public required DomainName Domain { get; init; }

    public required DomainStatus Status { get; init; }

    public required Delivery Delivery { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required ConnectionType? ConnectionType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required ConnectionType? AttackerConnectionType { get; init; }

    /// <summary>
    /// What an attacker can force is not known. Where it is known and <see cref="AttackerConnectionType"/> is null, no delivery can be
    /// forced.
    /// </summary>
    public bool AttackUnknown { get; init; }

    public required string MethodVersion { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    public required ResolverIdentity Resolver { get; init; }

    /// <summary>Worst first, those of hosts and addresses included.</summary>
    public required IReadOnlyList<VerdictReason> Reasons { get; init; }

    public required IReadOnlyList<HostDocument> Hosts { get; init; }

    public required IReadOnlyList<Advice> Advice { get; init; }

    public required IReadOnlyList<SenderSimulation> Simulations { get; init; }

    /// <summary>
    /// Every standard in the order of <see cref="MailStandard"/>, not measured where it was not looked at. Reasons and advice of
    /// STARTTLS and DANE stand above.
    /// </summary>
    public required IReadOnlyList<StandardVerdict> Standards { get; init; }

    /// <summary>What senders with DANE, with MTA-STS, with both and with neither do; empty where MTA-STS was not looked at.</summary>
    public required IReadOnlyList<MtaSts.HostSenders> Senders { get; init; }

    public required InboundObservation Observation { get; init; }

    public static InboundDocument Create(InboundObservation observation, InboundVerdict judged)
    {
        ArgumentNullException.ThrowIfNull(observation);
        ArgumentNullException.ThrowIfNull(judged);
        var verdict = judged.MailTransport;
        return new InboundDocument
        {
            Domain = verdict.Domain,
            Status = verdict.Status,
            Delivery = verdict.Delivery,
            ConnectionType = verdict.ConnectionType,
            AttackerConnectionType = verdict.AttackerConnectionType,
            AttackUnknown = verdict.IsAttackUnknown,
            MethodVersion = verdict.MethodVersion,
            StartedAt = observation.StartedAt,
            Duration = observation.Duration,
            Resolver = observation.Resolver,
            Reasons = verdict.Reasons,
            Hosts = [.. JudgedHost.Of(observation, verdict).Select(HostDocument.Of)],
            Advice = verdict.Advice,
            Simulations = verdict.Simulations,
            Standards = judged.Standards,
            Senders = RelatedStandards.Senders(observation, verdict),
            Observation = observation,
        };
    }
}
