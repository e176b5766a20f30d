using System.Text.Json;

namespace Dashboard.Lab.Scanners;

/// <summary>
/// Puts what <c>check --full</c> makes of the lab's servers beside what testssl.sh and sslscan saw of them. A difference is explained where
/// a row of docs/tls-scanners.md has the scenario, or <c>any</c>, the sub-test and the three words.
/// </summary>
internal static class ScannerComparison
{
    /// <summary>
    /// Prints a row for each sub-test of which a scanner has something to say.
    /// </summary>
    /// <param name="folder"><c>DOMAIN.json</c> of testssl.sh, <c>DOMAIN.xml</c> of sslscan, and <c>ours</c>, a document a line.</param>
    /// <returns>How many differences are not explained.</returns>
    public static int Print(
        string folder,
        string explanations,
        TextWriter table,
        TextWriter summary
    )
    {
        var explained = Explanations(explanations);
        int same = 0,
            named = 0,
            unexplained = 0;
        table.WriteLine("| scenario | sub-test | ours | testssl.sh | sslscan | same |");
        table.WriteLine("|---|---|---|---|---|---|");
        foreach (var (domain, levels) in Ours(Path.Combine(folder, "ours")))
        {
            var testssl = ReadOrNothing(Path.Combine(folder, domain + ".json"), TestsslReport.Read);
            var sslscan = ReadOrNothing(Path.Combine(folder, domain + ".xml"), SslscanReport.Read);
            var scenario = domain.Split('.')[0];
            foreach (var subTest in ScannerFindings.Compared)
            {
                string[] words =
                [
                    levels.GetValueOrDefault(subTest, "–"),
                    testssl[subTest],
                    sslscan[subTest],
                ];
                if (words[1] == "–" && words[2] == "–")
                {
                    continue;
                }
                string mark;
                if (words.Where((word, at) => at == 0 || word != "–").Distinct().Count() == 1)
                {
                    mark = "yes";
                    same++;
                }
                else if (IsExplained(explained, scenario, subTest, words))
                {
                    mark = "explained";
                    named++;
                }
                else
                {
                    mark = "**no**";
                    unexplained++;
                }
                table.WriteLine(
                    $"| `{scenario}` | `{subTest}` | {string.Join(" | ", words)} | {mark} |"
                );
            }
        }
        summary.WriteLine(
            $"{same} the same, {named} different and explained, {unexplained} different and not explained"
        );
        return unexplained;
    }

    private static ScannerFindings ReadOrNothing(string file, Func<string, ScannerFindings> read) =>
        File.Exists(file) ? read(file) : new ScannerFindings();

    private static IEnumerable<(string Domain, Dictionary<string, string> Levels)> Ours(string file)
    {
        foreach (var line in File.ReadLines(file))
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var standard = root.GetProperty("standards")
                .EnumerateArray()
                .First(each => each.GetProperty("standard").GetString() == "tls-ncsc");
            yield return (
                root.GetProperty("domain").GetString()!,
                standard
                    .GetProperty("results")
                    .EnumerateArray()
                    .DistinctBy(row => row.GetProperty("slug").GetString())
                    .ToDictionary(row => row.GetProperty("slug").GetString()!, Word)
            );
        }
    }

    private static string Word(JsonElement row) =>
        row.TryGetProperty("level", out var level) ? level.GetString()!
        : row.GetProperty("strict").GetString() == "not-counted" ? "–"
        : row.GetProperty("strict").GetString()!;

    /// <summary>The first five cells of each row, without the marks of code.</summary>
    private static HashSet<string> Explanations(string file) =>
        File.ReadLines(file)
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..6])
            .Select(cells => Key(cells.Select(cell => cell.Trim('`'))))
            .ToHashSet();

    private static bool IsExplained(
        HashSet<string> explained,
        string scenario,
        string subTest,
        string[] words
    ) =>
        explained.Contains(Key([scenario, subTest, .. words]))
        || explained.Contains(Key(["any", subTest, .. words]));

    private static string Key(IEnumerable<string> cells) => string.Join('|', cells);
}
