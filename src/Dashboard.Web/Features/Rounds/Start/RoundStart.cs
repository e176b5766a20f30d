using System.Globalization;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Figures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Rounds.Start;

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
                    : await FormerRound.FindAsync(db, request.Kind, list.Name, cancellation),
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
        await FrozenRegister.WriteAsync(db, round, list, cancellation);
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
}
