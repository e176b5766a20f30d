using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound.Document;

/// <summary>One MX host in the JSON document.</summary>
public sealed record HostDocument
{
    public required DomainName Name { get; init; }

    public required int Preference { get; init; }

    public required bool Implicit { get; init; }

    public required DanePolicy Policy { get; init; }

    public required bool Skipped { get; init; }

    public required DnssecStatus AddressSecurity { get; init; }

    public required DomainName TlsaBaseDomain { get; init; }

    public required IReadOnlyList<DomainName> ReferenceIdentifiers { get; init; }

    public required IReadOnlyList<TlsaDocument> Tlsa { get; init; }

    public required IReadOnlyList<AddressDocument> Addresses { get; init; }

    public required IReadOnlyList<DecisionStep> Steps { get; init; }

    public required IReadOnlyList<VerdictReason> Reasons { get; init; }

    internal static HostDocument Of(JudgedHost host)
    {
        var verdict = host.Verdict;
        IReadOnlyList<AddressDocument> addresses =
        [
            .. verdict.Addresses.Select(
                (address, i) =>
                    AddressDocument.Of(address, host.Seen.Addresses.ElementAtOrDefault(i))
            ),
        ];
        return new HostDocument
        {
            Name = verdict.Host.Name,
            Preference = verdict.Host.Preference,
            Implicit = verdict.Host.Implicit,
            Policy = verdict.Policy.Policy,
            Skipped = verdict.Policy.Skipped,
            AddressSecurity = verdict.Policy.AddressSecurity,
            TlsaBaseDomain = verdict.Policy.TlsaBaseDomain,
            ReferenceIdentifiers = verdict.Policy.ReferenceIdentifiers,
            Tlsa =
            [
                .. verdict.Policy.Tlsa.Select((tlsa, i) => TlsaDocument.Of(tlsa, i, addresses)),
            ],
            Addresses = addresses,
            Steps = verdict.Steps,
            Reasons = verdict.Reasons,
        };
    }
}
