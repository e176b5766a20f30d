using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Texts.Inbound;

namespace Dashboard.Check.Report;

/// <summary>Each related standard: its word, what it counts as in both views, the sentence, and why and what to do.</summary>
internal static class StandardsReport
{
    public static IEnumerable<string> Lines(
        DomainName domain,
        IReadOnlyList<StandardVerdict> standards,
        InboundSentences sentences
    )
    {
        foreach (
            var standard in standards.Where(one =>
                one.Standard is not (MailStandard.StartTls or MailStandard.Dane)
            )
        )
        {
            yield return string.Empty;
            yield return $"{sentences.Standard(standard.Standard)}: {sentences.StandardSentence(standard)}"
                + $" [{Slug.Of(standard.Standard)}: {standard.Status}, strict {Slug.Of(standard.Strict)}, forum {Slug.Of(standard.Forum)}]";
            var below = standard
                .Reasons.SelectMany(reason => ReasonReport.Reason(reason, sentences))
                .Concat(
                    standard.Advice.SelectMany(advice =>
                        ReasonReport.Advice(advice, domain, sentences)
                    )
                );
            foreach (var line in below)
            {
                yield return $"  {line}";
            }
        }
    }
}
