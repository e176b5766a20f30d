using System.Text;
using Dashboard.Core;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Lab;

/// <summary>The catalogue as a table for docs/lab.md.</summary>
public static class ScenarioTable
{
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append(
            "| domain | row | what it shows | status | delivery | type | attacker | senders that do otherwise |\n"
        );
        text.Append("|---|---|---|---|---|---|---|---|\n");
        foreach (var scenario in LabInternet.Catalogue())
        {
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"| `{scenario.Domain}` | {string.Join(", ", scenario.Rows)} | {scenario.Description} | {Word(scenario.Status)} | {Word(scenario.Delivery)} | {Number(scenario.ConnectionType)} | {Number(scenario.AttackerConnectionType)} | {string.Join(", ", scenario.Simulations.Select(one => $"`{Word(one.Sender)}` {Word(one.Delivery)}"))} |\n"
            );
        }
        return text.ToString();
    }

    /// <summary>Those of the related standards, for docs/lab-related.md.</summary>
    public static string RelatedMarkdown()
    {
        var text = new StringBuilder();
        text.Append("| domain | what it shows | standard | status | Forum | strict | also |\n");
        text.Append("|---|---|---|---|---|---|---|\n");
        foreach (var scenario in LabInternet.RelatedCatalogue())
        {
            foreach (var expected in scenario.Standards)
            {
                text.Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"| `{scenario.Domain}` | {scenario.Description} | {Word(expected.Standard)} | `{expected.Status}` | {Word(expected.Forum)} | {Word(expected.Strict)} | {string.Join(' ', expected.Results.Select(slug => $"`{slug}`"))} |\n"
                );
            }
        }
        text.Append("\n| domain | what it shows | DANE only | MTA-STS only | both | neither |\n");
        text.Append("|---|---|---|---|---|---|\n");
        foreach (var scenario in LabInternet.RelatedCatalogue())
        {
            if (scenario.Senders is { } senders)
            {
                text.Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"| `{scenario.Domain}` | {scenario.Description} | `{Word(senders.DaneOnly)}` | `{Word(senders.MtaStsOnly)}` | `{Word(senders.Both)}` | `{Word(senders.Neither)}` |\n"
                );
            }
        }
        return text.ToString();
    }

    /// <summary>Those of STARTTLS by NCSC, for docs/lab-tls.md.</summary>
    public static string TlsMarkdown()
    {
        var text = new StringBuilder();
        text.Append(
            "| domain | what it shows | sub-test | ncsc-2025 | Forum | strict | ncsc-2021 | Forum | strict |\n"
        );
        text.Append("|---|---|---|---|---|---|---|---|---|\n");
        foreach (var scenario in LabInternet.TlsCatalogue())
        {
            foreach (var expected in scenario.Tls!.SubTests)
            {
                text.Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"| `{scenario.Domain}` | {scenario.Description} | `{expected.Slug}` | {Words(expected.Of2025)} | {Words(expected.Of2021)} |\n"
                );
            }
            if (scenario.Tls.End != TlsExaminationEnd.Completed)
            {
                text.Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"| `{scenario.Domain}` | {scenario.Description} | | `{Word(scenario.Tls.End)}` | | | `{Word(scenario.Tls.End)}` | | |\n"
                );
            }
        }
        return text.ToString();
    }

    private static string Words(Scenarios.ExpectedLevel expected) =>
        $"{expected.Level} | {expected.Forum} | {expected.Strict}";

    private static string Word<T>(T value)
        where T : struct, Enum => Slug.Of(value);

    private static string Number(Dashboard.Core.Inbound.ConnectionType? type) =>
        type is null ? "–" : $"{(int)type.Value}";
}
