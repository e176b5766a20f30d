using Dashboard.Core;
using Dashboard.Core.Campaigns;
using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Data.Notices;
using Dashboard.Web.Features.Campaigns.Desk;
using Dashboard.Web.Features.Campaigns.Mail;
using Dashboard.Web.Features.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Campaigns;

/// <summary>
/// Addresses of campaigns, where they came from, and what analysts write in a campaign. The address itself is with its recipient. How far
/// mail came and the answer are the organisation's, and stay.
/// </summary>
internal sealed class CampaignsPersonalData : IPersonalData
{
    private const string Field = "campaign-address";

    private readonly FreeTexts texts = new("campaign-text");

    public IReadOnlyList<string> Fields => [Field, "campaign-text"];

    public Task<IReadOnlyCollection<string>> NamesAsync(
        DashboardDb db,
        CancellationToken cancellation
    ) => texts.NamesAsync(db, cancellation);

    public async Task ExportAsync(
        DashboardDb db,
        Person person,
        PersonalExport export,
        CancellationToken cancellation
    )
    {
        await texts.ExportAsync(db, person, export, cancellation);
        var rows = await Of(db, person)
            .Join(
                db.Set<CampaignOrganisationRow>(),
                a => a.OrganisationId,
                o => o.Id,
                (a, o) => new { Address = a, Organisation = o }
            )
            .OrderBy(row => row.Address.Id)
            .Select(row => new
            {
                campaign = row.Organisation.CampaignId,
                organisation = row.Organisation.OrganisationKey,
                source = row.Address.Source,
                addedAt = row.Address.AddedAt,
                removedAt = row.Address.RemovedAt,
                answer = Slug.Of(row.Organisation.Answer),
            })
            .ToListAsync(cancellation);
        export.Add(Field, rows);
    }

    public async Task EraseAsync(
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    )
    {
        await texts.EraseAsync(db, person, report, cancellation);
        // Of an opt-out the digest stays, and with it that the organisation wants no mail; where the address came from goes.
        report.Add(
            Field,
            await Of(db, person)
                .Where(a =>
                    a.Source != null
                    && db.Set<MailRecipientRow>()
                        .Any(r => r.Id == a.RecipientId && r.OptedOutAt != null)
                )
                .ExecuteUpdateAsync(
                    set => set.SetProperty(a => a.Source, (string?)null),
                    cancellation
                )
        );
        var mine = await Of(db, person)
            .Where(a =>
                db.Set<MailRecipientRow>().Any(r => r.Id == a.RecipientId && r.OptedOutAt == null)
            )
            .Select(a => a.Id)
            .ToListAsync(cancellation);
        if (mine.Count == 0)
        {
            return;
        }
        var campaigns = await db.Set<CampaignOrganisationRow>()
            .Where(o =>
                db.Set<CampaignAddressRow>()
                    .Any(a => a.OrganisationId == o.Id && mine.Contains(a.Id))
            )
            .Select(o => o.CampaignId)
            .Distinct()
            .OrderBy(id => id)
            .ToListAsync(cancellation);
        foreach (var campaign in campaigns)
        {
            await CampaignDesk.LockAsync(db, campaign, cancellation);
        }
        // One that was removed counts nowhere: nothing of it is needed.
        report.Add(
            Field,
            await db.Set<CampaignAddressRow>()
                .Where(a => mine.Contains(a.Id) && a.RemovedAt != null)
                .ExecuteDeleteAsync(cancellation)
        );
        await CampaignOutbox.FollowAsync(db, cancellation);
        foreach (var campaign in campaigns)
        {
            var addresses = (
                await CampaignOrganisationFacts.ReadAsync(db, campaign, null, cancellation)
            )
                .SelectMany(organisation => organisation.Addresses)
                .Where(address => mine.Contains(address.Row.Id));
            foreach (var address in addresses)
            {
                AddressState? state = address.State;
                report.Add(
                    Field,
                    await db.Set<CampaignAddressRow>()
                        .Where(a => a.Id == address.Row.Id)
                        .ExecuteUpdateAsync(
                            set =>
                                set.SetProperty(a => a.Kept, state)
                                    .SetProperty(a => a.RecipientId, (long?)null)
                                    .SetProperty(a => a.Token, (string?)null)
                                    .SetProperty(a => a.Source, (string?)null),
                            cancellation
                        )
                );
            }
        }
    }

    private static IQueryable<CampaignAddressRow> Of(DashboardDb db, Person person)
    {
        var digest = person.MailAddress is null ? [] : person.Digest;
        return db.Set<CampaignAddressRow>()
            .Where(a =>
                db.Set<MailRecipientRow>().Any(r => r.Id == a.RecipientId && r.Digest == digest)
            );
    }
}
