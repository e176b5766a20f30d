using System.Text.Json.Nodes;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Accounts;

/// <summary>
/// The audit log, and who took in a register. A line stays, as what was done to figures must be answered for; the name in it becomes
/// a pseudonym.
/// </summary>
internal sealed class AuditPersonalData(IOptions<PersonalDataOptions> options) : IPersonalData
{
    private const string Field = "audit";

    /// <summary>Lines whose subject is an account begin so; the subject of others may look like a name.</summary>
    private static readonly string[] AboutAccounts =
    [
        "account-%",
        "key-%",
        "passkey-%",
        "password-%",
        "authenticator-%",
        "provider-%",
        "second-step-%",
        "sign-in-%",
        "signed-%",
    ];

    /// <summary>What has the name of an account as its value, in what a line tells of before and after.</summary>
    private static readonly HashSet<string> NameKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "account",
        "actor",
        "by",
        "invitedBy",
        "stagedBy",
        "appliedBy",
    };

    public IReadOnlyList<string> Fields => [Field];

    public async Task<IReadOnlyCollection<string>> NamesAsync(
        DashboardDb db,
        CancellationToken cancellation
    )
    {
        var actors = await db
            .AuditEntries.Select(e => e.Actor)
            .Distinct()
            .ToListAsync(cancellation);
        var subjects = await Mine(db.AuditEntries)
            .Select(e => e.Subject)
            .Distinct()
            .ToListAsync(cancellation);
        var imports = await db
            .RegisterImports.Select(i => i.StagedBy)
            .Union(db.RegisterImports.Where(i => i.AppliedBy != null).Select(i => i.AppliedBy!))
            .ToListAsync(cancellation);
        return
        [
            .. actors.Concat(subjects).Concat(imports).Except(Audit.Programs),
            .. await AddressesInFactsAsync(db, cancellation),
        ];
    }

    public async Task ExportAsync(
        DashboardDb db,
        Person person,
        PersonalExport export,
        CancellationToken cancellation
    )
    {
        if (person.AccountName is null)
        {
            return;
        }
        var name = person.Pattern;
        var entries = await Of(db, name)
            .AsNoTracking()
            .OrderBy(e => e.Id)
            .ToListAsync(cancellation);
        export.Add(
            Field,
            entries.Select(e => new
            {
                at = e.At,
                actor = e.Actor,
                action = e.Action,
                subject = e.Subject,
                before = Json(e.Before),
                after = Json(e.After),
            })
        );
        var given = entries.Select(e => e.Id).ToHashSet();
        // Lines about something else. Who did it is another person, and is not given.
        export.Add(
            Field,
            (await InFactsAsync(db, person, FreeTexts.Mark, cancellation))
                .Where(found => !given.Contains(found.Entry.Id))
                .Select(found => new
                {
                    at = found.Entry.At,
                    action = found.Entry.Action,
                    before = Json(found.Entry.Before),
                    after = Json(found.Entry.After),
                })
        );
        export.Add(
            Field,
            await db
                .RegisterImports.Where(i =>
                    EF.Functions.ILike(i.StagedBy, name) || EF.Functions.ILike(i.AppliedBy!, name)
                )
                .OrderBy(i => i.Id)
                .Select(i => new
                {
                    import = i.Id,
                    i.StagedAt,
                    i.StagedBy,
                    i.AppliedAt,
                    i.AppliedBy,
                })
                .ToListAsync(cancellation)
        );
    }

    public async Task EraseAsync(
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    )
    {
        if (person.AccountName is null)
        {
            return;
        }
        var name = person.Pattern;
        var pseudonym = report.Pseudonym;
        var lines = 0;
        foreach (
            var (entry, before, after) in await InFactsAsync(db, person, pseudonym, cancellation)
        )
        {
            lines += await db
                .AuditEntries.Where(e => e.Id == entry.Id)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(e => e.Before, before).SetProperty(e => e.After, after),
                    cancellation
                );
        }
        lines += await db
            .AuditEntries.Where(e =>
                EF.Functions.ILike(e.Actor, name) && !Audit.Programs.Contains(e.Actor)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Actor, pseudonym), cancellation);
        lines += await Mine(db.AuditEntries)
            .Where(e => EF.Functions.ILike(e.Subject, name))
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Subject, pseudonym), cancellation);
        lines += await db
            .RegisterImports.Where(i =>
                EF.Functions.ILike(i.StagedBy, name) && !Audit.Programs.Contains(i.StagedBy)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.StagedBy, pseudonym), cancellation);
        lines += await db
            .RegisterImports.Where(i =>
                EF.Functions.ILike(i.AppliedBy!, name) && !Audit.Programs.Contains(i.AppliedBy)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.AppliedBy, pseudonym), cancellation);
        report.Add(Field, lines);
        if (lines > 0)
        {
            report.Stay(Field, StayReason.AuditLine);
        }
    }

    public async Task ExpireAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var before = now - options.Value.KeepAuditFor;
        await db.AuditEntries.Where(e => e.At < before).ExecuteDeleteAsync(cancellation);
        await db
            .RegisterImports.Where(i => i.StagedAt < before)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(i => i.StagedBy, FreeTexts.Mark)
                        .SetProperty(
                            i => i.AppliedBy,
                            i => i.AppliedBy == null ? null : FreeTexts.Mark
                        ),
                cancellation
            );
    }

    private static async Task<IEnumerable<string>> AddressesInFactsAsync(
        DashboardDb db,
        CancellationToken cancellation
    )
    {
        var facts = await db
            .Database.SqlQuery<string>(
                $"""
                SELECT before::text AS "Value" FROM audit_entries WHERE strpos(before::text, '@') > 0
                UNION
                SELECT after::text AS "Value" FROM audit_entries WHERE strpos(after::text, '@') > 0
                """
            )
            .ToListAsync(cancellation);
        return facts
            .SelectMany(json => JsonTexts.In(JsonNode.Parse(json)))
            .SelectMany(MailAddressesInText.Find)
            .Distinct(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>
    /// What an entry tells of before and after may have an e-mail address as a value or in a text. A name that is no address may be
    /// a common word, a role or a domain: it is taken for the account's where the key says so, and nowhere else.
    /// </summary>
    /// <returns>The lines that have the person there, in their order, and what they tell without.</returns>
    private static async Task<
        IReadOnlyList<(AuditEntry Entry, string? Before, string? After)>
    > InFactsAsync(DashboardDb db, Person person, string pseudonym, CancellationToken cancellation)
    {
        var piece = person.Name.ToLowerInvariant();
        var found = await db
            .AuditEntries.FromSql(
                $"""
                SELECT * FROM audit_entries
                WHERE strpos(lower(before::text), {piece}) > 0 OR strpos(lower(after::text), {piece}) > 0
                """
            )
            .AsNoTracking()
            .OrderBy(e => e.Id)
            .ToListAsync(cancellation);
        return
        [
            .. found
                .Select(entry => (entry, Replaced(entry.Before), Replaced(entry.After)))
                .Where(line => line.Item2 != line.entry.Before || line.Item3 != line.entry.After),
        ];

        string? Replaced(string? json)
        {
            if (json is null)
            {
                return null;
            }
            var node = JsonNode.Parse(json)!;
            var without = JsonTexts.With(node, Without);
            return JsonNode.DeepEquals(node, without) ? json : without.ToJsonString();
        }

        string Without(string? key, string text) =>
            text.Equals(person.Name, StringComparison.OrdinalIgnoreCase)
            && (person.MailAddress is not null || (key is not null && NameKeys.Contains(key)))
                ? pseudonym
            : person.MailAddress is { } address
                ? MailAddressesInText.CutOut(text, address, FreeTexts.Mark)
            : text;
    }

    private static IQueryable<AuditEntry> Of(DashboardDb db, string name) =>
        db
            .AuditEntries.Where(e =>
                EF.Functions.ILike(e.Actor, name) && !Audit.Programs.Contains(e.Actor)
            )
            .Union(Mine(db.AuditEntries).Where(e => EF.Functions.ILike(e.Subject, name)));

    private static IQueryable<AuditEntry> Mine(IQueryable<AuditEntry> entries) =>
        entries.Where(e => AboutAccounts.Any(start => EF.Functions.Like(e.Action, start)));

    private static JsonNode? Json(string? text) => text is null ? null : JsonNode.Parse(text);
}
