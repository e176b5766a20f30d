using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>The facts of a lookup that a sentence about it needs.</summary>
internal static class LookupFacts
{
    public static VerdictReason Of(string slug, DnsLookup lookup) =>
        Reason.Create(
            slug,
            ("owner", lookup.Name.ToString()),
            ("type", lookup.Type.ToString().ToUpperInvariant()),
            ("failure", Reason.Word(lookup.Failure)),
            ("cause", Reason.Word(lookup.Cause)),
            (
                "ede",
                lookup.ExtendedErrors.Count > 0
                    ? string.Join(' ', lookup.ExtendedErrors.Select(e => Reason.Text(e.InfoCode)))
                    : null
            )
        );
}
