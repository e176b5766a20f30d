using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Notices;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Notices.Subscriptions;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Outbound.Result;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Notices.Watch;

/// <summary>What is reported of one event: sentences, and where it can be seen.</summary>
internal sealed record NoticeLine(string Text, string Path);

/// <summary>What is sent to one address about one thing.</summary>
internal sealed record NoticeSection(
    NoticeTarget Target,
    IReadOnlyList<NoticeLine> Lines,
    string Language
);

/// <summary>Says events in words, in one language.</summary>
internal sealed class NoticeLines(
    IDbContextFactory<DashboardDb> database,
    OrganisationRounds organisations,
    DomainOrganisations registrations
)
{
    public async Task<IReadOnlyList<NoticeLine>> OfAsync(
        NoticeTarget target,
        IReadOnlyList<NoticeEventRow> events,
        string language,
        CancellationToken cancellation
    )
    {
        var told = new List<NoticeLine>();
        foreach (var happened in events)
        {
            var share =
                happened.Kind == NoticeKind.RoundPublished
                    ? await OwnShareAsync(target, happened.RoundId!.Value, cancellation)
                    : null;
            if (
                happened.Kind == NoticeKind.RoundPublished
                && target.Target != SubscriptionTarget.Rounds
                && share is null
            )
            {
                // Nothing of it is in the round.
                continue;
            }
            var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
            try
            {
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture =
                    CultureInfo.GetCultureInfo(language);
                told.Add(Line(target, happened, share));
            }
            finally
            {
                (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
            }
        }
        return told;
    }

    /// <summary>What a published measurement says of a domain or organisation; null where it is not in it.</summary>
    private async Task<Func<Words, string>?> OwnShareAsync(
        NoticeTarget target,
        int round,
        CancellationToken cancellation
    )
    {
        if (target.Target == SubscriptionTarget.Domain)
        {
            var found = await registrations.FindAsync(DomainName.Parse(target.Key), cancellation);
            return found.Results.FirstOrDefault(r => r.Round.Id == round) is { Result: { } result }
                ? words =>
                    words.Texts[
                        "line.round-domain",
                        words.Of(new(result.Status, result.ConnectionType, result.Hindrance))
                    ]
                : null;
        }
        if (target.Target != SubscriptionTarget.Organisation)
        {
            return null;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        var published = await db.Published().Where(r => r.Id == round).ToListAsync(cancellation);
        return await organisations.TimelineAsync(target.Key, published, cancellation) is [var at]
            ? words =>
                words.Texts["line.round-organisation", at.Protected.Passed, at.Protected.Measured]
            : null;
    }

    private static NoticeLine Line(
        NoticeTarget target,
        NoticeEventRow happened,
        Func<Words, string>? share
    )
    {
        var words = new Words(CultureInfo.CurrentUICulture);
        var facts = happened.Facts;
        var (key, arguments) = happened.Kind switch
        {
            NoticeKind.Changed => (
                "line.changed",
                new object[] { words.Of(facts.After!), words.Of(facts.Before!) }
            ),
            NoticeKind.CertificateEnds => (
                facts.Role is { } role
                    ? $"line.certificate-ends.{Slug.Of(role)}"
                    : "line.certificate-ends",
                [Shown(facts.Where), DutchTime.Day(facts.EndsAt!.Value)]
            ),
            NoticeKind.SignatureEnds => (
                "line.signature-ends",
                [Shown(facts.Where), DutchTime.Words(facts.EndsAt!.Value)]
            ),
            NoticeKind.ExplanationEnds => (
                "line.explanation-ends",
                [words.Standard(facts.Standard!), DutchTime.Day(facts.EndsAt!.Value)]
            ),
            NoticeKind.StandingTestOverdue => (
                "line.standing-test-overdue",
                [DutchTime.Words(facts.EndsAt!.Value)]
            ),
            NoticeKind.StandingTestWorse => (
                "line.standing-test-worse",
                [
                    Shown(facts.Where),
                    words.Sending(facts.SendingAfter!.Value, facts.CheckAfter),
                    words.Sending(facts.SendingBefore!.Value, facts.CheckBefore),
                ]
            ),
            NoticeKind.RoundMeasured => ("line.round-measured", [PrintableText.Of(facts.Name!)]),
            _ => ("line.round-published", [PrintableText.Of(facts.Name!)]),
        };
        string text = words.Texts[key, arguments];
        if (happened.Domain is { } domain && target.Target == SubscriptionTarget.Organisation)
        {
            text = $"{DomainName.Parse(domain).ToUnicode()}: {text}";
        }
        return new(share is null ? text : $"{text} {share(words)}", PathOf(target, happened));
    }

    private static string PathOf(NoticeTarget target, NoticeEventRow happened) =>
        happened switch
        {
            { Facts.TestId: { } test } => SitePaths.ReceivingTest(test),
            { Kind: NoticeKind.RoundMeasured, RoundId: { } round } => SitePaths.Round(round),
            { Kind: NoticeKind.RoundPublished } when target.Target == SubscriptionTarget.Domain =>
                SitePaths.Domain(DomainName.Parse(target.Key)),
            { Kind: NoticeKind.RoundPublished, RoundId: { } round }
                when target.Target == SubscriptionTarget.Rounds => SitePaths.Round(round),
            { StandingTestId: not null } => SitePaths.StandingStart,
            _ => SitePaths.Organisation(target.Key),
        };

    private static string Shown(string? name) =>
        DomainName.TryParse(name, out var parsed)
            ? parsed.ToUnicode()
            : PrintableText.Of(name ?? "");

    /// <summary>The words of the site, in one language.</summary>
    internal sealed class Words(CultureInfo language)
    {
        private readonly ResourceTexts<StateTexts> states = new(language);
        private readonly ResourceTexts<ResultTexts> statuses = new(language);
        private readonly ResourceTexts<NameTexts> standards = new(language);

        public IStringLocalizer Texts { get; } = new ResourceTexts<NoticeTexts>(language);

        private readonly ResourceTexts<OutboundTexts> sending = new(language);

        public string Sending(SenderVerdictKind verdict, NoticedCheck? check) =>
            sending[
                SenderStates.WordKey(verdict, check?.Known ?? false, check?.VerifiesPkix ?? false)
            ];

        public string Standard(string slug) => standards[$"standard.{slug}"];

        /// <summary>As <c>Versleuteld, niet geverifieerd (Geen DANE)</c>.</summary>
        public string Of(WatchedVerdict verdict)
        {
            string state = states[
                StatePalette.Name(
                    ShownStates.Of(verdict.Status, verdict.ConnectionType, verdict.Hindrance)
                )
            ];
            string status = statuses[$"status.{Slug.Of(verdict.Status)}"];
            return state == status ? state : $"{state} ({status})";
        }
    }
}
