using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Web.Features.Rounds.Start;

/// <summary>The domains and organisations of a round as they are when it starts: its figures rest on these rows alone.</summary>
internal static class FrozenRegister
{
    /// <summary>Writes them, and a lookup for each domain, in the transaction of the caller.</summary>
    public static async Task WriteAsync(
        DashboardDb db,
        RoundRow round,
        RoundList list,
        CancellationToken cancellation
    )
    {
        var domains = await db.NumberDomainsAsync(
            list.Domains.Select(d => d.Name.Value),
            cancellation
        );
        var organisations = await db.NumberAsync(
            AdoptionDimension.Organisation,
            [
                .. list.Organisations.Select(o => o.Self),
                .. list.Organisations.Select(o => o.CountsAs),
            ],
            cancellation
        );
        var layers = await db.NumberAsync(
            AdoptionDimension.Layer,
            list.Organisations.Select(o => o.Layer),
            cancellation
        );
        var ministries = await db.NumberAsync(
            AdoptionDimension.Ministry,
            list.Organisations.Select(o => o.Ministry).OfType<ListedValue>(),
            cancellation
        );
        var provinces = await db.NumberAsync(
            AdoptionDimension.Province,
            list.Organisations.Select(o => o.Province).OfType<ListedValue>(),
            cancellation
        );
        var byKey = list.Organisations.ToDictionary(o => o.Self.Key, StringComparer.Ordinal);
        var rows = list
            .Domains.Select(d =>
            {
                var own = d.Organisations.Select(key => byKey[key]).ToList();
                return new RoundDomainRow
                {
                    RoundId = round.Id,
                    DomainId = domains[d.Name.Value],
                    Organisations = Numbers(own, organisations, o => o.Self),
                    Layers = Numbers(own, layers, o => o.Layer),
                    Ministries = Numbers(own, ministries, o => o.Ministry),
                    Provinces = Numbers(own, provinces, o => o.Province),
                };
            })
            .ToList();
        await CopyDomainsAsync((NpgsqlConnection)db.Database.GetDbConnection(), rows, cancellation);
        // Batches name no provider to anybody.
        if (round.Kind != RoundKind.Batch)
        {
            await ProviderNames.FreezeAsync(db, round.Id, cancellation);
        }
        await WriteOrganisationsAsync(db, round, list, organisations, layers, cancellation);
    }

    private static int[] Numbers(
        List<ListedOrganisation> organisations,
        IReadOnlyDictionary<string, int> numbers,
        Func<ListedOrganisation, ListedValue?> value
    ) =>
        [
            .. organisations
                .Select(value)
                .OfType<ListedValue>()
                .Select(v => numbers[v.Key])
                .Distinct(),
        ];

    private static async Task CopyDomainsAsync(
        NpgsqlConnection connection,
        List<RoundDomainRow> rows,
        CancellationToken cancellation
    )
    {
        await using (
            var copy = await connection.BeginBinaryImportAsync(
                "COPY round_domains (round_id, domain_id, organisations, layers, ministries, provinces) FROM STDIN (FORMAT BINARY)",
                cancellation
            )
        )
        {
            foreach (var row in rows)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(row.RoundId, NpgsqlDbType.Integer, cancellation);
                await copy.WriteAsync(row.DomainId, NpgsqlDbType.Integer, cancellation);
                foreach (
                    var numbers in new[]
                    {
                        row.Organisations,
                        row.Layers,
                        row.Ministries,
                        row.Provinces,
                    }
                )
                {
                    await copy.WriteAsync(
                        numbers,
                        NpgsqlDbType.Array | NpgsqlDbType.Integer,
                        cancellation
                    );
                }
            }
            await copy.CompleteAsync(cancellation);
        }
        await using var lookups = new NpgsqlCommand(
            """
            INSERT INTO round_lookups (round_id, wave, domain_id, state, claims)
            SELECT round_id, 1, domain_id, 0, 0 FROM round_domains WHERE round_id = $1
            """,
            connection
        );
        lookups.Parameters.Add(new() { Value = rows[0].RoundId });
        await lookups.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task WriteOrganisationsAsync(
        DashboardDb db,
        RoundRow round,
        RoundList list,
        IReadOnlyDictionary<string, int> organisations,
        IReadOnlyDictionary<string, int> layers,
        CancellationToken cancellation
    )
    {
        var own = list.DomainsByUnit();
        var sending = await SendingStates.FreezeAsync(db, list, round.StartedAt, cancellation);
        foreach (
            var unit in list
                .Organisations.GroupBy(o => o.CountsAs.Key, StringComparer.Ordinal)
                .OrderBy(unit => unit.Key, StringComparer.Ordinal)
        )
        {
            var state = sending[unit.Key];
            db.Set<RoundOrganisationRow>()
                .Add(
                    new()
                    {
                        RoundId = round.Id,
                        Organisation = organisations[unit.Key],
                        Layer = layers[unit.First().Layer.Key],
                        Sending = state.State,
                        SendingTested = state.Tested,
                        SendingDomains = state.Domains,
                        SendingTestedAt = state.TestedAt,
                        SendingKind = state.Kind,
                        OwnDomains =
                        [
                            .. own[unit.Key].Select(d => d.Value).Order(StringComparer.Ordinal),
                        ],
                        Parts = [.. unit.Select(o => organisations[o.Self.Key])],
                    }
                );
        }
        if (sending.Values.Any(s => s.Kind == OrganisationSending.Lab))
        {
            round.UsesLabSending = true;
            round.Notes = [.. round.Notes, new(round.StartedAt, "lab-sending")];
        }
        await db.SaveChangesAsync(cancellation);
    }
}
