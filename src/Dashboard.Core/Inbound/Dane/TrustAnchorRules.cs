using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>Usage DANE-TA(2): path, dates and name (RFC 7672 sections 3.1.2, 3.2.2 and 3.2.3, RFC 7671 section 5.2).</summary>
internal sealed class TrustAnchorRules(
    IReadOnlyList<SentCertificate> sent,
    PresentedCertificate leaf,
    IReadOnlyList<DomainName> references,
    DateTimeOffset instant
)
{
    private readonly Dictionary<int, PathOutcome> toSent = [];

    /// <param name="depth">Which certificate the record's data is of; null where of none.</param>
    public TrustAnchorReading Read(TlsaRecord record, int? depth) =>
        depth switch
        {
            0 => Failed(0, ReasonSlug.TrustAnchorMatchesLeaf, record),
            null => NotSent(record),
            { } above => Sent(record, above),
        };

    /// <summary>
    /// A whole anchor in the DNS can stand in for one that is not sent, but senders need not do that (RFC 7671 section 5.2.2).
    /// </summary>
    private TrustAnchorReading NotSent(TlsaRecord record)
    {
        TrustAnchor? inDns = record switch
        {
            { MatchingType: not (byte)MatchingType.Full } => null,
            { Selector: (byte)Selector.Spki } => new TrustAnchor.Key(record.AssociationData.Memory),
            _ => CertificateFields.TryParse(record.AssociationData.Memory, out var fields, out _)
                ? new TrustAnchor.Certificate(fields)
                : null,
        };
        var outcome = inDns is null ? null : new PathSearch(sent, instant).To(inDns);
        return outcome?.Path is null
            ? Failed(1, ReasonSlug.TrustAnchorNotSent, record)
            : Judge(
                record,
                outcome,
                Reason.Create(ReasonSlug.TrustAnchorOnlyInDns, Record(record))
            );
    }

    private TrustAnchorReading Sent(TlsaRecord record, int depth)
    {
        // Many records may be of one certificate, and a search is dear.
        if (!toSent.TryGetValue(depth, out var outcome))
        {
            outcome = new PathSearch(sent, instant).To(new TrustAnchor.Sent(depth));
            toSent.Add(depth, outcome);
        }
        return Judge(record, outcome, null);
    }

    /// <param name="otherwise">What remains where nothing is wrong with path and name.</param>
    private TrustAnchorReading Judge(
        TlsaRecord record,
        PathOutcome outcome,
        VerdictReason? otherwise
    ) =>
        outcome.Problem switch
        {
            PathProblem.Expired => Failed(
                3,
                ReasonSlug.CertificateExpired,
                record,
                ("notAfter", Reason.Text(outcome.Path!.NotAfter))
            ),
            PathProblem.NotYetValid => Failed(
                3,
                ReasonSlug.CertificateNotYetValid,
                record,
                ("notBefore", Reason.Text(outcome.Path!.Certificates.Max(c => c.NotBefore)))
            ),
            { } problem => Failed(
                2,
                ReasonSlug.ChainInvalid,
                record,
                ("problem", Reason.Word(problem))
            ),
            null when CertificateNames.FirstMatch(leaf, references) is null => Failed(
                4,
                ReasonSlug.NameMismatch,
                record,
                ("presented", string.Join(' ', CertificateNames.PresentedBy(leaf))),
                ("expected", string.Join(' ', references))
            ),
            null => new TrustAnchorReading(5, otherwise, outcome.Path),
        };

    private static TrustAnchorReading Failed(
        int rank,
        string slug,
        TlsaRecord record,
        params ReadOnlySpan<(string, string?)> facts
    ) => new(rank, Reason.Create(slug, [Record(record), .. facts]), null);

    private static (string, string?) Record(TlsaRecord record) =>
        (
            "record",
            record.AssociationData.Length > 64
                ? $"{record.Usage} {record.Selector} {record.MatchingType}"
                : record.ToString()
        );
}
