using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound.Document;

/// <summary>One TLSA record in the JSON document, with every certificate it matched.</summary>
public sealed record TlsaDocument
{
    public required int Usage { get; init; }

    public required int Selector { get; init; }

    public required int MatchingType { get; init; }

    public required OctetString AssociationData { get; init; }

    /// <summary>As <c>DANE-EE(3) SPKI(1) SHA2-256(1)</c> (RFC 7218).</summary>
    public required string Mnemonic { get; init; }

    /// <summary>Why it is unusable.</summary>
    public TlsaProblem? Problem { get; init; }

    public required bool LeftOutByAgility { get; init; }

    public required bool Duplicate { get; init; }

    public required IReadOnlyList<TlsaMatchDocument> Matches { get; init; }

    internal static TlsaDocument Of(
        AssessedTlsa tlsa,
        int index,
        IReadOnlyList<AddressDocument> addresses
    ) =>
        new()
        {
            Usage = tlsa.Record.Usage,
            Selector = tlsa.Record.Selector,
            MatchingType = tlsa.Record.MatchingType,
            AssociationData = tlsa.Record.AssociationData,
            Mnemonic = TlsaMnemonic.Of(tlsa.Record),
            Problem = tlsa.Problem,
            LeftOutByAgility = tlsa.LeftOutByAgility,
            Duplicate = tlsa.Duplicate,
            Matches =
            [
                .. from address in addresses
                from served in address.Certificates
                from match in served.Matches
                where match.RecordIndex == index && (match.Depth is not null || match.Authenticates)
                select new TlsaMatchDocument(
                    address.Address,
                    served.KeyType,
                    match.Depth,
                    match.Depth is { } depth
                        ? served.Chain.ElementAtOrDefault(depth)?.Sha256
                        : null,
                    match.Authenticates
                ),
            ],
        };
}
