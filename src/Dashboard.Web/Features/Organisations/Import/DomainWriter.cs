using Dashboard.Core;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>Writes what a difference changes about domains.</summary>
internal sealed class DomainWriter(
    DashboardDb db,
    RegisterSource source,
    int? listId,
    IReadOnlyDictionary<string, int> organisationOf,
    IReadOnlyDictionary<string, string> renamed
)
{
    private const int BatchSize = 500;

    public async Task WriteAsync(RegisterDifference difference, CancellationToken cancellation)
    {
        var links = difference
            .Domains.SelectMany(change => change.Links.Select(link => (change.Name, Link: link)))
            .ToList();
        var byHand = await DaysByHand.LoadAsync(db, cancellation);
        await AddAsync(
            [.. links.Where(one => one.Link.Former is null).Select(one => one.Link.Staged!)],
            [.. links.Where(one => one.Link.Former is null).Select(one => one.Link)],
            byHand,
            cancellation
        );
        var changed = links.Where(one => Changes(one.Link, difference.CountsMissing)).ToList();
        foreach (var batch in changed.Chunk(BatchSize))
        {
            await ChangeAsync(batch, difference.CountsMissing, byHand, cancellation);
        }
    }

    private Task AddAsync(
        IReadOnlyList<StagedDomain> staged,
        IReadOnlyList<DomainLinkChange> links,
        DaysByHand byHand,
        CancellationToken cancellation
    ) =>
        db.CopyAsync(
            "organisation_domains",
            [
                ("organisation_id", NpgsqlDbType.Integer),
                ("domain", NpgsqlDbType.Text),
                ("source", NpgsqlDbType.Text),
                ("list_id", NpgsqlDbType.Integer),
                ("record_key", NpgsqlDbType.Text),
                ("\"from\"", NpgsqlDbType.Date),
                ("until", NpgsqlDbType.Date),
                ("source_from", NpgsqlDbType.Date),
                ("source_until", NpgsqlDbType.Date),
                ("stated_from", NpgsqlDbType.Date),
                ("register_ids", NpgsqlDbType.Array | NpgsqlDbType.Text),
                ("purpose", NpgsqlDbType.Text),
                ("holder", NpgsqlDbType.Text),
                ("fingerprint", NpgsqlDbType.Uuid),
                ("missing_snapshots", NpgsqlDbType.Integer),
                ("is_corrected", NpgsqlDbType.Boolean),
            ],
            staged.Zip(links),
            row =>
            {
                var (domain, written) = row.First;
                var organisation = organisationOf[row.Second.OrganisationKey];
                var set = byHand.Over(organisation, domain.Name.Value, domain.From, domain.Until);
                return
                [
                    organisation,
                    domain.Name.Value,
                    Slug.Of(source),
                    listId,
                    KeyOf(row.Second),
                    set is { } days ? days.From : domain.From,
                    set is { } same ? same.Until : domain.Until,
                    domain.From,
                    domain.Until,
                    written.From,
                    domain.RegisterIds.ToArray(),
                    domain.Purpose,
                    domain.Holder,
                    RegisterFingerprint.Of(written),
                    0,
                    set is not null,
                ];
            },
            cancellation
        );

    /// <summary>A difference names a record by its former key; it is stored under the new one by now.</summary>
    private string KeyOf(DomainLinkChange link) =>
        renamed.GetValueOrDefault(link.OrganisationKey, link.OrganisationKey);

    private static bool Changes(DomainLinkChange link, bool countsMissing) =>
        link.Former is { } former
        && (
            link.Staged is not { } staged
                ? countsMissing || link.EndsOn is not null
                : former.Fingerprint != RegisterFingerprint.Of(staged.AsWritten)
                    || former.From != staged.Domain.From
                    || former.Until != staged.Domain.Until
                    || former.MissingSnapshots > 0
        );

    private async Task ChangeAsync(
        IReadOnlyList<(Core.Dns.DomainName Name, DomainLinkChange Link)> batch,
        bool countsMissing,
        DaysByHand byHand,
        CancellationToken cancellation
    )
    {
        var names = batch.Select(one => one.Name.Value).Distinct().ToList();
        var rows = await db
            .OrganisationDomains.Where(row =>
                row.Source == source && row.ListId == listId && names.Contains(row.Domain)
            )
            .ToDictionaryAsync(row => (row.RecordKey, row.Domain), cancellation);
        foreach (var (name, link) in batch)
        {
            Change(rows[(KeyOf(link), name.Value)], link, countsMissing, byHand);
        }
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
    }

    private static void Change(
        OrganisationDomain row,
        DomainLinkChange link,
        bool countsMissing,
        DaysByHand byHand
    )
    {
        if (link.Staged is { } staged)
        {
            row.SourceFrom = staged.Domain.From;
            row.SourceUntil = staged.Domain.Until;
            row.StatedFrom = staged.AsWritten.From;
            row.RegisterIds = [.. staged.Domain.RegisterIds];
            row.Purpose = staged.Domain.Purpose;
            row.Holder = staged.Domain.Holder;
            row.Fingerprint = RegisterFingerprint.Of(staged.AsWritten);
            row.MissingSnapshots = 0;
        }
        else
        {
            row.SourceUntil = link.EndsOn ?? row.SourceUntil;
            row.MissingSnapshots += countsMissing ? 1 : 0;
        }
        if (row.IsCorrected)
        {
            return;
        }
        (row.From, row.Until) = (row.SourceFrom, row.SourceUntil);
        if (byHand.Over(row.OrganisationId, row.Domain, row.From, row.Until) is { } set)
        {
            (row.From, row.Until) = set;
            row.IsCorrected = true;
        }
    }
}
