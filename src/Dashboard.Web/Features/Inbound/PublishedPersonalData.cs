using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Web.Features.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// What domains publish in the DNS and what their mail servers say, as evidence of tests and rounds: it may name an address. It is
/// shown, and stays: it is the domain that publishes it, and a verdict rests on it. Words of sessions go after their retention.
/// </summary>
internal sealed class PublishedPersonalData : IPersonalData
{
    private const string Field = "published";
    private const string Proof = "dkim-proof";

    /// <summary>Of each kind, the first that are found.</summary>
    private const int Most = 1000;

    public IReadOnlyList<string> Fields => [Field, Proof, "transcript"];

    /// <summary>None: nothing of it is erased.</summary>
    public Task<IReadOnlyCollection<string>> NamesAsync(
        DashboardDb db,
        CancellationToken cancellation
    ) => Task.FromResult<IReadOnlyCollection<string>>([]);

    public async Task ExportAsync(
        DashboardDb db,
        Person person,
        PersonalExport export,
        CancellationToken cancellation
    )
    {
        export.Add(Field, await FindAsync(db, person, cancellation));
        if (person.MailAddress is null && DomainName.TryParse(person.Name, out var domain))
        {
            export.Add(
                Field,
                await db
                    .InboundTests.Where(t => t.Domain == domain.Value)
                    .OrderBy(t => t.CreatedAt)
                    .Select(t => new
                    {
                        test = t.Id,
                        t.Domain,
                        t.CreatedAt,
                    })
                    .ToListAsync(cancellation)
            );
            export.Add(
                Proof,
                await db
                    .DkimProofs.Where(p => p.Domain == domain.Value)
                    .Select(p => new
                    {
                        p.Domain,
                        p.Signer,
                        p.Selector,
                        p.SeenAt,
                    })
                    .ToListAsync(cancellation)
            );
        }
    }

    public async Task EraseAsync(
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    )
    {
        if ((await FindAsync(db, person, cancellation)).Count > 0)
        {
            report.Stay(Field, StayReason.Published);
        }
    }

    /// <summary>Where an address is in evidence. Every document is read for it, which takes minutes where there are millions.</summary>
    private static async Task<IReadOnlyList<Place>> FindAsync(
        DashboardDb db,
        Person person,
        CancellationToken cancellation
    )
    {
        var piece =
            person.MailAddress?.ToLowerInvariant()
            ?? (person.ClientAddress is { } client ? $"\"{client}\"" : null);
        if (piece is null)
        {
            return [];
        }
        db.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        return await db
            .Database.SqlQuery<Place>(
                $"""
                (SELECT 'observations' AS "Where", domain AS "Domain", started_at AS "At" FROM observations
                 WHERE strpos(lower(document::text), {piece}) > 0 ORDER BY id LIMIT {Most})
                UNION ALL
                (SELECT 'round_lookups', d.name, r.started_at
                 FROM round_lookups l JOIN measured_domains d ON d.id = l.domain_id JOIN rounds r ON r.id = l.round_id
                 WHERE strpos(lower(l.document::text), {piece}) > 0 ORDER BY l.round_id, l.domain_id LIMIT {Most})
                UNION ALL
                (SELECT 'round_pairs', p.host, p.done_at FROM round_pairs p
                 WHERE strpos(lower(p.document::text), {piece}) > 0 ORDER BY p.id LIMIT {Most})
                """
            )
            .ToListAsync(cancellation);
    }

    /// <param name="Where">The table.</param>
    /// <param name="Domain">The domain, or of a pair the host.</param>
    private sealed record Place(string Where, string Domain, DateTimeOffset? At);
}
