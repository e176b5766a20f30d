using Dashboard.Core;
using Dashboard.Core.Inbound;

namespace Dashboard.Check.Report;

/// <summary>A line per related standard: its name, its own word, and what it counts as in both views.</summary>
internal static class StandardsReport
{
    public static IEnumerable<string> Lines(IReadOnlyList<StandardVerdict> standards)
    {
        yield return "";
        yield return "  standards";
        foreach (
            var standard in standards.Where(one =>
                one.Standard is not (MailStandard.StartTls or MailStandard.Dane)
            )
        )
        {
            yield return $"    {Slug.Of(standard.Standard), -14} {standard.Status}, strict {Slug.Of(standard.Strict)}, forum {Slug.Of(standard.Forum)}";
        }
    }
}
