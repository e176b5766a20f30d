using Dashboard.Data;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Rounds.Start;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>Makes campaigns.</summary>
internal sealed class CampaignCreator(
    IDbContextFactory<DashboardDb> database,
    IRoundRegister register,
    TimeProvider time
)
{
    /// <summary>Takes the organisations of the list as they are today: a part counts at the organisation that it is of.</summary>
    public async Task<(int? Id, CampaignRefusal? Refusal)> CreateAsync(
        CampaignDraft draft,
        string actor,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        if (draft.Check(now) is { } wrong)
        {
            return (null, wrong);
        }
        var today = DutchTime.DayOf(now);
        if (await register.ReadAsync(draft.List, today, cancellation) is not { } listed)
        {
            return (null, CampaignRefusal.NoSuchList);
        }
        var everything = draft.List is null
            ? listed
            : (await register.ReadAsync(null, today, cancellation))!;
        var organisations = OrganisationToAsk.Of(listed, everything);
        if (organisations.Count == 0)
        {
            return (null, CampaignRefusal.NoOrganisations);
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await CampaignNames.LockAsync(db, cancellation);
        if (await CampaignNames.IsTakenAsync(db, draft.Name, other: null, cancellation))
        {
            return (null, CampaignRefusal.NameTaken);
        }
        var row = draft.ToRow(now);
        db.Add(row);
        await db.SaveChangesAsync(cancellation);
        db.AddRange(organisations.Select(one => one.ToRow(row.Id)));
        db.Write(
            time,
            actor,
            "campaign-created",
            CampaignDesk.Subject(row.Id),
            null,
            new
            {
                row.Name,
                row.ListName,
                row.StartsAt,
                row.EndsAt,
                Organisations = organisations.Count,
            }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (row.Id, null);
    }
}
