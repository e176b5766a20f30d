using System.Text;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Lab.Outbound;

namespace Dashboard.Outbound.Tests.Support;

/// <summary>docs/senders.md, written from what was seen.</summary>
internal static class SendersDocument
{
    /// <summary>Set to anything, it makes the test write the file instead of holding it against what was seen.</summary>
    private const string WriteVariable = "DASHBOARD_WRITE_DOCS";

    private const string Introduction = """
        # Senders

        What the sending test finds of real mail servers. This file is written by a test (`tests/Dashboard.Outbound.Tests`), which
        starts each of these servers in the lab's private network ([sending-lab.md](sending-lab.md)), mails a full test from each,
        flushes the queues for further attempts, and reads the verdicts. To repeat it:

            ./test Outbound                              holds this file against what is seen
            DASHBOARD_WRITE_DOCS=1 ./test Outbound       writes it again

        Other versions of the same software may do otherwise; where others are installed, the test holds the verdicts against what is
        expected, and not this file.

        The attempts are real. The hours between them are stepped over: the clock of the product's own processes is put forward.

        """;

    private const string Notes = """

        What stands out:

        - Without `smtp_dns_support_level = dnssec`, `dane` is `may`: Postfix says so in its log, and sends in the clear where it must.
        - Behind a resolver that does not validate, `dane` is `may` too, and what is bogus is not noticed at all.
        - `encrypt` keeps mail from being sent in the clear, and delivers it to any server with any certificate.
        - `secure` knows no authority of the lab's receiver and delivers nothing, so nothing can be said of it.
        - `dane-only` refuses the control, which has no TLSA records: it cannot prove who it is, and the verdict is that of its address.
        - Postfix leaves a certificate that does not match with QUIT, Exim with an alert.

        """;

    private const string Legend = """

        In the cells: what the sender did with the message, and how it refused. **Bold** is what an RFC 7672 sender does not do;
        *healed* means that the same message was delivered once the fault was put right.

        """;

    public static string Write(IReadOnlyList<SenderOutcome> senders)
    {
        var text = new StringBuilder(Introduction);
        text.Append("\n## Verdicts\n\n").Append(Versions(senders)).Append("\n\n");
        text.Append(
            "| sender | what is set | verdict | named beside it | connection, under attack | recognised as |\n"
        );
        text.Append("|---|---|---|---|---|---|\n");
        foreach (var outcome in senders)
        {
            text.Append(Row(outcome));
        }
        text.Append("| nobody sends |  | `inconclusive` |  |  |  |\n");
        text.Append(Notes).Append("\n## Probe by probe\n").Append(Legend);
        foreach (var software in senders.GroupBy(outcome => outcome.Mta.Software))
        {
            List<SenderOutcome> columns = [.. software];
            text.Append("\n### ").Append(software.Key).Append("\n\n");
            Line(text, ["probe", "must", .. columns.Select(outcome => outcome.Mta.Title)]);
            Line(text, [.. Enumerable.Repeat("---", columns.Count + 2)]);
            foreach (var probe in OutboundProbes.All)
            {
                Line(
                    text,
                    [
                        $"`{probe.Slug}`",
                        Slug(probe.Expected),
                        .. columns.Select(outcome => Cell(outcome.Probe(probe.Id))),
                    ]
                );
            }
        }
        return text.ToString();
    }

    public static void ShouldBeUpToDate(string document, IReadOnlyList<SenderOutcome> senders)
    {
        var path = Path.Combine(OutboundLabOptions.Repository, "docs", "senders.md");
        if (Environment.GetEnvironmentVariable(WriteVariable) is { Length: > 0 })
        {
            File.WriteAllText(path, document);
            return;
        }
        var written = File.ReadAllText(path);
        if (!written.Contains(Versions(senders), StringComparison.Ordinal))
        {
            return;
        }
        written.ShouldBe(document, "docs/senders.md says something else than what was seen.");
    }

    private static string Versions(IReadOnlyList<SenderOutcome> senders) =>
        $"Seen with {string.Join(" and ", senders.Select(sender => $"{sender.Mta.Software} {sender.Version}").Distinct())}.";

    private static string Row(SenderOutcome outcome)
    {
        var sender = outcome.Sender;
        var resolver = outcome.Mta.ResolverValidates ? "" : "; its resolver does not validate";
        var settings = string.Join(", ", outcome.Mta.Settings.Select(setting => $"`{setting}`"));
        var beside = string.Join(
            "; ",
            new[]
            {
                Named("missing", sender?.Missing),
                Named("differs", sender?.Differences.Select(difference => difference.Protection)),
                Named("", sender?.Traits),
                sender?.Mandatory == true ? "`mandatory`" : "",
            }.Where(part => part.Length > 0)
        );
        return $"| {outcome.Mta.Title} | {settings}{resolver} | `{Slug(outcome.Verdict)}` | {beside} | "
            + $"{Number(sender?.ConnectionType)}, {Number(sender?.AttackerConnectionType)} | "
            + $"{sender?.Domain?.Value ?? "nobody"}, {(sender?.Guess is { } guess ? Slug(guess.Kind) : "unknown software")} |\n";
    }

    private static string Cell(ProbeJudgement judgement)
    {
        var how = judgement.RefusedHow is { } kind ? $", {Slug(kind)}" : "";
        var clear = judgement.Seen == SeenOutcome.MailInClear ? ", in the clear" : "";
        var healed = judgement.ProvenByHealing ? "; *healed*" : "";
        return judgement.Judgement switch
        {
            DeliveryJudgement.DeliveredAsItShould => $"delivered{clear}",
            DeliveryJudgement.RefusedAsItShould => $"refused{how}{healed}",
            DeliveryJudgement.DeliveredThoughItMustNot => $"**delivered{clear}**",
            DeliveryJudgement.RefusedThoughItShouldDeliver => $"**refused{how}**",
            var other => Slug(other),
        };
    }

    private static string Named<T>(string what, IEnumerable<T>? items)
        where T : struct, Enum
    {
        var names = (items ?? []).Select(item => $"`{Slug(item)}`").ToList();
        return names.Count == 0 ? "" : $"{what} {string.Join(", ", names)}".Trim();
    }

    private static string Number<T>(T? type)
        where T : struct, Enum => type is { } value ? $"{Convert.ToInt32(value, null)}" : "none";

    private static string Slug<T>(T value)
        where T : struct, Enum => JsonSerializer.Serialize(value, EvidenceJson.Options).Trim('"');

    private static void Line(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
