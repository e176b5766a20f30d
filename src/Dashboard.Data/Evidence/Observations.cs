using Dashboard.Core.Inbound;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Data.Evidence;

/// <summary>Stores observations, with their certificates apart.</summary>
public static class Observations
{
    /// <summary>
    /// Stores the evidence in the transaction of the context and returns its number. Certificates that are stored already are left
    /// as they are, also where another process stores them at the same moment.
    /// </summary>
    public static async Task<long> AddObservationAsync(
        this DashboardDb db,
        InboundObservation observation,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(observation);
        var (json, certificates) = CertificatesApart.Write(observation);
        await db.AddCertificatesAsync(certificates, cancellation);
        var row = new ObservationRow
        {
            Domain = observation.Domain.Value,
            StartedAt = observation.StartedAt,
            Document = json,
            Certificates =
            [
                .. certificates.Select(c => new ObservedCertificate { Digest = c.Digest }),
            ],
        };
        db.Observations.Add(row);
        await db.SaveChangesAsync(cancellation);
        return row.Id;
    }

    /// <summary>In the order of their digests, so that two processes with the same certificates wait for each other in turn.</summary>
    public static async Task AddCertificatesAsync(
        this DashboardDb db,
        IReadOnlyList<StoredCertificate> certificates,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(certificates);
        if (certificates.Count == 0)
        {
            return;
        }
        var ordered = certificates
            .OrderBy(c => Convert.ToHexString(c.Digest), StringComparer.Ordinal)
            .ToList();
        var digests = ordered.Select(c => c.Digest).ToArray();
        var ders = ordered.Select(c => c.Der).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO certificates (digest, der)
            SELECT * FROM unnest({digests}, {ders})
            ON CONFLICT DO NOTHING
            """,
            cancellation
        );
    }

    /// <summary>Null where there is no such observation.</summary>
    public static async Task<InboundObservation?> FindObservationAsync(
        this DashboardDb db,
        long id,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var json = await db
            .Observations.Where(o => o.Id == id)
            .Select(o => o.Document)
            .SingleOrDefaultAsync(cancellation);
        return json is null
            ? null
            : CertificatesApart.Read<InboundObservation>(
                json,
                await db.CertificatesOfAsync(id, cancellation)
            );
    }

    public static Task<List<StoredCertificate>> CertificatesOfAsync(
        this DashboardDb db,
        long observation,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        return db
            .ObservedCertificates.Where(c => c.ObservationId == observation)
            .Join(db.Certificates, seen => seen.Digest, kept => kept.Digest, (_, kept) => kept)
            .AsNoTracking()
            .ToListAsync(cancellation);
    }
}
