using System.Globalization;
using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Web.Features.Explanation;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>A text that is ready to send to one who has to act: what is wrong, what to change, how to check, and the link.</summary>
internal sealed record ProviderLetter(AdviceActor Actor, string Owner, string Subject, string Text)
{
    /// <summary>Longer addresses are cut or refused by mail programs; the text can be copied whole.</summary>
    private const int LongestMailLink = 1900;

    /// <summary>Null where the text is too long for a link.</summary>
    public string? MailLink => MailLinkOf(Subject, Text);

    /// <inheritdoc cref="MailLink"/>
    internal static string? MailLinkOf(string subject, string text) =>
        $"mailto:?subject={Uri.EscapeDataString(subject)}&body={Uri.EscapeDataString(text.ReplaceLineEndings("\r\n"))}"
            is { Length: <= LongestMailLink } link
            ? link
            : null;

    /// <summary>One a party, in the order of the steps.</summary>
    public static IReadOnlyList<ProviderLetter> Of(
        IStringLocalizer<AdviceTexts> texts,
        DomainVerdict verdict,
        InboundObservation seen,
        string headline,
        string link
    )
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return
        [
            .. AdviceGroups
                .PartiesOf(verdict, seen)
                .Select(party => new ProviderLetter(
                    party.Actor,
                    AdviceSubjects.Listed(texts, party.Names),
                    texts["letter.subject", verdict.Domain.ToUnicode()],
                    Write(texts, verdict.Domain, headline, link, party.Groups)
                )),
        ];
    }

    private static string Write(
        IStringLocalizer<AdviceTexts> texts,
        DomainName domain,
        string headline,
        string link,
        IReadOnlyList<IReadOnlyList<Advice>> groups
    )
    {
        var text = new StringBuilder();
        text.AppendLine(texts["letter.opening", domain.ToUnicode()]).AppendLine();
        text.AppendLine(headline).AppendLine();
        foreach (var (group, place) in groups.Select((group, place) => (group, place)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{place + 1}. ");
            WriteStep(text, texts, domain, group);
        }
        text.AppendLine(texts["letter.link", link]);
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void WriteStep(
        StringBuilder text,
        IStringLocalizer<AdviceTexts> texts,
        DomainName domain,
        IReadOnlyList<Advice> group
    )
    {
        var slug = group[0].Slug;
        text.AppendLine(texts[$"{slug}.title", AdviceSubjects.SubjectOf(texts, group, domain)])
            .AppendLine(Plain(texts[$"{slug}.text"]));
        var examples = group.Select(step => ConfigurationExamples.For(step, domain)).ToList();
        Block(texts["records.remove"], group.SelectMany(step => step.LinesToRemove));
        if (group.Any(AdviceSubjects.HandsOutServedKeys))
        {
            // What we saw may be an attacker's, so its owner compares it first.
            text.AppendLine()
                .AppendLine(texts["letter.compare"])
                .AppendLine(ConfigurationExamples.PrintCertificate);
        }
        Block(
            texts[AdviceSubjects.LabelOfLines(group[0])],
            group.SelectMany(step => step.ZoneLines)
        );
        Block(texts["commands"], examples.Select(example => example.Commands));
        Block(texts["check"], examples.Select(example => example.Check));
        text.AppendLine();

        void Block(string label, IEnumerable<string?> lines)
        {
            var told = lines.OfType<string>().Distinct().ToList();
            if (told.Count > 0)
            {
                text.AppendLine().Append(label).AppendLine(":").AppendJoin('\n', told).AppendLine();
            }
        }
    }

    /// <summary>Terms are <c>[[topic|word]]</c> on a page; a mail has the word.</summary>
    internal static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.IndexOf("[[") is >= 0 and var start)
        {
            plain.Append(rest[..start]);
            rest = rest[(start + 2)..];
            var end = rest.IndexOf("]]");
            if (end < 0)
            {
                break;
            }
            plain.Append(rest[(rest[..end].IndexOf('|') + 1)..end]);
            rest = rest[(end + 2)..];
        }
        return plain.Append(rest).ToString();
    }
}
