using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Judgement;

/// <summary>The facts of a lookup that a sentence about it needs.</summary>
internal static class LookupFacts
{
    public static VerdictReason Of(string slug, DnsLookup lookup) =>
        Because.Of(
            slug,
            ("owner", lookup.Name.ToString()),
            ("type", lookup.Type.ToString().ToUpperInvariant()),
            ("failure", Because.Word(lookup.Failure)),
            (
                "ede",
                lookup.ExtendedErrors.Count > 0
                    ? string.Join(' ', lookup.ExtendedErrors.Select(e => Because.Text(e.InfoCode)))
                    : null
            )
        );
}
