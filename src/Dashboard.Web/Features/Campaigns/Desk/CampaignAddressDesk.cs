using System.Globalization;
using Dashboard.Core.Campaigns;
using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Data.Notices;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Campaigns.Mail;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>A line and what becomes of it.</summary>
/// <param name="OrganisationName">As the campaign has it; null where none was found.</param>
internal sealed record JudgedAddress(
    AddressLine Line,
    AddressLineOutcome Outcome,
    string? OrganisationName
);

/// <summary>What comes of a list of addresses: every line is among them.</summary>
internal sealed record JudgedAddresses(IReadOnlyList<JudgedAddress> Lines, bool Stored)
{
    public int Count(AddressLineOutcome outcome) => Lines.Count(line => line.Outcome == outcome);
}

/// <summary>Looks at addresses before they are added, adds and removes them.</summary>
internal sealed class CampaignAddressDesk(
    IDbContextFactory<DashboardDb> database,
    TimeProvider time
)
{
    /// <summary>Says what would become of each line; nothing is stored.</summary>
    /// <param name="confirmed">Addresses that look personal and are right all the same.</param>
    /// <returns>Null where there is no such campaign, or its addresses are erased.</returns>
    public Task<JudgedAddresses?> LookAsync(
        int campaign,
        IReadOnlyList<AddressLine> lines,
        IReadOnlySet<string> confirmed,
        CancellationToken cancellation
    ) => JudgeAsync(campaign, lines, confirmed, actor: null, cancellation);

    /// <summary>Adds those that can be, in one transaction. The others are reported with their reason and change nothing.</summary>
    public Task<JudgedAddresses?> AddAsync(
        int campaign,
        IReadOnlyList<AddressLine> lines,
        IReadOnlySet<string> confirmed,
        string actor,
        CancellationToken cancellation
    ) => JudgeAsync(campaign, lines, confirmed, actor, cancellation);

    /// <summary>The address goes from this campaign, with what waits for it. What was sent to it can end all mail, and is not sent again.</summary>
    public async Task<bool> RemoveAsync(
        int campaign,
        long address,
        string actor,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await CampaignDesk.LockAsync(db, campaign, cancellation) is null)
        {
            return false;
        }
        var found = await db.Set<CampaignAddressRow>()
            .Join(
                db.Set<CampaignOrganisationRow>().Where(o => o.CampaignId == campaign),
                a => a.OrganisationId,
                o => o.Id,
                (a, o) => new { Address = a, Organisation = o }
            )
            .SingleOrDefaultAsync(
                pair => pair.Address.Id == address && pair.Address.RemovedAt == null,
                cancellation
            );
        if (found is null)
        {
            return false;
        }
        found.Address.RemovedAt = time.GetUtcNow();
        db.Write(
            time,
            actor,
            "campaign-address-removed",
            CampaignDesk.Subject(campaign),
            new { Organisation = found.Organisation.OrganisationKey },
            null
        );
        await db.SaveChangesAsync(cancellation);
        await CampaignOutbox.WithdrawAsync(db, campaign, mail: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private async Task<JudgedAddresses?> JudgeAsync(
        int campaign,
        IReadOnlyList<AddressLine> lines,
        IReadOnlySet<string> confirmed,
        string? actor,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (
            await CampaignDesk.LockAsync(db, campaign, cancellation)
            is not { AddressesErasedAt: null }
        )
        {
            return null;
        }
        var directory = await DirectoryAsync(db, campaign, cancellation);
        var digests = lines
            .Where(line => line.Wrong is null)
            .Select(line => MailAddressInput.Digest(line.Address))
            .ToList();
        var recipients = await db.Set<MailRecipientRow>()
            .AsNoTracking()
            .Where(r => digests.Contains(r.Digest))
            .ToDictionaryAsync(r => Convert.ToHexString(r.Digest), cancellation);
        var known = (
            await db.Set<CampaignAddressRow>()
                .Where(a =>
                    a.RemovedAt == null
                    && db.Set<CampaignOrganisationRow>()
                        .Any(o => o.Id == a.OrganisationId && o.CampaignId == campaign)
                )
                .Select(a => new { a.OrganisationId, a.RecipientId })
                .ToListAsync(cancellation)
        ).ToHashSet();
        var seen = new HashSet<(long, string)>();
        var judged = new List<JudgedAddress>();
        var taken = new List<(string Digest, AddressLine Line, CampaignOrganisationRow At)>();
        foreach (var line in lines)
        {
            if (line.Wrong is { } wrong)
            {
                judged.Add(new(line, wrong, null));
                continue;
            }
            var named = directory[Folded(line.Organisation)].DistinctBy(o => o.Id).ToList();
            if (named is not [var organisation])
            {
                judged.Add(
                    new(
                        line,
                        named.Count == 0
                            ? AddressLineOutcome.NoSuchOrganisation
                            : AddressLineOutcome.SeveralOrganisations,
                        null
                    )
                );
                continue;
            }
            var digest = Convert.ToHexString(MailAddressInput.Digest(line.Address));
            var recipient = recipients.GetValueOrDefault(digest);
            var outcome =
                !seen.Add((organisation.Id, digest)) ? AddressLineOutcome.Twice
                : recipient is not null
                && known.Contains(
                    new { OrganisationId = organisation.Id, RecipientId = (long?)recipient.Id }
                )
                    ? AddressLineOutcome.Known
                : PersonalMailbox.LooksPersonal(line.Address) && !confirmed.Contains(line.Address)
                    ? AddressLineOutcome.Personal
                : recipient?.OptedOutAt is not null ? AddressLineOutcome.OptedOut
                : recipient?.StoppedAt is not null ? AddressLineOutcome.Stopped
                : AddressLineOutcome.Added;
            judged.Add(new(line, outcome, organisation.Name));
            if (
                outcome
                is AddressLineOutcome.Added
                    or AddressLineOutcome.OptedOut
                    or AddressLineOutcome.Stopped
            )
            {
                taken.Add((digest, line, organisation));
            }
        }
        var result = new JudgedAddresses(judged, actor is not null);
        if (actor is not null)
        {
            await StoreAsync(db, taken, cancellation);
            // Not the addresses: what is erased later must be nowhere else.
            db.Write(
                time,
                actor,
                "campaign-addresses-added",
                CampaignDesk.Subject(campaign),
                null,
                new
                {
                    Added = result.Count(AddressLineOutcome.Added),
                    OptedOut = result.Count(AddressLineOutcome.OptedOut),
                    Confirmed = judged.Count(one =>
                        one.Outcome == AddressLineOutcome.Added
                        && PersonalMailbox.LooksPersonal(one.Line.Address)
                    ),
                }
            );
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        return result;
    }

    private async Task StoreAsync(
        DashboardDb db,
        List<(string Digest, AddressLine Line, CampaignOrganisationRow At)> taken,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        // In one order, as the rows of addresses are locked: nobody waits for who waits for them.
        foreach (var (_, line, at) in taken.OrderBy(one => one.Digest, StringComparer.Ordinal))
        {
            var recipient = await Outbox.RecipientAsync(db, line.Address, now, cancellation);
            // An address whose holder wants no mail is nowhere any more, and so is where it came from.
            var source = recipient.OptedOutAt is null ? line.Source : null;
            var former = await db.Set<CampaignAddressRow>()
                .SingleOrDefaultAsync(
                    a => a.OrganisationId == at.Id && a.RecipientId == recipient.Id,
                    cancellation
                );
            if (former is not null)
            {
                former.RemovedAt = null;
                former.Source = source;
            }
            else
            {
                db.Add(
                    new CampaignAddressRow
                    {
                        OrganisationId = at.Id,
                        RecipientId = recipient.Id,
                        Source = source,
                        AddedAt = now,
                    }
                );
            }
            at.Language = line.Language ?? at.Language;
        }
    }

    /// <summary>The organisations of a campaign by everything that they can be called by.</summary>
    private static async Task<ILookup<string, CampaignOrganisationRow>> DirectoryAsync(
        DashboardDb db,
        int campaign,
        CancellationToken cancellation
    )
    {
        var rows = await db.Set<CampaignOrganisationRow>()
            .Where(o => o.CampaignId == campaign)
            .ToListAsync(cancellation);
        var keys = rows.ConvertAll(o => o.OrganisationKey);
        var registered = (
            await db
                .Organisations.AsNoTracking()
                .Where(o => keys.Contains(o.Key))
                .Select(o => new Organisation
                {
                    Key = o.Key,
                    Name = o.Name,
                    Layer = o.Layer,
                    SystemId = o.SystemId,
                    Tooi = o.Tooi,
                    Oin = o.Oin,
                })
                .ToListAsync(cancellation)
        ).ToDictionary(o => o.Key, StringComparer.Ordinal);
        return rows.SelectMany(row =>
            {
                var own = registered.GetValueOrDefault(row.OrganisationKey);
                return new[]
                {
                    row.OrganisationKey,
                    row.Name,
                    own?.Name,
                    own?.SystemId,
                    own?.Tooi,
                    own?.Oin,
                }
                    .OfType<string>()
                    .Select(name => (Name: Folded(name), Row: row));
            })
            .ToLookup(pair => pair.Name, pair => pair.Row, StringComparer.Ordinal);
    }

    private static string Folded(string name) => name.Trim().ToUpper(CultureInfo.InvariantCulture);
}
