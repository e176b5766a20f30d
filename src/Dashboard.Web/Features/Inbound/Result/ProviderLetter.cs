using System.Globalization;
using System.Text;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
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
        string headline,
        string link
    )
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return
        [
            .. verdict
                .Advice.GroupBy(advice =>
                    (advice.Actor, Owner: AdviceSubjects.OwnerOf(advice, verdict.Domain))
                )
                .Select(group => new ProviderLetter(
                    group.Key.Actor,
                    group.Key.Owner.ToUnicode(),
                    texts["letter.subject", verdict.Domain.ToUnicode()],
                    Write(texts, verdict.Domain, headline, link, [.. group])
                )),
        ];
    }

    private static string Write(
        IStringLocalizer<AdviceTexts> texts,
        DomainName domain,
        string headline,
        string link,
        IReadOnlyList<Advice> steps
    )
    {
        var text = new StringBuilder();
        text.AppendLine(texts["letter.opening", domain.ToUnicode()]).AppendLine();
        text.AppendLine(headline).AppendLine();
        foreach (var (step, place) in steps.Select((step, place) => (step, place)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{place + 1}. ")
                .AppendLine(
                    texts[$"{step.Slug}.title", AdviceSubjects.Of(step, domain).ToUnicode()]
                )
                .AppendLine(Plain(texts[$"{step.Slug}.text"]));
            if (step.ZoneLines.Count > 0)
            {
                text.AppendLine();
                if (AdviceSubjects.HandsOutServedKeys(step))
                {
                    text.AppendLine(texts["letter.compare"]);
                }
                text.AppendJoin('\n', step.ZoneLines).AppendLine();
            }
            if (
                ConfigurationExamples
                    .For(step.Slug, step.Host ?? domain, domain, step.Zone)
                    .Check is
                { } check
            )
            {
                text.AppendLine().AppendLine(texts["letter.check"]).AppendLine(check);
            }
            text.AppendLine();
        }
        text.AppendLine(texts["letter.link", link]);
        return text.ToString().ReplaceLineEndings("\n");
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
