using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>
/// Keys, signatures, paths and names of the certificates sent. Key and signature are asked of every one but the roots of the
/// WebPKI, whose signature nobody checks.
/// </summary>
internal static class NcscCertificateRules
{
    public static SubTestRow Key(SubTestContext context, WebPkiObservation? webPki) =>
        ByList(
            context,
            webPki,
            TlsSubTest.CertificateKey,
            TlsNcscReason.KeyWeak,
            GuidelineSubject.CertificateKey,
            GuidelineWords.KeyOf
        );

    public static SubTestRow Signature(SubTestContext context, WebPkiObservation? webPki)
    {
        var row = ByList(
            context,
            webPki,
            TlsSubTest.CertificateSignature,
            TlsNcscReason.SignatureWeak,
            GuidelineSubject.CertificateSignature,
            GuidelineWords.SignatureOf
        );
        var pss = Judged(context, webPki)
            .FirstOrDefault(certificate =>
                GuidelineWords.IsPss(GuidelineWords.SignatureOf(certificate))
            );
        // The list of internet.nl names the schemes, and this one is not on it.
        return pss is null
            ? row
            : row with
            {
                Forum = StandardOutcome.Failed,
                Reasons =
                [
                    .. row.Reasons,
                    context.Reason(
                        TlsNcscReason.SignaturePss,
                        ReasonSeverity.Note,
                        ("subject", Cut(pss.Subject)),
                        ("values", GuidelineWords.SignatureOf(pss))
                    ),
                ],
            };
    }

    /// <summary>DANE decides whom to trust, so that a path to the WebPKI is worth knowing and no more.</summary>
    public static SubTestRow Chain(SubTestContext context, WebPkiObservation? webPki)
    {
        var leaves = Leaves(context.Facts).ToList();
        if (leaves.Count == 0 || webPki is null)
        {
            return NotMeasured(context, TlsSubTest.CertificateChain);
        }
        foreach (var leaf in leaves)
        {
            var path = webPki.Paths.FirstOrDefault(each => each.Leaf == leaf.Sha256);
            if (path is null)
            {
                return NotMeasured(context, TlsSubTest.CertificateChain);
            }
            if (path.Problem is { } problem)
            {
                return new SubTestRow(
                    TlsSubTest.CertificateChain,
                    null,
                    StandardOutcome.Info,
                    StandardOutcome.Info,
                    [
                        context.Reason(
                            TlsNcscReason.ChainUntrusted,
                            ReasonSeverity.Note,
                            ("problem", problem),
                            ("subject", Cut(leaf.Subject))
                        ),
                    ]
                );
            }
        }
        return Passed(TlsSubTest.CertificateChain);
    }

    /// <summary>The name matters to DANE where a TLSA record names an authority (RFC 7672 section 3.2.2), and else not.</summary>
    public static SubTestRow Name(SubTestContext context, DomainName host, bool hasTrustAnchor)
    {
        var leaves = Leaves(context.Facts).Select(Fields).ToList();
        var other = leaves
            .OfType<CertificateFields>()
            .FirstOrDefault(leaf => CertificateNames.FirstMatch(leaf, [host]) is null);
        if (other is null)
        {
            return leaves.Count == 0 || leaves.Contains(null)
                ? NotMeasured(context, TlsSubTest.CertificateName)
                : Passed(TlsSubTest.CertificateName);
        }
        var outcome = hasTrustAnchor ? StandardOutcome.Failed : StandardOutcome.Info;
        return new SubTestRow(
            TlsSubTest.CertificateName,
            hasTrustAnchor ? GuidelineLevel.Insufficient : null,
            outcome,
            outcome,
            [
                context.Reason(
                    TlsNcscReason.NameMismatch,
                    hasTrustAnchor ? ReasonSeverity.Fault : ReasonSeverity.Note,
                    ("names", Cut(string.Join(' ', CertificateNames.PresentedBy(other).Take(10))))
                ),
            ]
        );
    }

    private static SubTestRow ByList(
        SubTestContext context,
        WebPkiObservation? webPki,
        string subTest,
        string slug,
        GuidelineSubject subject,
        Func<PresentedCertificate, string> wordOf
    )
    {
        if (webPki is null)
        {
            return NotMeasured(context, subTest);
        }
        var judged = Judged(context, webPki).Select(each => (each, Word: wordOf(each))).ToList();
        var readable = judged.Where(each => each.Word != GuidelineWords.Unreadable).ToList();
        if (readable.Count == 0)
        {
            return NotMeasured(context, subTest);
        }
        var worst = readable.Min(each => context.LevelOf(subject, each.Word));
        var weak = readable.Where(each => context.LevelOf(subject, each.Word) == worst).ToList();
        IReadOnlyList<VerdictReason> reasons =
            worst >= GuidelineLevel.Sufficient
                ? []
                :
                [
                    context.ListReason(
                        slug,
                        subject,
                        worst,
                        weak.Select(each => each.Word),
                        ("subject", Cut(weak[0].each.Subject))
                    ),
                ];
        var open = judged.Count > readable.Count || context.Facts.MayHaveOtherCertificates;
        return open && worst != GuidelineLevel.Insufficient
            ? NotMeasured(context, subTest, reasons)
            : SubTestRow.Of(subTest, worst, reasons);
    }

    private static IEnumerable<PresentedCertificate> Judged(
        SubTestContext context,
        WebPkiObservation? webPki
    ) =>
        context.Facts.Certificates.Where(certificate =>
            webPki is null || !webPki.RootsSent.Contains(certificate.Sha256)
        );

    private static IEnumerable<PresentedCertificate> Leaves(ServerFacts facts) =>
        facts
            .Chains.Select(chain => chain.Certificates)
            .Where(certificates => certificates.Count > 0)
            .Select(certificates => certificates[0]);

    /// <summary>Null where it cannot be read.</summary>
    private static CertificateFields? Fields(PresentedCertificate certificate) =>
        CertificateFields.TryParse(certificate.Der, out var fields, out _) ? fields : null;

    private static SubTestRow Passed(string subTest) =>
        new(subTest, null, StandardOutcome.Passed, StandardOutcome.Passed, []);

    private static SubTestRow NotMeasured(
        SubTestContext context,
        string subTest,
        IReadOnlyList<VerdictReason>? reasons = null
    ) => SubTestRow.NotMeasured(subTest, [.. reasons ?? [], context.Open(subTest)]);

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200];
}
