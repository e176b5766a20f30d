using Dashboard.Core.Tls;
using static Dashboard.Core.Inbound.TlsNcsc.TlsQuestionId;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>Versions, compression, renegotiation, extended master secret and early data.</summary>
internal static class ProtocolRules
{
    public static SubTestRow Version(SubTestContext context)
    {
        var facts = context.Facts;
        var accepted = facts.Versions.Where(each => each.Value == Support.Yes).ToList();
        if (accepted.Count == 0)
        {
            return SubTestRow.NotMeasured(
                TlsSubTest.Version,
                context.Open(TlsSubTest.Version, Old, Tls12)
            );
        }
        var words = accepted.Select(each => Slug.Of(each.Key)).ToList();
        var worst = words.Min(word => context.LevelOf(GuidelineSubject.Version, word));
        var hidden = facts.Versions.Any(each =>
            each.Value == Support.Unknown
            && context.LevelOf(GuidelineSubject.Version, Slug.Of(each.Key)) < worst
        );
        IReadOnlyList<VerdictReason> reasons =
            worst >= GuidelineLevel.Sufficient
                ? []
                :
                [
                    context.ListReason(
                        TlsNcscReason.VersionOld,
                        GuidelineSubject.Version,
                        worst,
                        words
                    ),
                ];
        return hidden
            ? SubTestRow.NotMeasured(
                TlsSubTest.Version,
                [.. reasons, context.Open(TlsSubTest.Version, Old, Old10, OldSsl3, Tls12)]
            )
            : SubTestRow.Of(TlsSubTest.Version, worst, reasons);
    }

    /// <summary>Of those accepted; null where none is known.</summary>
    public static GuidelineLevel? WorstVersion(SubTestContext context) =>
        context
            .Facts.Versions.Where(each => each.Value == Support.Yes)
            .Select(each =>
                (GuidelineLevel?)context.LevelOf(GuidelineSubject.Version, Slug.Of(each.Key))
            )
            .Min();

    /// <summary>DEFLATE before encryption (RFC 3749); TLS 1.3 has none.</summary>
    public static SubTestRow Compression(SubTestContext context)
    {
        var offered = context.Facts.Accepted(Tls12, Old, Old10).ToList();
        return offered.Find(answer => answer.Compression is not null) is { } compressed
            ? SubTestRow.Of(
                TlsSubTest.Compression,
                GuidelineLevel.Insufficient,
                context.Reason(
                    TlsNcscReason.CompressionOn,
                    ReasonSeverity.Fault,
                    ("version", Slug.Of(compressed.Version!.Value))
                )
            )
            : BelowTls13(TlsSubTest.Compression, context, offered);
    }

    /// <summary>RFC 5746, of TLS 1.2 and below.</summary>
    public static SubTestRow SecureRenegotiation(SubTestContext context)
    {
        // SSL 3.0 has no extensions.
        var showing = Below13(context.Facts)
            .Where(answer => answer.Version > TlsProtocolVersion.Ssl3)
            .ToList();
        return showing.Find(answer => !Has(answer, 0xFF01)) is { } without
            ? SubTestRow.Of(
                TlsSubTest.SecureRenegotiation,
                GuidelineLevel.Insufficient,
                context.Reason(
                    TlsNcscReason.SecureRenegotiationMissing,
                    ReasonSeverity.Fault,
                    ("version", Slug.Of(without.Version!.Value))
                )
            )
            : BelowTls13(TlsSubTest.SecureRenegotiation, context, showing);
    }

    /// <summary>RFC 7627, of TLS 1.2 alone: older versions fail by themselves. The method of 2021 does not ask for it.</summary>
    public static SubTestRow ExtendedMasterSecret(SubTestContext context)
    {
        if (context.Method == NcscMethod.Ncsc2021 || context.Facts.Tls12 == Support.No)
        {
            return SubTestRow.NotApplicable(TlsSubTest.ExtendedMasterSecret);
        }
        var answers = Below13(context.Facts)
            .Where(answer => answer.Version == TlsProtocolVersion.Tls12)
            .ToList();
        return answers.Count == 0
                ? SubTestRow.NotMeasured(
                    TlsSubTest.ExtendedMasterSecret,
                    context.Open(TlsSubTest.ExtendedMasterSecret, Tls12)
                )
            : answers.All(answer => Has(answer, 23))
                ? SubTestRow.Of(TlsSubTest.ExtendedMasterSecret, GuidelineLevel.Good)
            : SubTestRow.Of(
                TlsSubTest.ExtendedMasterSecret,
                GuidelineLevel.Insufficient,
                context.Reason(TlsNcscReason.ExtendedMasterSecretMissing, ReasonSeverity.Fault)
            );
    }

    /// <summary>
    /// One try: internet.nl tries eleven times and counts whatever comes of it as information, so the number makes no difference.
    /// </summary>
    public static SubTestRow ClientRenegotiation(SubTestContext context)
    {
        if (context.Facts.Tls12 == Support.No)
        {
            return SubTestRow.NotApplicable(TlsSubTest.ClientRenegotiation);
        }
        return context.Facts.Of(Renegotiate)?.RenegotiationStarted switch
        {
            true => new SubTestRow(
                TlsSubTest.ClientRenegotiation,
                GuidelineLevel.Insufficient,
                StandardOutcome.Info,
                StandardOutcome.Warning,
                [context.Reason(TlsNcscReason.ClientRenegotiationOn, ReasonSeverity.Warning)]
            ),
            false => SubTestRow.Of(TlsSubTest.ClientRenegotiation, GuidelineLevel.Good),
            null => SubTestRow.NotMeasured(
                TlsSubTest.ClientRenegotiation,
                context.Open(TlsSubTest.ClientRenegotiation, Renegotiate)
            ),
        };
    }

    /// <summary>RFC 8446 section 2.3. internet.nl does not look at it for mail, so the Forum view does not either.</summary>
    public static SubTestRow EarlyData(SubTestContext context)
    {
        if (context.Facts.Tls13 == Support.No)
        {
            return SubTestRow.NotApplicable(TlsSubTest.EarlyData);
        }
        var row = context.Facts.Of(Tickets)?.MaxEarlyData switch
        {
            > 0 and var octets => SubTestRow.Of(
                TlsSubTest.EarlyData,
                GuidelineLevel.Insufficient,
                context.Reason(
                    TlsNcscReason.EarlyDataOn,
                    ReasonSeverity.Fault,
                    ("octets", octets.ToString(System.Globalization.CultureInfo.InvariantCulture))
                )
            ),
            null => SubTestRow.NotMeasured(
                TlsSubTest.EarlyData,
                context.Open(TlsSubTest.EarlyData, Tickets)
            ),
            _ => SubTestRow.Of(TlsSubTest.EarlyData, GuidelineLevel.Good),
        };
        return row with { Forum = StandardOutcome.NotCounted };
    }

    /// <summary>Answers of TLS 1.2 and below; each shows its extensions, as each was offered all of them but in SSL 3.0.</summary>
    private static List<TlsAnswer> Below13(ServerFacts facts) =>
        [
            .. facts.Answers.Where(answer =>
                answer is { Kind: TlsAnswerKind.Accepted, Version: < TlsProtocolVersion.Tls13 }
                && answer.Extensions is not null
            ),
        ];

    private static bool Has(TlsAnswer answer, int extension) =>
        answer.Extensions!.Contains(extension);

    /// <summary>
    /// Good where answers show nothing else, one of TLS 1.2 among them where the server has that; not applicable where there is no such
    /// version.
    /// </summary>
    private static SubTestRow BelowTls13(
        string subTest,
        SubTestContext context,
        IReadOnlyList<TlsAnswer> showing
    )
    {
        var facts = context.Facts;
        var seen = showing.Any(answer =>
            facts.Tls12 == Support.No || answer.Version == TlsProtocolVersion.Tls12
        );
        return seen ? SubTestRow.Of(subTest, GuidelineLevel.Good)
            : facts.Versions.Any(each =>
                each.Key < TlsProtocolVersion.Tls13 && each.Value != Support.No
            )
                ? SubTestRow.NotMeasured(subTest, context.Open(subTest, Tls12, Old))
            : SubTestRow.NotApplicable(subTest);
    }
}
