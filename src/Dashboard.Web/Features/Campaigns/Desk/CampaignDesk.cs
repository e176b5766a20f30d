using System.Globalization;
using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Campaigns.Mail;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>Changes, starts, pauses and stops campaigns; each act is one transaction with its line in the audit log.</summary>
internal sealed class CampaignDesk(IDbContextFactory<DashboardDb> database, TimeProvider time)
{
    /// <summary>Only while it is a draft: what organisations agreed to is not changed behind them.</summary>
    public Task<CampaignRefusal?> ChangeAsync(
        int id,
        CampaignDraft draft,
        string actor,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            async (db, row) =>
            {
                if (row.State != CampaignState.Draft)
                {
                    return CampaignRefusal.State;
                }
                if (draft.Check(time.GetUtcNow()) is { } wrong)
                {
                    return wrong;
                }
                await CampaignNames.LockAsync(db, cancellation);
                if (await CampaignNames.IsTakenAsync(db, draft.Name, id, cancellation))
                {
                    return CampaignRefusal.NameTaken;
                }
                var before = Facts(row);
                draft.WriteTo(row);
                db.Write(time, actor, "campaign-changed", Subject(id), before, Facts(row));
                return null;
            },
            cancellation
        );

    /// <summary>Starts a draft, or goes on after a pause. What is due is written by the next look of a worker, within the window.</summary>
    public Task<CampaignRefusal?> RunAsync(int id, string actor, CancellationToken cancellation) =>
        ActAsync(
            id,
            (db, row) =>
                row.EndsAt <= time.GetUtcNow()
                    ? Task.FromResult<CampaignRefusal?>(CampaignRefusal.Window)
                    : TurnAsync(
                        db,
                        row,
                        CampaignState.Running,
                        row.State is CampaignState.Draft or CampaignState.Paused,
                        actor
                    ),
            cancellation
        );

    /// <summary>Nothing leaves from now on but what the relay has this moment; what waits is written anew afterwards.</summary>
    public Task<CampaignRefusal?> PauseAsync(
        int id,
        string actor,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            (db, row) =>
                TurnAsync(db, row, CampaignState.Paused, row.State == CampaignState.Running, actor),
            cancellation
        );

    /// <summary>For good. Its links say that it is over; results stay.</summary>
    public Task<CampaignRefusal?> StopAsync(int id, string actor, CancellationToken cancellation) =>
        ActAsync(
            id,
            async (db, row) =>
            {
                if (row.State is not (CampaignState.Running or CampaignState.Paused))
                {
                    return CampaignRefusal.State;
                }
                // Its addresses are kept from then on, and it did not begin after its end.
                var now = time.GetUtcNow();
                var before = Course(row);
                row.State = CampaignState.Stopped;
                row.EndsAt = row.EndsAt < now ? row.EndsAt : now;
                row.StartsAt = row.StartsAt < row.EndsAt ? row.StartsAt : row.EndsAt;
                await CampaignOutbox.EndAsync(db, id, row.EndsAt, cancellation);
                db.Write(time, actor, "campaign-state-changed", Subject(id), before, Course(row));
                return null;
            },
            cancellation
        );

    /// <summary>Whether everybody may see its coverage.</summary>
    public Task<CampaignRefusal?> PublishAsync(
        int id,
        bool published,
        string actor,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            (db, row) =>
            {
                if (row.State == CampaignState.Draft)
                {
                    return Task.FromResult<CampaignRefusal?>(CampaignRefusal.State);
                }
                db.Write(
                    time,
                    actor,
                    "campaign-published",
                    Subject(id),
                    new { row.Published },
                    new { Published = published }
                );
                row.Published = published;
                return Task.FromResult<CampaignRefusal?>(null);
            },
            cancellation
        );

    public Task<CampaignRefusal?> SetLanguageAsync(
        int id,
        long organisation,
        string language,
        string actor,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            async (db, _) =>
            {
                if (
                    language is not ("nl" or "en")
                    || await db.Set<CampaignOrganisationRow>()
                        .SingleOrDefaultAsync(
                            o => o.Id == organisation && o.CampaignId == id,
                            cancellation
                        )
                        is not { } row
                )
                {
                    return CampaignRefusal.NoSuchCampaign;
                }
                db.Write(
                    time,
                    actor,
                    "campaign-language-changed",
                    Subject(id),
                    new { Organisation = row.OrganisationKey, row.Language },
                    new { Organisation = row.OrganisationKey, Language = language }
                );
                row.Language = language;
                return null;
            },
            cancellation
        );

    /// <summary>That somebody took the links with them.</summary>
    public Task<CampaignRefusal?> NoteLinksTakenAsync(
        int id,
        string actor,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            (db, _) =>
            {
                db.Write(time, actor, "campaign-links-taken", Subject(id), null, null);
                return Task.FromResult<CampaignRefusal?>(null);
            },
            cancellation
        );

    public static string Subject(int id) =>
        string.Create(CultureInfo.InvariantCulture, $"campaign {id}");

    /// <summary>The row, locked until the transaction ends; null where there is none.</summary>
    public static Task<CampaignRow?> LockAsync(
        DashboardDb db,
        int id,
        CancellationToken cancellation
    ) =>
        db.Set<CampaignRow>()
            .FromSql($"SELECT * FROM campaigns WHERE id = {id} FOR UPDATE")
            .SingleOrDefaultAsync(cancellation);

    private async Task<CampaignRefusal?> ActAsync(
        int id,
        Func<DashboardDb, CampaignRow, Task<CampaignRefusal?>> act,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await LockAsync(db, id, cancellation) is not { } row)
        {
            return CampaignRefusal.NoSuchCampaign;
        }
        if (await act(db, row) is { } refusal)
        {
            return refusal;
        }
        await db.SaveChangesAsync(cancellation);
        await CampaignOutbox.WithdrawAsync(db, id, mail: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    private Task<CampaignRefusal?> TurnAsync(
        DashboardDb db,
        CampaignRow row,
        CampaignState to,
        bool possible,
        string actor
    )
    {
        if (!possible)
        {
            return Task.FromResult<CampaignRefusal?>(CampaignRefusal.State);
        }
        db.Write(
            time,
            actor,
            "campaign-state-changed",
            Subject(row.Id),
            new { State = Slug.Of(row.State) },
            new { State = Slug.Of(to) }
        );
        row.State = to;
        return Task.FromResult<CampaignRefusal?>(null);
    }

    private static object Course(CampaignRow row) =>
        new
        {
            State = Slug.Of(row.State),
            row.StartsAt,
            row.EndsAt,
        };

    private static object Facts(CampaignRow row) =>
        new
        {
            row.Name,
            row.StartsAt,
            row.EndsAt,
            row.ReminderDays,
            row.Writer,
            row.Contact,
            row.PurposeNl,
            row.PurposeEn,
            row.ConsentNl,
            row.ConsentEn,
        };
}
