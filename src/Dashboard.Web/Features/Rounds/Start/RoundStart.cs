using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Web.Features.Rounds.Start;

/// <summary>What is asked for.</summary>
/// <param name="List">Null for every mail domain of the registers.</param>
/// <param name="Actor">Who, for the audit log.</param>
internal sealed record RoundRequest(
    string Name,
    string? List = null,
    string Profile = RoundProfiles.Round,
    RoundKind Kind = RoundKind.Measurement,
    string Actor = Audit.Command
);

internal static class RoundProfiles
{
    /// <summary>STARTTLS, DANE and DNSSEC alone.</summary>
    public const string Dane = "dane";

    /// <summary>The related standards too, and TLS by NCSC with the questions of a round.</summary>
    public const string Round = "round";

    /// <summary>The same with all questions about TLS.</summary>
    public const string Full = "full";

    public static bool Exists(string profile) => profile is Dane or Round or Full;

    public static bool HasRelatedStandards(string profile) => profile is Round or Full;

    /// <summary>Which questions about TLS are put to the mail servers; null for none.</summary>
    public static TlsProfile? TlsOf(string profile) =>
        profile switch
        {
            Round => TlsProfile.Round,
            Full => TlsProfile.Full,
            _ => null,
        };
}

/// <summary>A round that began, or why it did not.</summary>
internal sealed record RoundStarted(int Id, int Domains, string ListHash);

internal enum RoundRefusal
{
    NameMissing,
    NoSuchProfile,
    NoSuchList,
    ListIsEmpty,
}

/// <summary>Starts a round: everything that its figures rest on is frozen in one transaction.</summary>
internal sealed class RoundStart(
    IDbContextFactory<DashboardDb> database,
    IRoundRegister register,
    IOptions<RoundOptions> options,
    IOptions<TlsNcscOptions> tls,
    IConfiguration configuration,
    TimeProvider time
)
{
    /// <summary>Settings that decide what is measured, besides those of rounds.</summary>
    private static readonly string[] Frozen =
    [
        "Dns:Resolver",
        "Smtp:Port",
        "Probe:HostLimit",
        "Probe:AddressLimit",
        "Probe:AllowReservedAddresses",
        "Probe:RetryAfter",
        "TlsNcsc:Methods",
    ];

    public Task<(RoundStarted? Started, RoundRefusal? Refusal)> StartAsync(
        RoundRequest request,
        CancellationToken cancellation
    ) => StartAsync(request, _ => Task.FromResult(true), cancellation);

    /// <param name="take">Done in the same transaction; false where there is nothing to start after all.</param>
    /// <returns>Neither where <paramref name="take"/> says no.</returns>
    public async Task<(RoundStarted? Started, RoundRefusal? Refusal)> StartAsync(
        RoundRequest request,
        Func<(DashboardDb Db, int Round), Task<bool>> take,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var name = request.Name.Trim();
        if (name.Length is 0 or > RoundMapping.LongestName)
        {
            return (null, RoundRefusal.NameMissing);
        }
        if (!RoundProfiles.Exists(request.Profile))
        {
            return (null, RoundRefusal.NoSuchProfile);
        }
        var today = DutchTime.DayOf(time.GetUtcNow());
        if (await register.ReadAsync(request.List, today, cancellation) is not { } list)
        {
            return (null, RoundRefusal.NoSuchList);
        }
        if (list.Domains.Count == 0)
        {
            return (null, RoundRefusal.ListIsEmpty);
        }
        var started = await StartAsync(request with { Name = name }, list, take, cancellation);
        return (started, null);
    }

    /// <summary>Measures domains that belong to nobody here.</summary>
    /// <param name="profile">One of <see cref="RoundProfiles"/>.</param>
    /// <param name="take">Done in the same transaction; false where there is nothing to start after all.</param>
    public Task<RoundStarted?> StartBatchAsync(
        string name,
        IReadOnlyList<DomainName> domains,
        string profile,
        string actor,
        Func<(DashboardDb Db, int Round), Task<bool>> take,
        CancellationToken cancellation
    ) =>
        StartAsync(
            new(name, Profile: profile, Kind: RoundKind.Batch, Actor: actor),
            new RoundList(null, [], [.. domains.Select(d => new ListedDomain(d, []))]),
            take,
            cancellation
        );

    private async Task<RoundStarted?> StartAsync(
        RoundRequest request,
        RoundList list,
        Func<(DashboardDb Db, int Round), Task<bool>> take,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var round = new RoundRow
        {
            Name = request.Name,
            Kind = request.Kind,
            State = RoundState.Resolving,
            ListName = list.Name,
            ListHash = list.Hash(),
            Domains = list.Domains.Count,
            Profile = request.Profile,
            Method = Method(request.Profile),
            FormerRoundId =
                request.Kind == RoundKind.Batch
                    ? null
                    : await FormerAsync(db, request.Kind, list.Name, cancellation),
            StartedAt = now,
            MeasuredOn = DutchTime.DayOf(now),
        };
        db.Set<RoundRow>().Add(round);
        await db.SaveChangesAsync(cancellation);
        if (!await take((db, round.Id)))
        {
            return null;
        }
        db.Set<RoundWaveRow>()
            .Add(
                new()
                {
                    RoundId = round.Id,
                    Wave = 1,
                    Kind = WaveKind.First,
                    StartedAt = now,
                }
            );
        await FreezeAsync(db, round, list, cancellation);
        db.Write(
            time,
            request.Actor,
            "round-started",
            RoundControl.Subject(round.Id),
            before: null,
            new
            {
                round.Name,
                round.ListName,
                round.Profile,
                round.Domains,
            }
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new(round.Id, round.Domains, round.ListHash);
    }

    /// <summary>
    /// The newest round with results that count: of the same list before any other, as a round of a short list knows nothing of the
    /// rest.
    /// </summary>
    private static Task<int?> FormerAsync(
        DashboardDb db,
        RoundKind kind,
        string? list,
        CancellationToken cancellation
    ) =>
        db.Set<RoundRow>()
            .Where(r =>
                r.Kind == kind && (r.State == RoundState.Published || r.State == RoundState.Closed)
            )
            .OrderByDescending(r => r.ListName == list)
            .ThenByDescending(r => r.StartedAt)
            .Select(r => (int?)r.Id)
            .FirstOrDefaultAsync(cancellation);

    private RoundMethod Method(string profile) =>
        new(
            new SortedDictionary<string, string>(
                InboundJudgement
                    .MethodVersions(tls.Value.MethodList[0])
                    .Where(one =>
                        DomainMeasurement.Counts(
                            one.Key,
                            RoundProfiles.HasRelatedStandards(profile)
                        )
                    )
                    .ToDictionary(one => Slug.Of(one.Key), one => one.Value),
                StringComparer.Ordinal
            ),
            new SortedDictionary<string, string>(
                Frozen
                    .Where(key => configuration[key] is not null)
                    .ToDictionary(key => key, key => configuration[key]!),
                StringComparer.Ordinal
            )
            {
                ["Rounds:RetestAfter"] = options.Value.RetestAfter.ToString(
                    null,
                    CultureInfo.InvariantCulture
                ),
            }
        );

    private static async Task FreezeAsync(
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
        await CopyAsync((NpgsqlConnection)db.Database.GetDbConnection(), rows, cancellation);
        await FreezeOrganisationsAsync(db, round, list, organisations, layers, cancellation);
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

    private static async Task CopyAsync(
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

    private static async Task FreezeOrganisationsAsync(
        DashboardDb db,
        RoundRow round,
        RoundList list,
        IReadOnlyDictionary<string, int> organisations,
        IReadOnlyDictionary<string, int> layers,
        CancellationToken cancellation
    )
    {
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
                        Parts = [.. unit.Select(o => organisations[o.Self.Key])],
                    }
                );
        }
        if (sending.Values.Any(s => s.Kind == SendingStates.Lab))
        {
            round.UsesLabSending = true;
            round.Notes = [.. round.Notes, new(round.StartedAt, "lab-sending")];
        }
        await db.SaveChangesAsync(cancellation);
    }
}
