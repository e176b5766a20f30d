using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Campaigns;
using Dashboard.Data.Accounts;
using Dashboard.Data.Campaigns;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Adoption.Charts;
using Dashboard.Web.Features.Campaigns.Coverage;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>The rows of a campaign as files.</summary>
internal static class CampaignFiles
{
    private static readonly string[] LinkHeads =
    [
        "organisation",
        "name",
        "layer",
        "language",
        "link",
    ];

    public static void MapCampaignFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet($"{SitePaths.Campaigns}/{{id:int}}/links", LinksAsync)
            .RequireAuthorization(AccountPolicies.Analyst)
            .ExcludeFromDescription();
        app.MapGet($"{SitePaths.Campaigns}/{{id:int}}/coverage/rows", CoverageAsync)
            .ExcludeFromDescription();
    }

    /// <summary>The link of each organisation that has not answered, for an analyst who sends it by other means.</summary>
    private static async Task<IResult> LinksAsync(
        int id,
        HttpContext context,
        CampaignReader reader,
        CampaignDesk desk,
        TimeProvider time,
        IStringLocalizer<CampaignTexts> texts,
        IStringLocalizer<NameTexts> names,
        IOptions<MailOptions> mail
    )
    {
        var cancellation = context.RequestAborted;
        context.Response.Headers.CacheControl = "no-store";
        if (
            await reader.FindAsync(id, cancellation)
                is not { State: CampaignState.Running or CampaignState.Paused } campaign
            || time.GetUtcNow() >= campaign.EndsAt
            || await desk.NoteLinksTakenAsync(
                id,
                context.User.Identity?.Name ?? string.Empty,
                cancellation
            )
                is not null
        )
        {
            return Results.NotFound();
        }
        var root =
            mail.Value.SiteRoot.Length > 0
                ? mail.Value.SiteRoot
                : $"{context.Request.Scheme}://{context.Request.Host}";
        var unanswered = (await reader.OrganisationsAsync(id, cancellation)).Where(one =>
            one.Row is { Answer: CampaignAnswer.None, Token: not null }
        );
        return File(
            new ChartTable(
                "links",
                [.. LinkHeads.Select(head => texts[$"links.{head}"].Value)],
                [
                    .. unanswered.Select(one =>
                        (IReadOnlyList<object?>)
                            [
                                one.Row.OrganisationKey,
                                PrintableText.Of(one.Row.Name),
                                names.Layer(one.Row.Layer),
                                one.Row.Language,
                                root + SitePaths.CampaignAnswer(one.Row.Token!),
                            ]
                    ),
                ]
            ),
            id,
            context
        );
    }

    private static async Task<IResult> CoverageAsync(
        int id,
        HttpContext context,
        CampaignCoverages coverages,
        IStringLocalizer<CampaignTexts> texts,
        IStringLocalizer<NameTexts> names
    )
    {
        var isAnalyst = AccountPolicies.Has(context.User, AccountRole.Analyst);
        context.Response.Headers.CacheControl = "no-store";
        return
            await coverages.ReadAsync(id, context.RequestAborted) is var (campaign, rows)
            && (isAnalyst || campaign.Published)
            ? File(CampaignCoverages.Table(rows, isAnalyst, texts, names), id, context)
            : Results.NotFound();
    }

    private static IResult File(ChartTable table, int campaign, HttpContext context) =>
        ChartDownload.Of(
            table,
            string.Create(CultureInfo.InvariantCulture, $"{table.Slug}-{campaign}.csv"),
            context
        );
}
