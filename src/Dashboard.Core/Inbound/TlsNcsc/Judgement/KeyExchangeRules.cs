using Dashboard.Core.Tls;
using static Dashboard.Core.Inbound.TlsNcsc.TlsQuestionId;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>The groups of the key exchange, and the hash of its signature.</summary>
internal static class KeyExchangeRules
{
    /// <summary>
    /// What the Forum view sees: the groups that a server chooses while strong ones are offered (questions 3 to 6, and the one that can
    /// stand for them).
    /// </summary>
    private static readonly TlsQuestionId[] Negotiated =
    [
        TlsQuestionId.Tls12,
        Insufficient,
        PhaseOut,
        Dhe,
        DheInsufficient,
        Renegotiate,
    ];

    private static readonly TlsQuestionId[] All = [.. Negotiated, WeakGroups, Tls13Ffdhe, Hybrid];

    public static SubTestRow Groups(SubTestContext context)
    {
        var facts = context.Facts;
        var negotiated = GroupsOf(context, facts.Accepted(Negotiated));
        var all = GroupsOf(context, facts.Accepted(All));
        var in12 = facts.Tls12 != Support.No;
        var in13 = facts.Tls13 != Support.No;
        TlsQuestionId[] forForum = in12
            ? [TlsQuestionId.Tls12, Insufficient, PhaseOut, Dhe, Renegotiate]
            : [];
        TlsQuestionId[] forStrict =
        [
            .. forForum,
            .. in12 ? [WeakGroups] : Array.Empty<TlsQuestionId>(),
            .. in13 ? [Tls13Ffdhe] : Array.Empty<TlsQuestionId>(),
            // Settles nothing but a note.
            .. in13 && context.Method == NcscMethod.Ncsc2025
                ? [Hybrid]
                : Array.Empty<TlsQuestionId>(),
        ];
        var forum = Of(context, negotiated, forForum);
        var strict = Of(context, all, forStrict);
        if (in13 && !strict.Open)
        {
            // Beside what was asked for TLS 1.3 has no group but the common curves (RFC 8446 section 9.1).
            var common = context.LevelOf(GuidelineSubject.Group, "x25519");
            strict = (strict.Level < common ? strict.Level : common, false);
        }
        var noHybrid =
            context.Method == NcscMethod.Ncsc2025
            && !all.Any(IsHybrid)
            && (!in13 || facts.Settled(Hybrid) == Support.No);
        var strictOutcome = Outcome(strict);
        return new SubTestRow(
            TlsSubTest.Groups,
            strict.Open ? null : strict.Level,
            Outcome(forum),
            noHybrid && strictOutcome == StandardOutcome.Passed
                ? StandardOutcome.Info
                : strictOutcome,
            [
                .. strict.Level is { } level and < GuidelineLevel.Sufficient
                    ? new[]
                    {
                        context.ListReason(
                            TlsNcscReason.GroupsWeak,
                            GuidelineSubject.Group,
                            level,
                            all,
                            ("bits", Bits(facts, level, context))
                        ),
                    }
                    : [],
                .. noHybrid && strictOutcome != StandardOutcome.NotCounted
                    ? new[] { context.Reason(TlsNcscReason.HybridMissing, ReasonSeverity.Note) }
                    : [],
                .. strict.Open ? new[] { context.Open(TlsSubTest.Groups, forStrict) } : [],
            ]
        );
    }

    /// <summary>Of those chosen in any answer; null where none is known.</summary>
    public static GuidelineLevel? WorstGroup(SubTestContext context) =>
        GroupsOf(context, context.Facts.Accepted(All))
            .Select(group => (GuidelineLevel?)context.LevelOf(GuidelineSubject.Group, group))
            .Min();

    private static (GuidelineLevel? Level, bool Open) Of(
        SubTestContext context,
        List<string> groups,
        TlsQuestionId[] questions
    )
    {
        GuidelineLevel? worst =
            groups.Count == 0
                ? null
                : groups.Min(group => context.LevelOf(GuidelineSubject.Group, group));
        var open =
            worst != GuidelineLevel.Insufficient
            && (
                questions.Any(question => context.Facts.Settled(question) == Support.Unknown)
                || (context.Facts.Tls12 != Support.No && !context.Facts.KnowsGroupsOfInsufficient)
            );
        return (worst, open);
    }

    /// <summary>No group at all, as with key exchange by RSA alone, is not counted: the suites tell.</summary>
    private static StandardOutcome Outcome((GuidelineLevel? Level, bool Open) found) =>
        found switch
        {
            { Open: true } => StandardOutcome.NotMeasured,
            { Level: { } level } => SubTestRow.OutcomeOf(level),
            _ => StandardOutcome.NotCounted,
        };

    /// <summary>
    /// Of TLS 1.2 and 1.3: older versions fail by themselves. Hybrids are younger than the method of 2021, which does not look at them.
    /// </summary>
    private static List<string> GroupsOf(SubTestContext context, IEnumerable<TlsAnswer> answers) =>
        [
            .. answers
                .Where(answer => answer.Version >= TlsProtocolVersion.Tls12)
                .Select(answer => answer.GroupWord)
                .OfType<string>()
                .Where(group => context.Method == NcscMethod.Ncsc2025 || !IsHybrid(group))
                .Distinct(),
        ];

    private static bool IsHybrid(string group) => group.Contains("MLKEM", StringComparison.Ordinal);

    private static string? Bits(ServerFacts facts, GuidelineLevel level, SubTestContext context) =>
        facts
            .Answers.Where(answer => answer is { Kind: TlsAnswerKind.Accepted, Dh: not null })
            .Where(answer => context.LevelOf(GuidelineSubject.Group, answer.GroupWord!) == level)
            .Select(answer =>
                answer.Dh!.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture)
            )
            .FirstOrDefault();

    public static SubTestRow Hash(SubTestContext context) =>
        context.Facts.Tls12 == Support.No ? SubTestRow.NotApplicable(TlsSubTest.Hash)
        : context.Method == NcscMethod.Ncsc2025 ? Hash2025(context)
        : Hash2021(context);

    /// <summary>Questions that offer suites with a signed key exchange, together all of them.</summary>
    private static readonly TlsQuestionId[] Signing =
    [
        TlsQuestionId.Tls12,
        Insufficient,
        PhaseOut,
        Dhe,
    ];

    private static SubTestRow Hash2025(SubTestContext context)
    {
        var facts = context.Facts;
        var hashes = Hashes(facts.Answers.Where(answer => answer.Kind == TlsAnswerKind.Accepted));
        var worst = Worst(context, hashes);
        if (worst == GuidelineLevel.Insufficient)
        {
            return Weak(context, GuidelineLevel.Insufficient, hashes);
        }
        var open =
            facts.Settled(Sha1) == Support.Unknown
            || (
                facts.Of(Sha1) is { Kind: TlsAnswerKind.Accepted, Signature.Hash: "sha224" }
                && facts.Settled(Sha1Alone) == Support.Unknown
            );
        return open
                ? SubTestRow.NotMeasured(
                    TlsSubTest.Hash,
                    context.Open(TlsSubTest.Hash, Sha1, Sha1Alone)
                )
            : worst == GuidelineLevel.PhaseOut ? Weak(context, GuidelineLevel.PhaseOut, hashes)
            : facts.SuitesIn12.Any(suite => suite.HasSignedExchange)
                ? SubTestRow.Of(TlsSubTest.Hash, GuidelineLevel.Good)
            // Nothing is signed, in any of the answers that could show it.
            : facts.SuitesIn12.Count > 0
            && Array.TrueForAll(Signing, question => facts.Settled(question) != Support.Unknown)
                ? SubTestRow.NotApplicable(TlsSubTest.Hash)
            : SubTestRow.NotMeasured(TlsSubTest.Hash, context.Open(TlsSubTest.Hash, Signing));
    }

    /// <summary>
    /// It must work with SHA-2: the hash of question 3, which offers that first; where key exchange by RSA was chosen there, that of
    /// the first other question which offers it.
    /// </summary>
    private static SubTestRow Hash2021(SubTestContext context)
    {
        var facts = context.Facts;
        var hash = Hashes(facts.Accepted(TlsQuestionId.Tls12))
            .Concat(
                Hashes(
                    facts.Answers.Where(answer =>
                        answer.Kind == TlsAnswerKind.Accepted
                        && answer.Question is not (Sha1 or Sha1Alone)
                    )
                )
            )
            .FirstOrDefault();
        if (hash is not null)
        {
            var level = context.LevelOf(GuidelineSubject.Hash, hash);
            return level >= GuidelineLevel.Sufficient
                ? SubTestRow.Of(TlsSubTest.Hash, level)
                // The worst that internet.nl made of it was a warning.
                : Weak(context, GuidelineLevel.PhaseOut, [hash]);
        }
        return
            facts.SuitesIn12.Count > 0
            && !facts.SuitesIn12.Any(suite => suite.HasSignedExchange)
            && facts.Settled(PhaseOut) == Support.No
            && facts.Settled(Dhe) == Support.No
            && facts.Settled(Sha1) == Support.No
            ? SubTestRow.NotApplicable(TlsSubTest.Hash)
            : SubTestRow.NotMeasured(
                TlsSubTest.Hash,
                context.Open(TlsSubTest.Hash, TlsQuestionId.Tls12, PhaseOut, Dhe, Sha1)
            );
    }

    private static SubTestRow Weak(
        SubTestContext context,
        GuidelineLevel level,
        IReadOnlyList<string> hashes
    ) =>
        SubTestRow.Of(
            TlsSubTest.Hash,
            level,
            TlsNcscReason.Create(
                context.Method,
                TlsNcscReason.HashWeak,
                SubTestContext.SeverityOf(level),
                null,
                ("level", Slug.Of(level)),
                (
                    "values",
                    string.Join(
                        ' ',
                        hashes.Where(hash =>
                            context.LevelOf(GuidelineSubject.Hash, hash) < GuidelineLevel.Sufficient
                        )
                    )
                )
            )
        );

    private static GuidelineLevel Worst(SubTestContext context, List<string> hashes) =>
        hashes.Count == 0
            ? GuidelineLevel.Good
            : hashes.Min(hash => context.LevelOf(GuidelineSubject.Hash, hash));

    private static List<string> Hashes(IEnumerable<TlsAnswer> answers) =>
        [.. answers.Select(answer => answer.Signature?.Hash).OfType<string>().Distinct()];
}
