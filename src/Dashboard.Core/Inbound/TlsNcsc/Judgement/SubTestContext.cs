using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>What the rules of one address need: the facts, and the lists of one method.</summary>
internal sealed class SubTestContext(
    NcscMethod method,
    ServerFacts facts,
    TlsExamination? examination
)
{
    public NcscMethod Method { get; } = method;

    public ServerFacts Facts { get; } = facts;

    public GuidelineLevel LevelOf(GuidelineSubject subject, string value) =>
        GuidelineLists.LevelOf(Method, subject, value);

    public GuidelineLevel LevelOf(CipherSuite suite) => QuestionSuites.LevelOf(Method, suite);

    public VerdictReason Reason(
        string slug,
        ReasonSeverity severity,
        params ReadOnlySpan<(string Name, string? Value)> facts
    ) => TlsNcscReason.Create(Method, slug, severity, null, facts);

    /// <summary>A reason for the values of one level that a list does not call sufficient.</summary>
    public VerdictReason ListReason(
        string slug,
        GuidelineSubject subject,
        GuidelineLevel level,
        IEnumerable<string> values,
        params ReadOnlySpan<(string Name, string? Value)> more
    )
    {
        var worst = values.Where(value => LevelOf(subject, value) == level).Distinct().ToList();
        return TlsNcscReason.Create(
            Method,
            slug,
            SeverityOf(level),
            worst.Count == 0 ? null : GuidelineLists.ParagraphOf(Method, subject, worst[0]),
            [
                ("level", Slug.Of(level)),
                ("values", string.Join(' ', worst.Take(MostValues))),
                .. more,
            ]
        );
    }

    /// <summary>Why the sub-test of these questions could not be settled.</summary>
    public VerdictReason Open(string subTest, params ReadOnlySpan<TlsQuestionId> questions)
    {
        string? question = null;
        string? answer = null;
        foreach (var id in questions)
        {
            if (Facts.Settled(id) == Support.Unknown)
            {
                question ??= Slug.Of(id);
                answer ??= Facts.Of(id) is { } asked ? Slug.Of(asked.Kind) : "not-asked";
            }
        }
        return TlsNcscReason.Create(
            Method,
            TlsNcscReason.NotMeasured,
            ReasonSeverity.Warning,
            null,
            ("subTest", subTest),
            ("question", question),
            ("answer", answer),
            ("profile", examination is null ? "none" : Slug.Of(examination.Profile)),
            ("end", examination is null ? null : Slug.Of(examination.End))
        );
    }

    public static ReasonSeverity SeverityOf(GuidelineLevel level) =>
        level switch
        {
            GuidelineLevel.Insufficient => ReasonSeverity.Fault,
            GuidelineLevel.PhaseOut => ReasonSeverity.Warning,
            _ => ReasonSeverity.Note,
        };

    /// <summary>Of one reason; the evidence has all.</summary>
    private const int MostValues = 20;
}
