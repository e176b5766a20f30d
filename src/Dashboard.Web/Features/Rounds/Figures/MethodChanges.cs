using System.Text.Json.Serialization;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data.Rounds;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>A standard that was judged by another method.</summary>
/// <param name="Standard">By its word.</param>
/// <param name="Before">Null where it was not judged before.</param>
/// <param name="After">Null where it is not judged any more.</param>
internal sealed record MethodChange(
    string Standard,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Before,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? After
);

/// <summary>Which standards two rounds, or a round and what is measured for it now, judge by different methods.</summary>
internal static class MethodChanges
{
    /// <summary>By standard.</summary>
    public static IReadOnlyList<MethodChange> Between(RoundMethod before, RoundMethod after) =>
        Between(before.Methods, after.Methods);

    /// <summary>Of the standards of a round, those that this program judges by another method than the round was started with.</summary>
    public static IReadOnlyList<MethodChange> Since(RoundMethod started) =>
        Between(
            started.Methods,
            InboundJudgement
                .MethodVersions(Ncsc(started) ?? NcscMethod.Ncsc2025)
                .Select(one => (Standard: Slug.Of(one.Key), one.Value))
                .Where(one => started.Methods.ContainsKey(one.Standard))
                .ToDictionary(one => one.Standard, one => one.Value)
        );

    /// <summary>The method of STARTTLS by NCSC that was frozen with a round; null where it judges none.</summary>
    public static NcscMethod? Ncsc(RoundMethod started) =>
        started.Methods.TryGetValue(Slug.Of(MailStandard.TlsNcsc), out var version)
        && Slug.TryParse(version, out NcscMethod method)
            ? method
            : null;

    /// <summary>As <c>dane: inbound-2 → inbound-3; …</c>; null where nothing changed.</summary>
    public static string? Words(IReadOnlyList<MethodChange> changes) =>
        changes.Count == 0
            ? null
            : string.Join(
                "; ",
                changes.Select(c => $"{c.Standard}: {c.Before ?? "–"} → {c.After ?? "–"}")
            );

    private static IReadOnlyList<MethodChange> Between(
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> after
    ) =>
        [
            .. before
                .Keys.Union(after.Keys)
                .Order(StringComparer.Ordinal)
                .Select(standard => new MethodChange(
                    standard,
                    before.GetValueOrDefault(standard),
                    after.GetValueOrDefault(standard)
                ))
                .Where(change => change.Before != change.After),
        ];
}
