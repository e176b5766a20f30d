using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>
/// Usage DANE-TA(2): path, dates and name (RFC 7672 sections 3.1.2, 3.2.2 and 3.2.3, RFC 7671 section 5.2), as Postfix with OpenSSL
/// verifies them.
/// </summary>
internal sealed class TrustAnchorRules(
    IReadOnlyList<SentCertificate> sent,
    IReadOnlyList<DomainName> references,
    DateTimeOffset instant
)
{
    private readonly PathSearch search = new(sent, instant);

    /// <param name="records">At least one; all usable, of this usage, and none passed over for a stronger digest.</param>
    public TrustAnchorReading Read(IReadOnlyList<TlsaRecord> records)
    {
        var anchors = AnchorsOf(records);
        var outcome = search.To(anchors);
        if (outcome.Path is null)
        {
            return new(WithoutPath(records, anchors, outcome.Fault!), null);
        }
        if (Refusal(RecordOf(outcome.Path, records), outcome) is { } refusal)
        {
            // Without a fault the path holds, and the name is what is wrong.
            return new(
                refusal,
                outcome.Path,
                outcome.Fault is null ? ChainFacts.WrongName : ChainFacts.None
            );
        }
        return
            IsSent(outcome.Path) || search.To(anchors.WithoutDns) is { Fault: null, Path: not null }
            ? new(null, outcome.Path)
            : new(
                // Senders need not take from the DNS what is not sent (RFC 7671 section 5.2.2).
                Reason.Create(
                    ReasonSlug.TrustAnchorOnlyInDns,
                    Named(RecordOf(outcome.Path, records))
                ),
                outcome.Path,
                ChainFacts.AnchorOnlyInDns
            );
    }

    private static TrustAnchors AnchorsOf(IReadOnlyList<TlsaRecord> records)
    {
        var whole = records.Where(record => record.MatchingType == (byte)MatchingType.Full);
        return new(
            certificate => records.Any(record => TlsaAssociation.Matches(record, certificate)),
            [
                .. whole
                    .Where(record => record.Selector == (byte)Selector.Cert)
                    .Select(record => record.AssociationData.Memory)
                    .Select(der => new SentCertificate(null, der, SentCertificate.Read(der))),
            ],
            [
                .. whole
                    .Where(record => record.Selector == (byte)Selector.Spki)
                    .Select(record => record.AssociationData.Memory),
            ]
        );
    }

    /// <summary>The anchor is in the chain that the server sends, at a place or as the same octets.</summary>
    private bool IsSent(CertificatePath path) =>
        path.Anchor is { } anchor
        && sent.Skip(1).Any(certificate => certificate.Der.Span.SequenceEqual(anchor.Der.Span));

    private static TlsaRecord RecordOf(CertificatePath path, IReadOnlyList<TlsaRecord> records) =>
        path.Anchor is { } anchor
            ? records.First(record => TlsaAssociation.Matches(record, anchor))
            : records.First(record =>
                record is { Selector: (byte)Selector.Spki, MatchingType: (byte)MatchingType.Full }
                && CertificateSignature.IsValid(
                    path.Certificates[^1],
                    record.AssociationData.Memory
                )
            );

    private VerdictReason WithoutPath(
        IReadOnlyList<TlsaRecord> records,
        TrustAnchors anchors,
        PathFault fault
    )
    {
        var above = sent.Skip(1).ToList();
        var matched = records.FirstOrDefault(record =>
            above.Exists(certificate => TlsaAssociation.Matches(record, certificate))
        );
        if (matched is null)
        {
            var leaf = records.FirstOrDefault(record => TlsaAssociation.Matches(record, sent[0]));
            return Reason.Create(
                leaf is null ? ReasonSlug.TrustAnchorNotSent : ReasonSlug.TrustAnchorMatchesLeaf,
                Named(leaf ?? records[0])
            );
        }
        return Contradiction(matched, anchors)
            ?? Reason.Create(ReasonSlug.ChainInvalid, [Named(matched), .. FactsOf(fault)]);
    }

    /// <summary>
    /// The path holds for who does not look at authorityKeyIdentifier: a certificate names another issuer than the one that is sent,
    /// as after the renewal of an authority with the same key.
    /// </summary>
    private VerdictReason? Contradiction(TlsaRecord record, TrustAnchors anchors)
    {
        if (search.To(anchors, ignoreKeyIdentifiers: true) is not { Fault: null, Path: { } path })
        {
            return null;
        }
        for (var depth = 0; depth + 1 < path.Certificates.Count; depth++)
        {
            var certificate = path.Certificates[depth];
            if (
                certificate.Extensions.AuthorityKeyIdentifier?.ContradictionWith(
                    path.Certificates[depth + 1]
                ) is
                { } contradiction
            )
            {
                return Reason.Create(
                    ReasonSlug.IssuerContradicted,
                    Named(record),
                    ("subject", DistinguishedName.ToText(certificate.Subject)),
                    ("depth", Reason.Text(depth)),
                    ("contradicts", Reason.Word(contradiction))
                );
            }
        }
        return null;
    }

    private VerdictReason? Refusal(TlsaRecord record, PathOutcome outcome) =>
        outcome.Fault switch
        {
            { Problem: PathProblem.Expired, Certificate: { } expired } fault => Reason.Create(
                ReasonSlug.CertificateExpired,
                [Named(record), ("notAfter", Reason.Text(expired.NotAfter)), .. Place(fault)]
            ),
            { Problem: PathProblem.NotYetValid, Certificate: { } early } fault => Reason.Create(
                ReasonSlug.CertificateNotYetValid,
                [Named(record), ("notBefore", Reason.Text(early.NotBefore)), .. Place(fault)]
            ),
            { } fault => Reason.Create(ReasonSlug.ChainInvalid, [Named(record), .. FactsOf(fault)]),
            null => NameReason(record, outcome.Path!.Leaf),
        };

    private VerdictReason? NameReason(TlsaRecord record, CertificateFields leaf)
    {
        if (CertificateNames.FirstMatch(leaf, references) is not null)
        {
            return null;
        }
        var presented = CertificateNames.PresentedBy(leaf);
        var underscore = references.Any(reference =>
            presented.Any(name => CertificateNames.MissesForCharacter(name, reference))
        );
        return Reason.Create(
            ReasonSlug.NameMismatch,
            Named(record),
            ("presented", string.Join(' ', presented)),
            ("expected", string.Join(' ', references)),
            ("cause", underscore ? "wildcard-underscore" : null)
        );
    }

    private static (string, string?)[] FactsOf(PathFault fault) =>
        [("problem", Reason.Word(fault.Problem)), ("extension", fault.Detail), .. Place(fault)];

    private static (string, string?)[] Place(PathFault fault) =>
        [
            (
                "subject",
                fault.Certificate is { } certificate
                    ? DistinguishedName.ToText(certificate.Subject)
                    : null
            ),
            ("depth", fault.Certificate is null ? null : Reason.Text(fault.Depth)),
        ];

    private static (string, string?) Named(TlsaRecord record) =>
        (
            "record",
            record.AssociationData.Length > 64
                ? $"{record.Usage} {record.Selector} {record.MatchingType}"
                : record.ToString()
        );
}
