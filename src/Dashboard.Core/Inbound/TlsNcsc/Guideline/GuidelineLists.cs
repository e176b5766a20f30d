using System.Collections.Frozen;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>Level and paragraph of anything the guidelines have a list of: pure.</summary>
public static class GuidelineLists
{
    private static readonly FrozenDictionary<
        (NcscMethod, GuidelineSubject, string),
        GuidelineRow
    > ByValue = Enum.GetValues<NcscMethod>()
        .SelectMany(method => Rows(method).Select(row => (method, row)))
        .SelectMany(each => each.row.Values.Select(value => (each.method, each.row, value)))
        .ToFrozenDictionary(each => (each.method, each.row.Subject, each.value), each => each.row);

    public static IReadOnlyList<GuidelineRow> Rows(NcscMethod method) =>
        method == NcscMethod.Ncsc2025 ? Lists2025.Rows : Lists2021.Rows;

    /// <summary>What is not named is insufficient.</summary>
    public static GuidelineLevel LevelOf(
        NcscMethod method,
        GuidelineSubject subject,
        string value
    ) =>
        ByValue.TryGetValue((method, subject, value), out var row)
            ? row.Level
            : GuidelineLevel.Insufficient;

    /// <summary>Where the list is, for a value that it does not name too.</summary>
    public static string ParagraphOf(NcscMethod method, GuidelineSubject subject, string value) =>
        ByValue.TryGetValue((method, subject, value), out var row)
            ? row.Paragraph
            : (method, subject) switch
            {
                (NcscMethod.Ncsc2025, GuidelineSubject.Version) => "3.3.1",
                (NcscMethod.Ncsc2025, GuidelineSubject.Suite) => "B",
                (NcscMethod.Ncsc2025, GuidelineSubject.Group) => "3.3.3",
                (NcscMethod.Ncsc2025, GuidelineSubject.CertificateKey) => "3.3.2",
                (NcscMethod.Ncsc2025, _) => "3.3.5",
                (_, GuidelineSubject.Version) => "B1-1",
                (_, GuidelineSubject.Suite) => "B2-1",
                (_, GuidelineSubject.Group) => value.StartsWith("dh", StringComparison.Ordinal)
                    ? "B6-1"
                    : "B5-1",
                (_, GuidelineSubject.Hash) => "table 5",
                (_, GuidelineSubject.CertificateKey) => value.StartsWith(
                    "rsa",
                    StringComparison.Ordinal
                )
                    ? "B3-3"
                    : "B5-1",
                _ => "B3-2",
            };
}
