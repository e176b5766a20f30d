using System.Data;
using System.Security.Cryptography;
using Dashboard.Data;
using Dashboard.Data.PersonalData;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.People;

/// <summary>Gives people what is kept of them, and erases it, across all features.</summary>
internal sealed class PeopleDesk(
    IDbContextFactory<DashboardDb> databases,
    IEnumerable<IPersonalData> features,
    IOptions<PersonalDataOptions> options,
    IOptions<OutboundTestOptions> sending,
    TimeProvider time
)
{
    private readonly IReadOnlyList<IPersonalData> features = [.. features];

    /// <summary>All that is kept of the person. That it was given is in the audit log, without the name.</summary>
    public async Task<PersonalExport> ExportAsync(
        Person person,
        string actor,
        CancellationToken cancellation
    )
    {
        await using var db = await OpenAsync(cancellation);
        // One moment for all of it.
        await using var transaction = await db.Database.BeginTransactionAsync(
            IsolationLevel.RepeatableRead,
            cancellation
        );
        var export = new PersonalExport();
        var names = await OtherNamesAsync(db, person, cancellation);
        foreach (var feature in features)
        {
            await feature.ExportAsync(db, person, export, cancellation);
        }
        // The account itself was found by its address: what else is under its name is missing.
        foreach (var feature in features.Where(feature => feature is not AccountsPersonalData))
        {
            foreach (var name in names)
            {
                await feature.ExportAsync(db, name, export, cancellation);
            }
        }
        db.Write(
            time,
            actor,
            "person-exported",
            "person",
            before: null,
            export.Found.ToDictionary(found => found.Key, found => found.Value.Count)
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return export;
    }

    /// <summary>Erases the person in one transaction, and remembers that by a digest.</summary>
    /// <exception cref="ErasureRefusedException">It is the last administrator; nothing is changed.</exception>
    public async Task<ErasureReport> EraseAsync(
        Person person,
        string actor,
        CancellationToken cancellation
    )
    {
        await using var db = await OpenAsync(cancellation);
        await CheckAsync(db, person, cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var report = await EraseAsync(db, person, cancellation);
        var digest = person.Digest;
        // Also where nothing was found: a backup may still have it.
        if (
            report.Count > 0
            || !await db.Set<ErasureRow>().AnyAsync(e => e.Digest == digest, cancellation)
        )
        {
            var now = time.GetUtcNow();
            var erasure = new ErasureRow
            {
                Id = Guid.CreateVersion7(now),
                Digest = digest,
                At = now,
                ForgetAt = now + KeepFor(person),
            };
            db.Add(erasure);
            db.Write(
                time,
                actor,
                "person-erased",
                erasure.Id.ToString("N"),
                before: null,
                new { report.Done, report.Stays }
            );
        }
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        await KeepListAsync(db, cancellation);
        return report;
    }

    /// <summary>The erasures that this database knows of.</summary>
    public async Task<IReadOnlyList<ErasureEntry>> ListAsync(CancellationToken cancellation)
    {
        await using var db = await OpenAsync(cancellation);
        return await ListAsync(db, cancellation);
    }

    /// <summary>
    /// Erases again whom an older backup brought back: those on the list that this database does not know of. Who came back by
    /// themselves after an erasure that it knows of stays.
    /// </summary>
    /// <returns>How many of them were unknown, how many people were found again, and whether one of them had to stay.</returns>
    public async Task<(int Unknown, int Found, bool Refused)> EraseAgainAsync(
        IReadOnlyCollection<ErasureEntry> list,
        string actor,
        CancellationToken cancellation
    )
    {
        await using var db = await OpenAsync(cancellation);
        var now = time.GetUtcNow();
        var known = (await ListAsync(db, cancellation)).Select(entry => entry.Id).ToHashSet();
        var unknown = list.DistinctBy(entry => entry.Id)
            .Where(entry => !known.Contains(entry.Id) && entry.ForgetAt > now)
            .ToList();
        if (unknown.Count == 0)
        {
            await KeepListAsync(db, cancellation);
            return (0, 0, false);
        }
        var digests = unknown.Select(entry => entry.Digest).ToHashSet(StringComparer.Ordinal);
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        foreach (var feature in features)
        {
            foreach (var name in await feature.NamesAsync(db, cancellation))
            {
                if (
                    Person.Read(name) is { } person
                    && Convert.ToHexStringLower(person.Digest) is var digest
                    && digests.Contains(digest)
                )
                {
                    people[digest] = person;
                }
            }
        }
        var refused = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (digest, person) in people)
        {
            try
            {
                await CheckAsync(db, person, cancellation);
                await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
                await EraseAsync(db, person, cancellation);
                await db.SaveChangesAsync(cancellation);
                await transaction.CommitAsync(cancellation);
            }
            catch (ErasureRefusedException)
            {
                db.ChangeTracker.Clear();
                refused.Add(digest);
            }
        }
        db.AddRange(
            unknown
                .Where(entry => !refused.Contains(entry.Digest))
                .Select(entry => new ErasureRow
                {
                    Id = entry.Id,
                    Digest = Convert.FromHexString(entry.Digest),
                    At = entry.At,
                    ForgetAt = entry.ForgetAt,
                })
        );
        db.Write(
            time,
            actor,
            "people-erased-again",
            "people",
            before: null,
            new { erasures = unknown.Count, found = people.Count - refused.Count }
        );
        await db.SaveChangesAsync(cancellation);
        await KeepListAsync(db, cancellation);
        return (unknown.Count, people.Count - refused.Count, refused.Count > 0);
    }

    private async Task<DashboardDb> OpenAsync(CancellationToken cancellation)
    {
        var db = await databases.CreateDbContextAsync(cancellation);
        db.Database.SetCommandTimeout(ExpirePersonalData.SearchTimeout);
        return db;
    }

    private async Task<ErasureReport> EraseAsync(
        DashboardDb db,
        Person person,
        CancellationToken cancellation
    )
    {
        var report = new ErasureReport
        {
            Pseudonym =
                $"{Audit.ErasedName}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}",
        };
        // Before the account is gone, by which they are found.
        var names = await OtherNamesAsync(db, person, cancellation);
        foreach (var one in names.Prepend(person))
        {
            foreach (var feature in features)
            {
                await feature.EraseAsync(db, one, report, cancellation);
            }
        }
        return report;
    }

    private async Task<IReadOnlyList<Person>> OtherNamesAsync(
        DashboardDb db,
        Person person,
        CancellationToken cancellation
    )
    {
        var names = new List<Person>();
        foreach (var feature in features)
        {
            names.AddRange(
                (await feature.OtherNamesAsync(db, person, cancellation))
                    .Select(Person.Read)
                    .OfType<Person>()
            );
        }
        return names;
    }

    /// <summary>Before anything is searched or locked; what erases looks again.</summary>
    private async Task CheckAsync(DashboardDb db, Person person, CancellationToken cancellation)
    {
        foreach (var feature in features)
        {
            await feature.CheckAsync(db, person, cancellation);
        }
    }

    /// <summary>The digest of an IP address is soon guessed: it is kept no longer than what it is about.</summary>
    private TimeSpan KeepFor(Person person) =>
        person.ClientAddress is not null
        && sending.Value.KeepEvidenceFor + TimeSpan.FromDays(2) is var evidence
        && evidence < options.Value.KeepErasuresFor
            ? evidence
            : options.Value.KeepErasuresFor;

    private async Task KeepListAsync(DashboardDb db, CancellationToken cancellation)
    {
        if (options.Value.ErasureList is { Length: > 0 } path)
        {
            await ErasureList.KeepAsync(
                path,
                await ListAsync(db, cancellation),
                time.GetUtcNow(),
                cancellation
            );
        }
    }

    private static async Task<IReadOnlyList<ErasureEntry>> ListAsync(
        DashboardDb db,
        CancellationToken cancellation
    ) =>
        [
            .. (
                await db.Set<ErasureRow>()
                    .AsNoTracking()
                    .OrderBy(e => e.At)
                    .ToListAsync(cancellation)
            ).Select(e => new ErasureEntry(
                e.Id,
                Convert.ToHexStringLower(e.Digest),
                e.At,
                e.ForgetAt
            )),
        ];
}
