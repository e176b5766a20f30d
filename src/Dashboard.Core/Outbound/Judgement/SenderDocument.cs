using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>A sender in the JSON of a sending test.</summary>
public sealed record SenderDocument
{
    public required IReadOnlyList<IPAddress> SourceAddresses { get; init; }

    public required IReadOnlyList<string> Ehlo { get; init; }

    public required IReadOnlyList<DomainName> SourceNames { get; init; }

    public required SenderIdentityDocument Identity { get; init; }

    public required SenderVerdictKind Verdict { get; init; }

    public required bool Firm { get; init; }

    public SenderVerdictKind? Leaning { get; init; }

    public required bool Mandatory { get; init; }

    public required IReadOnlyList<Protection> Missing { get; init; }

    public required IReadOnlyList<OutboundProbeId> Undetermined { get; init; }

    public required IReadOnlyList<SenderDifference> Differences { get; init; }

    public required IReadOnlyList<SenderTrait> Traits { get; init; }

    public ConnectionType? ConnectionType { get; init; }

    public ConnectionType? AttackerConnectionType { get; init; }

    public required IReadOnlyList<SenderProbeDocument> Probes { get; init; }

    public static SenderDocument Of(SenderVerdict sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        return new SenderDocument
        {
            SourceAddresses = sender.SourceAddresses,
            Ehlo = sender.Ehlos,
            SourceNames = sender.SourceNames,
            Identity = new SenderIdentityDocument { Domain = sender.Domain, Guess = sender.Guess },
            Verdict = sender.Verdict,
            Firm = sender.Firm,
            Leaning = sender.Leaning,
            Mandatory = sender.Mandatory,
            Missing = sender.Missing,
            Undetermined = sender.Undetermined,
            Differences = sender.Differences,
            Traits = sender.Traits,
            ConnectionType = sender.ConnectionType,
            AttackerConnectionType = sender.AttackerConnectionType,
            Probes = [.. sender.Probes.Select(SenderProbeDocument.Of)],
        };
    }
}
