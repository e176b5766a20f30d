using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Organisations.Import;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations;

/// <summary>
/// Joins an organisation that only lists know to one of a register (registers.md, case 11: names join nothing, only a person does).
/// </summary>
internal sealed class OrganisationJoining(OrganisationChanges changes, TimeProvider time)
{
    /// <summary>
    /// What lists say of the one counts for the other from then on, in later files too: domains, hosts, parts, members,
    /// followers and explanations. Its page stays, and leads to the other.
    /// </summary>
    public Task<CorrectionRefusal?> JoinAsync(
        string list,
        string register,
        ChangeAuthor author,
        CancellationToken cancellation
    ) =>
        changes.MakeAsync(
            author,
            async db =>
            {
                if (
                    await OrganisationLookup.FindAsync(db, list, cancellation) is not { } joined
                    || await OrganisationLookup.FindAsync(db, register, cancellation)
                        is not { } kept
                )
                {
                    return CorrectionRefusal.NoSuchOrganisation;
                }
                if (joined.Id == kept.Id)
                {
                    return CorrectionRefusal.SameOrganisation;
                }
                var sources = await db
                    .OrganisationRecords.Where(record =>
                        record.OrganisationId == joined.Id || record.OrganisationId == kept.Id
                    )
                    .Select(record => new { record.OrganisationId, record.Source })
                    .ToListAsync(cancellation);
                if (
                    !sources.Exists(one => one.OrganisationId == joined.Id)
                    || sources.Exists(one =>
                        one.OrganisationId == joined.Id && one.Source != RegisterSource.List
                    )
                )
                {
                    return CorrectionRefusal.NotOfAList;
                }
                if (
                    !sources.Exists(one =>
                        one.OrganisationId == kept.Id && one.Source != RegisterSource.List
                    )
                )
                {
                    return CorrectionRefusal.NotInRegister;
                }
                if (
                    await OrganisationChanges.ReachesAsync(
                        db,
                        kept,
                        joined.Id,
                        organisation => organisation.SuccessorId,
                        cancellation
                    )
                )
                {
                    return CorrectionRefusal.Circle;
                }
                await JoinAsync(db, joined, kept, author, cancellation);
                return null;
            },
            cancellation
        );

    private async Task JoinAsync(
        DashboardDb db,
        Organisation joined,
        Organisation kept,
        ChangeAuthor author,
        CancellationToken cancellation
    )
    {
        var domains = await MoveDomainsAsync(db, joined.Id, kept.Id, cancellation);
        await MoveReferencesAsync(db, joined.Id, kept, cancellation);
        await MoveMembersAsync(db, joined, kept, author, cancellation);
        await MoveFollowersAsync(db, joined.Key, kept.Key, cancellation);
        var today = DutchTime.DayOf(time.GetUtcNow());
        var moved = await MoveExplanationsAsync(db, joined.Key, kept.Key, today, cancellation);
        var before = new
        {
            joined.Name,
            joined.SystemId,
            joined.Tooi,
            joined.Oin,
            joined.OwnEndsOn,
            Successor = joined.SuccessorId,
        };
        joined.SuccessorId = kept.Id;
        joined.SuccessorFrom = today;
        joined.OwnEndsOn = today;
        joined.Correct(OrganisationField.EndsOn);
        await HandOverKeysAsync(db, joined, kept, cancellation);
        db.Write(
            time,
            author.Name,
            "organisation-joined",
            joined.Key,
            before,
            new
            {
                To = kept.Key,
                Domains = domains,
                Explanations = moved,
                author.Reason,
            }
        );
    }

    /// <summary>A key is one organisation's: the other takes those that it has none of.</summary>
    private static async Task HandOverKeysAsync(
        DashboardDb db,
        Organisation joined,
        Organisation kept,
        CancellationToken cancellation
    )
    {
        var (systemId, tooi, oin) = (joined.SystemId, joined.Tooi, joined.Oin);
        (joined.SystemId, joined.Tooi, joined.Oin) = (null, null, null);
        await db.SaveChangesAsync(cancellation);
        kept.SystemId ??= systemId;
        kept.Tooi ??= tooi;
        kept.Oin ??= oin;
    }

    private static async Task<List<string>> MoveDomainsAsync(
        DashboardDb db,
        int from,
        int to,
        CancellationToken cancellation
    )
    {
        var links = await db
            .OrganisationDomains.Where(link => link.OrganisationId == from)
            .OrderBy(link => link.Id)
            .ToListAsync(cancellation);
        var typed = (
            await db
                .OrganisationDomains.Where(link =>
                    link.OrganisationId == to && link.Source == RegisterSource.Manual
                )
                .ToListAsync(cancellation)
        ).ToLookup(link => link.Domain, StringComparer.Ordinal);
        var byHand = await DaysByHand.LoadAsync(db, cancellation);
        foreach (var link in links)
        {
            if (link.Source == RegisterSource.Manual)
            {
                var there = typed[link.Domain].ToList();
                if (there.Find(other => Overlap(other, link)) is { } one)
                {
                    // One stay, with the days of both.
                    one.From = link.From is null || one.From > link.From ? link.From : one.From;
                    one.Until =
                        link.Until is null || one.Until < link.Until ? link.Until : one.Until;
                    db.OrganisationDomains.Remove(link);
                    continue;
                }
                if (there.Exists(other => other.RecordKey == link.RecordKey))
                {
                    link.RecordKey = DomainCorrections.KeyOf(link.From);
                }
            }
            else if (
                !link.IsCorrected && byHand.Over(to, link.Domain, link.From, link.Until) is { } days
            )
            {
                (link.From, link.Until) = days;
                link.IsCorrected = true;
            }
            link.OrganisationId = to;
        }
        return [.. links.Select(link => link.Domain).Distinct(StringComparer.Ordinal)];
    }

    private static bool Overlap(OrganisationDomain one, OrganisationDomain other) =>
        !(one.Until <= other.From) && !(other.Until <= one.From);

    private static async Task MoveReferencesAsync(
        DashboardDb db,
        int from,
        Organisation to,
        CancellationToken cancellation
    )
    {
        await db
            .OrganisationRecords.Where(record => record.OrganisationId == from)
            .ExecuteUpdateAsync(
                set => set.SetProperty(record => record.OrganisationId, to.Id),
                cancellation
            );
        await db
            .OrganisationHosts.Where(host => host.OrganisationId == from)
            .ExecuteUpdateAsync(
                set => set.SetProperty(host => host.OrganisationId, to.Id),
                cancellation
            );
        var near = await db
            .Organisations.Where(o =>
                o.ParentId == from || o.OwnMinistryId == from || o.RelatedId == from
            )
            .ToListAsync(cancellation);
        foreach (var organisation in near)
        {
            var other = organisation.Id == to.Id ? (int?)null : to.Id;
            organisation.ParentId = organisation.ParentId == from ? other : organisation.ParentId;
            organisation.OwnMinistryId =
                organisation.OwnMinistryId == from ? other : organisation.OwnMinistryId;
            organisation.RelatedId =
                organisation.RelatedId == from ? other : organisation.RelatedId;
        }
    }

    /// <summary>Accounts and open invitations, each with its line in the audit log: what its holder may see changes.</summary>
    private async Task MoveMembersAsync(
        DashboardDb db,
        Organisation from,
        Organisation to,
        ChangeAuthor author,
        CancellationToken cancellation
    )
    {
        var accounts = db.Users.Where(account => account.OrganisationId == from.Id);
        var invitations = db.Invitations.Where(invitation => invitation.OrganisationId == from.Id);
        var names = await accounts
            .Select(account => account.UserName!)
            .Union(invitations.Select(invitation => invitation.Name))
            .Order()
            .ToListAsync(cancellation);
        await accounts.ExecuteUpdateAsync(
            set => set.SetProperty(account => account.OrganisationId, to.Id),
            cancellation
        );
        await invitations.ExecuteUpdateAsync(
            set => set.SetProperty(invitation => invitation.OrganisationId, to.Id),
            cancellation
        );
        foreach (var name in names)
        {
            db.Write(
                time,
                author.Name,
                "account-organisation-changed",
                name,
                new { Organisation = from.Key },
                new { Organisation = to.Key, author.Reason }
            );
        }
    }

    /// <summary>
    /// Who follows both already keeps the two, of which one has no more news. What happened and was not told goes to the other as
    /// well.
    /// </summary>
    private static async Task MoveFollowersAsync(
        DashboardDb db,
        string from,
        string to,
        CancellationToken cancellation
    )
    {
        var subscriptions = db.Set<SubscriptionRow>()
            .Where(s => s.Target == SubscriptionTarget.Organisation);
        // Anybody can ask for one and never confirm it.
        await subscriptions
            .Where(s =>
                s.TargetKey == to
                && s.ConfirmedAt == null
                && subscriptions.Any(other =>
                    other.RecipientId == s.RecipientId
                    && other.TargetKey == from
                    && other.ConfirmedAt != null
                )
            )
            .ExecuteDeleteAsync(cancellation);
        await subscriptions
            .Where(s =>
                s.TargetKey == from
                && !subscriptions.Any(other =>
                    other.RecipientId == s.RecipientId && other.TargetKey == to
                )
            )
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.TargetKey, to), cancellation);
        var endpoints = db.Set<WebhookEndpointRow>()
            .Where(e => e.Target == SubscriptionTarget.Organisation);
        await endpoints
            .Where(e =>
                e.TargetKey == from
                && !endpoints.Any(other =>
                    other.State == WebhookState.Active
                    && other.Host == e.Host
                    && other.PathAndQuery == e.PathAndQuery
                    && other.TargetKey == to
                )
            )
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.TargetKey, to), cancellation);
        await db.Set<NoticeEventRow>()
            .Where(e => e.OrganisationKey == from)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.OrganisationKey, to), cancellation);
    }

    /// <summary>
    /// Those that hold go on at the other organisation. They stay in the history of the one that gave them, so that a round of before
    /// is explained as it was.
    /// </summary>
    private async Task<int> MoveExplanationsAsync(
        DashboardDb db,
        string from,
        string to,
        DateOnly today,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var open = await db.Set<ExplanationRow>()
            .Where(e => e.OrganisationKey == from && e.EndedAt == null && e.ValidUntil >= today)
            .ToListAsync(cancellation);
        foreach (var explanation in open)
        {
            explanation.EndedAt = now;
            db.Add(
                new ExplanationRow
                {
                    OrganisationKey = to,
                    Standard = explanation.Standard,
                    Domain = explanation.Domain,
                    Text = explanation.Text,
                    AuthorRole = explanation.AuthorRole,
                    CreatedAt = now,
                    ValidFrom = explanation.ValidFrom > today ? explanation.ValidFrom : today,
                    ValidUntil = explanation.ValidUntil,
                    RemindedAt = explanation.RemindedAt,
                    Replaces = explanation.Id,
                }
            );
        }
        return open.Count;
    }
}
