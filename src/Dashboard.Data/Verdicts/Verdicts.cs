using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Data.Mapping;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Data.Verdicts;

/// <summary>Stores what a judgement says of an observation, a row a standard and method.</summary>
public static class Verdicts
{
    /// <summary>
    /// Adds a judgement. What the same method of a standard said before stays as it was, so that judging again adds only what is
    /// new.
    /// </summary>
    public static async Task AddVerdictAsync(
        this DashboardDb db,
        long observation,
        InboundVerdict verdict,
        DateTimeOffset judgedAt,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(verdict);
        var rows = verdict.Standards.Select(
            (standard, place) => (standard, place, Json: Json(standard))
        );
        foreach (var (standard, place, json) in rows)
        {
            var transport =
                standard.Standard == MailStandard.Dane ? Json(verdict.MailTransport) : null;
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO verdicts
                  (observation_id, standard, method_version, judged_at, place, document, mail_transport)
                VALUES ({observation}, {Slug.Of(
                    standard.Standard
                )}, {standard.MethodVersion}, {judgedAt},
                  {(short)place}, {json}::jsonb, {transport}::jsonb)
                ON CONFLICT DO NOTHING
                """,
                cancellation
            );
        }
    }

    /// <summary>The judgement that was published: the first. Null where there is none.</summary>
    public static async Task<InboundVerdict?> FindVerdictAsync(
        this DashboardDb db,
        long observation,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var all = db.Verdicts.Where(v => v.ObservationId == observation);
        var rows = await all.Where(v => v.JudgedAt == all.Min(first => first.JudgedAt))
            .OrderBy(v => v.Place)
            .Select(v => new { v.Document, v.MailTransport })
            .ToListAsync(cancellation);
        return rows.Find(row => row.MailTransport is not null) is not { } dane
            ? null
            : Assemble(
                Read<DomainVerdict>(dane.MailTransport!),
                [.. rows.Select(row => Read<StandardVerdict>(row.Document))]
            );
    }

    private static InboundVerdict Assemble(
        DomainVerdict transport,
        IReadOnlyList<StandardVerdict> standards
    ) =>
        new()
        {
            Domain = transport.Domain,
            MailTransport = transport,
            Standards = standards,
        };

    private static string Json<T>(T value) =>
        JsonbText.WithoutNul(JsonSerializer.Serialize(value, EvidenceJson.Options));

    private static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, EvidenceJson.Options)
        ?? throw new JsonException("The stored verdict is null.");
}
