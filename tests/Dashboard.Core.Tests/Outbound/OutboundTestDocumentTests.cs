using System.Runtime.CompilerServices;
using System.Text.Json;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Tests.Outbound;

public sealed class OutboundTestDocumentTests
{
    [Fact]
    public void Table_of_the_document_is_the_catalogue()
    {
        var rows = File.ReadAllLines(DocumentPath())
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 9)
            .Select(cells => string.Join(" | ", [cells[0].Trim('`'), .. cells[2..]]));

        rows.ShouldBe(OutboundProbes.All.Select(Row));
    }

    private static string Row(OutboundProbe probe) =>
        string.Join(
            " | ",
            probe.Slug,
            Word(probe.Expected),
            probe.InBasic ? "yes" : string.Empty,
            Word(probe.Weight),
            Word(probe.Proves),
            probe.FirmRule switch
            {
                FirmRule.Retry => "retry",
                FirmRule.SecondAttempt => "second attempt",
                _ => "absence",
            },
            probe.Heal == HealAction.None ? string.Empty : Word(probe.Heal),
            probe.Rfc
        );

    private static string Word<T>(T value) =>
        JsonSerializer.SerializeToElement(value, EvidenceJson.Options).GetString()!;

    private static string DocumentPath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/sending-test.md");
}
