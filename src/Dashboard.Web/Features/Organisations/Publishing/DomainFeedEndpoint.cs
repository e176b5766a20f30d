using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.States;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Organisations.Publishing;

/// <summary>
/// What is new about a mail domain, as Atom (RFC 4287): an entry a published round that has it, an entry an explanation that holds for it.
/// </summary>
internal static class DomainFeedEndpoint
{
    public static void MapDomainFeed(this IEndpointRouteBuilder app) =>
        app.MapGet("/domains/{name}/feed", AnswerAsync)
            .WithMetadata(new EmbeddedAnywhere())
            .ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(
        string name,
        string? language,
        DomainOrganisations domains,
        IStringLocalizer<OrganisationTexts> texts,
        IStringLocalizer<NameTexts> names,
        IStringLocalizer<StateTexts> states,
        HttpContext context
    )
    {
        if (!MailDomainInput.TryRead(name, out var domain, out _))
        {
            return Results.NotFound();
        }
        var known = await domains.FindAsync(domain, context.RequestAborted);
        var site = $"{context.Request.Scheme}://{context.Request.Host}";
        return AtomFeed.Answer(
            context,
            language,
            () =>
                AtomFeed.Of(
                    AtomFeed.Id("domain", domain.Value),
                    texts["feed.title", domain.ToUnicode()],
                    texts["feed.author"],
                    site + SitePaths.Domain(domain),
                    site + SitePaths.DomainFeed(domain),
                    known
                        .Results.Select(of =>
                            Entry(site, domain, of.Round, of.Result, texts, states)
                        )
                        .Concat(
                            known.Explanations.Select(e =>
                                FeedEndpoint.ExplanationEntry(domain.Value, site, e, texts, names)
                            )
                        )
                )
        );
    }

    private static AtomEntry Entry(
        string site,
        DomainName domain,
        RoundRow round,
        DomainResult result,
        IStringLocalizer texts,
        IStringLocalizer<StateTexts> states
    ) =>
        AtomFeed.Entry(
            AtomFeed.Id("domain", domain.Value, round.Id.ToString(CultureInfo.InvariantCulture)),
            texts["feed.round.title", Days.Of(round.MeasuredOn)],
            round.PublishedAt ?? round.StartedAt,
            AtomFeed.ChangedAt(round),
            site + SitePaths.Domain(domain),
            states[StatePalette.Name(result.State)]
        );
}
