namespace Dashboard.Core.Tests.Inbound;

/// <summary>The verdict table of docs/verdicts.md, row by row.</summary>
internal static class VerdictCases
{
    public static IReadOnlyList<Case> All { get; } =
    [
        .. DnsCases.All(),
        .. RecordCases.All(),
        .. SessionCases.All(),
        .. ChainCases.All(),
        .. SampleCases.All(),
    ];
}
