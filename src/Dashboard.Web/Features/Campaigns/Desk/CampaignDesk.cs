using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Campaigns;
using Dashboard.Data;
using Dashboard.Data.Campaigns;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Campaigns.Mail;
using Dashboard.Web.Features.Rounds.Start;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Campaigns.Desk;

internal enum CampaignRefusal
{
    NoSuchCampaign,
    NameMissing,
    NameTaken,
    WriterMissing,
    ContactMissing,
    TextMissing,

    /// <summary>A text is longer than is kept.</summary>
    TextTooLong,

    /// <summary>The end is not after the start, or is past.</summary>
    Window,

    /// <summary>Not ascending, more than two, or not before the end.</summary>
    Reminders,
    NoSuchList,

    /// <summary>No organisation has a mail domain on the list.</summary>
    NoOrganisations,

    /// <summary>What is asked is not possible in the state that the campaign is in.</summary>
    State,
}

/// <summary>A campaign as an analyst fills it in.</summary>
/// <param name="List">The list whose organisations are asked; null for all. It counts when the campaign is made.</param>
internal sealed record CampaignDraft(
    string Name,
    string? List,
    CampaignWindow Window,
    string Writer,
    string Contact,
    string PurposeNl,
    string PurposeEn,
    string ConsentNl,
    string ConsentEn
);

/// <summary>Makes, changes, starts, pauses and stops campaigns; each act is one transaction with its line in the audit log.</summary>
internal sealed class CampaignDesk(
    IDbContextFactory<DashboardDb> database,
    IRoundRegister register,
    TimeProvider time
)
{
    /// <summary>Any number that nothing else locks.</summary>
    private const long Lock = 8_412_640_003;

    /// <summary>Of an organisation until somebody chooses another.</summary>
    private const string DefaultLanguage = "nl";

    public async Task<IReadOnlyList<CampaignRow>> AllAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Set<CampaignRow>()
            .AsNoTracking()
            .OrderByDescending(c => c.StartsAt)
            .ThenByDescending(c => c.Id)
            .ToListAsync(cancellation);
    }

    public async Task<CampaignRow?> FindAsync(int id, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Set<CampaignRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == id, cancellation);
    }

    public async Task<IReadOnlyList<CampaignOrganisationFacts>> OrganisationsAsync(
        int id,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await CampaignOrganisationFacts.ReadAsync(db, id, null, cancellation);
    }

    public async Task<CampaignOrganisationFacts?> OrganisationAsync(
        int id,
        long organisation,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return
            await CampaignOrganisationFacts.ReadAsync(db, id, organisation, cancellation)
                is [var one]
            ? one
            : null;
    }

    /// <summary>Takes the organisations of the list as they are today: a part counts at the organisation that it is of.</summary>
    public async Task<(int? Id, CampaignRefusal? Refusal)> CreateAsync(
        CampaignDraft draft,
        string actor,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        if (Check(draft, now) is { } wrong)
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
        var organisations = Asked(listed, everything);
        if (organisations.Count == 0)
        {
            return (null, CampaignRefusal.NoOrganisations);
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await LockNamesAsync(db, cancellation);
        if (await IsTakenAsync(db, draft.Name, other: null, cancellation))
        {
            return (null, CampaignRefusal.NameTaken);
        }
        var row = new CampaignRow
        {
            Name = draft.Name.Trim(),
            ListName = draft.List,
            StartsAt = draft.Window.StartsAt,
            EndsAt = draft.Window.EndsAt,
            ReminderDays = [.. draft.Window.ReminderDays],
            Writer = draft.Writer.Trim(),
            Contact = draft.Contact.Trim(),
            PurposeNl = Written(draft.PurposeNl),
            PurposeEn = Written(draft.PurposeEn),
            ConsentNl = Written(draft.ConsentNl),
            ConsentEn = Written(draft.ConsentEn),
            CreatedAt = now,
        };
        db.Add(row);
        await db.SaveChangesAsync(cancellation);
        db.AddRange(organisations.Select(one => Row(row.Id, one)));
        db.Write(
            time,
            actor,
            "campaign-created",
            Subject(row.Id),
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
                if (Check(draft, time.GetUtcNow()) is { } wrong)
                {
                    return wrong;
                }
                await LockNamesAsync(db, cancellation);
                if (await IsTakenAsync(db, draft.Name, id, cancellation))
                {
                    return CampaignRefusal.NameTaken;
                }
                var before = Facts(row);
                row.Name = draft.Name.Trim();
                row.StartsAt = draft.Window.StartsAt;
                row.EndsAt = draft.Window.EndsAt;
                row.ReminderDays = [.. draft.Window.ReminderDays];
                row.Writer = draft.Writer.Trim();
                row.Contact = draft.Contact.Trim();
                row.PurposeNl = Written(draft.PurposeNl);
                row.PurposeEn = Written(draft.PurposeEn);
                row.ConsentNl = Written(draft.ConsentNl);
                row.ConsentEn = Written(draft.ConsentEn);
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

    private static CampaignRefusal? Check(CampaignDraft draft, DateTimeOffset now)
    {
        string[] texts = [draft.PurposeNl, draft.PurposeEn, draft.ConsentNl, draft.ConsentEn];
        return draft.Name.Trim().Length is 0 or > CampaignMapping.LongestName
                ? CampaignRefusal.NameMissing
            : draft.Writer.Trim().Length is 0 or > CampaignMapping.LongestWriter
                ? CampaignRefusal.WriterMissing
            : draft.Contact.Trim().Length is 0 or > CampaignMapping.LongestWriter
                ? CampaignRefusal.ContactMissing
            : Array.Exists(texts, string.IsNullOrWhiteSpace) ? CampaignRefusal.TextMissing
            : Array.Exists(texts, text => Written(text).Length > CampaignMapping.LongestText)
                ? CampaignRefusal.TextTooLong
            : draft.Window.StartsAt >= draft.Window.EndsAt || draft.Window.EndsAt <= now
                ? CampaignRefusal.Window
            : !CampaignSchedule.IsValid(draft.Window) ? CampaignRefusal.Reminders
            : null;
    }

    private static IReadOnlyList<CampaignOrganisationRow> Asked(
        RoundList listed,
        RoundList everything
    )
    {
        var countsAs = everything.Organisations.ToDictionary(
            one => one.Self.Key,
            one => one.CountsAs.Key,
            StringComparer.Ordinal
        );
        var domains = everything
            .Domains.SelectMany(domain =>
                domain.Organisations.Select(key => (Unit: countsAs[key], domain.Name.Value))
            )
            .Distinct()
            .ToLookup(pair => pair.Unit, pair => pair.Value, StringComparer.Ordinal);
        return
        [
            .. listed
                .Organisations.GroupBy(one => one.CountsAs.Key, StringComparer.Ordinal)
                .Select(unit =>
                    (
                        Unit: unit.First().CountsAs,
                        // Itself where it has a domain on the list; a part has the layer of what it is of.
                        As: unit.FirstOrDefault(one => one.Self.Key == unit.Key) ?? unit.First()
                    )
                )
                .Select(one => new CampaignOrganisationRow
                {
                    CampaignId = 0,
                    OrganisationKey = one.Unit.Key,
                    Name = one.Unit.Name,
                    Layer = one.As.Layer.Key,
                    Ministry = one.As.Ministry?.Name,
                    Domains = [.. domains[one.Unit.Key].Order(StringComparer.Ordinal)],
                    Language = DefaultLanguage,
                }),
        ];
    }

    private static CampaignOrganisationRow Row(int campaign, CampaignOrganisationRow one) =>
        new()
        {
            CampaignId = campaign,
            OrganisationKey = one.OrganisationKey,
            Name = one.Name,
            Layer = one.Layer,
            Ministry = one.Ministry,
            Domains = one.Domains,
            Language = one.Language,
        };

    /// <summary>Names are compared while nobody else adds one.</summary>
    private static Task<int> LockNamesAsync(DashboardDb db, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellation);

    private static Task<bool> IsTakenAsync(
        DashboardDb db,
        string name,
        int? other,
        CancellationToken cancellation
    )
    {
        var trimmed = name.Trim();
        return db.Set<CampaignRow>()
            .AnyAsync(c => c.Name == trimmed && c.Id != other, cancellation);
    }

    /// <summary>Lines as they were typed, and nothing in them that is not seen.</summary>
    private static string Written(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(PrintableText.Of))
            .Trim();

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
