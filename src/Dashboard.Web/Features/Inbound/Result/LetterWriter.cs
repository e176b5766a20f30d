using System.Globalization;
using System.Text;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tls;
using Dashboard.Web.Features.Explanation;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>Writes the letter to one party, in the language of its texts.</summary>
internal sealed class LetterWriter(
    IStringLocalizer<AdviceTexts> texts,
    DomainName domain,
    InboundObservation seen,
    string headline,
    string link
)
{
    public ProviderLetter Write(AdviceParty party)
    {
        var must = party.Groups.Where(group => !AdviceGroups.IsOptional(group)).ToList();
        var can = party.Groups.Where(AdviceGroups.IsOptional).ToList();
        var subject = texts[
            must.Count > 0 ? "letter.subject" : "letter.subject.optional",
            domain.ToUnicode()
        ];
        return new(
            party.Actor,
            AdviceSubjects.Listed(texts, party.Names),
            subject,
            Whole(must, can),
            InShort(subject, [.. must, .. can])
        );
    }

    private string Whole(List<IReadOnlyList<Advice>> must, List<IReadOnlyList<Advice>> can)
    {
        var text = Opening();
        var place = 0;
        foreach (var group in must)
        {
            WriteStep(text, ++place, group);
        }
        if (must.Count > 0 && can.Count > 0)
        {
            text.AppendLine(texts["letter.optional"]).AppendLine();
        }
        foreach (var group in can)
        {
            WriteStep(text, ++place, group);
        }
        text.AppendLine(texts["letter.link", link]);
        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>As many titles as a mail link has room for; the rest is behind the link, which is always there.</summary>
    private string InShort(string subject, IReadOnlyList<IReadOnlyList<Advice>> groups)
    {
        for (var shown = groups.Count; ; shown--)
        {
            var text = Opening();
            foreach (var (group, place) in groups.Take(shown).Select((g, i) => (g, i + 1)))
            {
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"{place}. {AdviceWords.TitleToSend(texts, group, domain)}"
                );
            }
            text.AppendLine().AppendLine(texts["letter.short", link]);
            var written = text.ToString().ReplaceLineEndings("\n");
            if (shown == 0 || ProviderLetter.MailLinkOf(subject, written) is not null)
            {
                return written;
            }
        }
    }

    private StringBuilder Opening() =>
        new StringBuilder()
            .AppendLine(texts["letter.opening", domain.ToUnicode()])
            .AppendLine()
            .AppendLine(headline)
            .AppendLine();

    private void WriteStep(StringBuilder text, int place, IReadOnlyList<Advice> group)
    {
        text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{place}. {AdviceWords.TitleToSend(texts, group, domain)}"
            )
            .AppendLine(AdviceWords.TextToSend(texts, group[0].Slug));
        var examples = group.Select(step => ConfigurationExamples.For(step, domain)).ToList();
        if (group.Any(AdviceSubjects.HandsOutServedKeys))
        {
            // What we saw may be an attacker's, so its owner compares it first.
            text.AppendLine()
                .AppendLine(texts["letter.compare"])
                .AppendLine(ConfigurationExamples.PrintCertificate);
            Block(text, texts["letter.seen"], Seen(group));
        }
        Block(text, texts["records.remove"], group.SelectMany(step => step.LinesToRemove));
        Block(
            text,
            texts[AdviceSubjects.LabelOfLines(group[0])],
            group.SelectMany(step => step.ZoneLines)
        );
        Block(text, texts["commands"], examples.Select(example => example.Commands));
        Block(text, texts["check"], examples.Select(example => example.Check));
        text.AppendLine();
    }

    private static void Block(StringBuilder text, string label, IEnumerable<string?> lines)
    {
        var told = lines.OfType<string>().Distinct().ToList();
        if (told.Count > 0)
        {
            text.AppendLine().Append(label).AppendLine(":").AppendJoin('\n', told).AppendLine();
        }
    }

    /// <summary>What the commands print on the server, of the certificates that we saw.</summary>
    private IEnumerable<string> Seen(IReadOnlyList<Advice> group) =>
        FirstCheck
            .LeavesOf(
                group
                    .Where(AdviceSubjects.HandsOutServedKeys)
                    .SelectMany(step => seen.Hosts.Where(host => host.Host.Name == step.Host))
            )
            .SelectMany(Printed);

    private static IEnumerable<string> Printed(PresentedCertificate leaf)
    {
        yield return $"subject={PrintableText.Of(leaf.Subject)}";
        yield return $"issuer={PrintableText.Of(leaf.Issuer)}";
        if (leaf is { NotBefore: { } from, NotAfter: { } until })
        {
            yield return $"notBefore={AsOpenSsl(from)}";
            yield return $"notAfter={AsOpenSsl(until)}";
        }
        yield return $"SHA2-256(stdin)= {leaf.SpkiSha256}";
    }

    private static string AsOpenSsl(DateTimeOffset instant) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{instant.UtcDateTime:MMM} {instant.UtcDateTime.Day, 2} {instant.UtcDateTime:HH:mm:ss yyyy} GMT"
        );
}
