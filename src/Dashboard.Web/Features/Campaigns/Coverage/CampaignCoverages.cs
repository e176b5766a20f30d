using Dashboard.Core.Campaigns;
using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Web.Features.Adoption.Charts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Campaigns.Coverage;

/// <summary>What a row of coverage is about.</summary>
public enum CoveragePart
{
    All,
    Layer,
    Ministry,
}

/// <param name="Value">The layer's word or the ministry's name; null for all.</param>
public sealed record CoverageRow(CoveragePart Part, string? Value, CampaignCoverage Coverage);

/// <summary>How far a campaign came: all together, by layer and by ministry.</summary>
internal sealed class CampaignCoverages(IDbContextFactory<DashboardDb> database)
{
    /// <summary>Null where there is no such campaign.</summary>
    public async Task<(CampaignRow Campaign, IReadOnlyList<CoverageRow> Rows)?> ReadAsync(
        int id,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var campaign = await db.Set<CampaignRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == id, cancellation);
        return campaign is null
            ? null
            : (campaign, Of(await CampaignOrganisationFacts.ReadAsync(db, id, null, cancellation)));
    }

    public static IReadOnlyList<CoverageRow> Of(
        IReadOnlyList<CampaignOrganisationFacts> organisations
    )
    {
        var asked = organisations.Select(one => one.Asked).ToList();
        return
        [
            new(CoveragePart.All, null, CampaignCoverage.Of(asked)),
            .. asked
                .GroupBy(one => one.Layer, StringComparer.Ordinal)
                .OrderBy(layer => layer.Key, StringComparer.Ordinal)
                .Select(layer => new CoverageRow(
                    CoveragePart.Layer,
                    layer.Key,
                    CampaignCoverage.Of(layer)
                )),
            .. asked
                .Where(one => one.Ministry is not null)
                .GroupBy(one => one.Ministry!, StringComparer.Ordinal)
                .OrderBy(ministry => ministry.Key, StringComparer.CurrentCultureIgnoreCase)
                .Select(ministry => new CoverageRow(
                    CoveragePart.Ministry,
                    ministry.Key,
                    CampaignCoverage.Of(ministry)
                )),
        ];
    }

    /// <summary>The rows as a table, in the language of the reader.</summary>
    /// <param name="whole">
    /// With how mail and answers went, which is for analysts: who declined is nobody else's to know. Without, only what the public pages of
    /// domains show too: who was tested, with what outcome.
    /// </param>
    public static ChartTable Table(
        IReadOnlyList<CoverageRow> rows,
        bool whole,
        IStringLocalizer<CampaignTexts> texts,
        IStringLocalizer<NameTexts> names
    )
    {
        var columns = Columns.Where(column => whole || column.IsPublic).ToList();
        return new(
            "coverage",
            [
                texts["coverage.part"],
                .. columns.Select(column => texts[$"coverage.{column.Word}"].Value),
            ],
            [
                .. rows.Select(row =>
                    (IReadOnlyList<object?>)
                        [
                            NameOf(row, texts, names),
                            .. columns.Select(column => (object?)column.Of(row.Coverage)),
                        ]
                ),
            ]
        );
    }

    /// <summary>What becomes of the organisations of a row, each in one part: the tested ones by verdict, then the others.</summary>
    public static IReadOnlyList<int> Parts(CampaignCoverage coverage) =>
        [
            coverage.EnforcesDane,
            coverage.Partly + coverage.Opportunistic,
            coverage.Unencrypted,
            coverage.Undecided,
            coverage.Asked - coverage.Tested,
        ];

    /// <summary>The names and looks of <see cref="Parts"/>.</summary>
    public static IReadOnlyList<BarPart> PartNames(IStringLocalizer<CampaignTexts> texts) =>
        [
            new(texts["coverage.enforces-dane"], "state-verified"),
            new(texts["coverage.encrypted"], "state-encrypted"),
            new(texts["coverage.unencrypted"], "state-unencrypted"),
            new(texts["coverage.undecided"], "state-held-back"),
            new(texts["coverage.not-tested"], "state-not-measured"),
        ];

    public static string NameOf(
        CoverageRow row,
        IStringLocalizer<CampaignTexts> texts,
        IStringLocalizer<NameTexts> names
    ) =>
        row.Part switch
        {
            CoveragePart.Layer => names.Layer(row.Value!),
            CoveragePart.Ministry => Core.PrintableText.Of(row.Value!),
            _ => texts["coverage.all"],
        };

    private static readonly (
        string Word,
        bool IsPublic,
        Func<CampaignCoverage, int> Of
    )[] Columns =
    [
        ("asked", true, c => c.Asked),
        ("no-address", false, c => c.NoAddress),
        ("pending", false, c => c.Pending),
        ("reached", false, c => c.Reached),
        ("undeliverable", false, c => c.Undeliverable),
        ("opted-out", false, c => c.OptedOut),
        ("no-answer", false, c => c.NoAnswer),
        ("declined", false, c => c.Declined),
        ("not-responsible", false, c => c.NotResponsible),
        ("not-tested-yet", false, c => c.NotTestedYet),
        ("tested", true, c => c.Tested),
        ("enforces-dane", true, c => c.EnforcesDane),
        ("partly", true, c => c.Partly),
        ("opportunistic", true, c => c.Opportunistic),
        ("unencrypted", true, c => c.Unencrypted),
        ("undecided", true, c => c.Undecided),
    ];
}
