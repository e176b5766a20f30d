using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Results;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>
/// Makes results of measurements: one that drops against the former round becomes an attempt and waits for its re-test, any other a
/// result. In a correction the measurement replaces the result.
/// </summary>
internal sealed class GroupResults(DashboardDb db, OpenWave wave, RoundFrame frame)
{
    public async Task StoreAsync(
        IReadOnlyDictionary<int, DomainMeasurement> measured,
        CancellationToken cancellation
    )
    {
        var domains = measured.Keys.ToArray();
        var former = await FormerAsync(domains, cancellation);
        var earlier = await EarlierAsync(domains, cancellation);
        var decided = new List<Decided>();
        foreach (var (domain, measurement) in measured)
        {
            List<(short Wave, DomainMeasurement Measurement)> attempts =
            [
                .. earlier[domain],
                (wave.Wave, measurement),
            ];
            var decision = Decide(
                domain,
                attempts,
                wave.Kind == WaveKind.Correction ? null : former.GetValueOrDefault(domain)
            );
            if (decision.Awaits || attempts.Count > 1 || wave.Kind == WaveKind.Correction)
            {
                db.Set<RoundAttemptRow>()
                    .Add(
                        new()
                        {
                            RoundId = wave.RoundId,
                            DomainId = domain,
                            Wave = wave.Wave,
                            Measurement = measurement,
                        }
                    );
            }
            if (!decision.Awaits)
            {
                decided.Add(decision);
            }
        }
        await db.SaveChangesAsync(cancellation);
        await AddResultsAsync(decided, cancellation);
    }

    private async Task<
        Dictionary<int, IReadOnlyDictionary<FigureStandard, StandardOutcomes>>
    > FormerAsync(int[] domains, CancellationToken cancellation) =>
        wave.Former is not { } former
            ? []
            : (
                await db.Set<RoundResultRow>()
                    .AsNoTracking()
                    .Where(r =>
                        r.RoundId == former
                        && r.SupersededIn == null
                        && domains.Contains(r.DomainId)
                    )
                    .ToListAsync(cancellation)
            ).ToDictionary(r => r.DomainId, ResultRows.Stored);

    /// <summary>Attempts of earlier waves; a correction is by itself.</summary>
    private async Task<ILookup<int, (short Wave, DomainMeasurement Measurement)>> EarlierAsync(
        int[] domains,
        CancellationToken cancellation
    ) =>
        (
            wave.Kind == WaveKind.Correction
                ? []
                : await db.Set<RoundAttemptRow>()
                    .AsNoTracking()
                    .Where(a => a.RoundId == wave.RoundId && domains.Contains(a.DomainId))
                    .OrderBy(a => a.Wave)
                    .ToListAsync(cancellation)
        ).ToLookup(a => a.DomainId, a => (a.Wave, a.Measurement));

    private static Decided Decide(
        int domain,
        List<(short Wave, DomainMeasurement Measurement)> attempts,
        IReadOnlyDictionary<FigureStandard, StandardOutcomes>? former
    )
    {
        var decisions = attempts[0]
            .Measurement.Standards.Keys.Where(s =>
                attempts.TrueForAll(a => a.Measurement.Standards.ContainsKey(s))
            )
            .ToDictionary(
                standard => standard,
                standard =>
                    DropConfirmation.Decide(
                        former is not null && former.TryGetValue(standard, out var before)
                            ? before
                            : null,
                        [.. attempts.Select(a => a.Measurement.Standards[standard])]
                    )
            );
        // The summary is of the attempt that decided DANE, so that it and the outcome tell one story.
        var chosen = decisions.TryGetValue(FigureStandard.Dane, out var dane)
            ? dane.Strict.Attempt
            : attempts.Count - 1;
        var flags =
            (
                decisions.Values.Any(d => d.Is(AttemptsState.Confirmed))
                    ? ResultFlags.DropConfirmed
                    : 0
            )
            | (
                decisions.Values.Any(d => d.Is(AttemptsState.Reconfirmed))
                    ? ResultFlags.Reconfirmed
                    : 0
            );
        return new(
            domain,
            attempts[chosen].Wave,
            attempts[chosen].Measurement,
            decisions.ToDictionary(d => d.Key, d => d.Value.Outcomes),
            flags,
            decisions.Values.Any(d => d.Is(AttemptsState.AwaitsRetest))
        );
    }

    private async Task AddResultsAsync(List<Decided> decided, CancellationToken cancellation)
    {
        var providers = await db.NumberAsync(
            AdoptionDimension.Provider,
            decided.SelectMany(d => d.Measurement.Providers).Select(p => new ListedValue(p, p)),
            cancellation
        );
        var words = await db.NumberWordsAsync(
            decided
                .SelectMany(d => d.Measurement.Statuses.Values.Append(d.Measurement.Reason))
                .OfType<string>(),
            cancellation
        );
        var versions = await SupersedeAsync(decided, cancellation);
        await ResultRows.AddAsync(
            db,
            [
                .. decided.Select(d =>
                    Row(d, providers, words, versions.GetValueOrDefault(d.Domain))
                ),
            ],
            cancellation
        );
    }

    /// <summary>
    /// Closes the results that these replace, and gives the versions and the edition of the new ones. After publication a correction
    /// is of the next edition.
    /// </summary>
    private async Task<Dictionary<int, (short Version, short Edition)>> SupersedeAsync(
        List<Decided> decided,
        CancellationToken cancellation
    )
    {
        if (wave.Kind != WaveKind.Correction)
        {
            return [];
        }
        var round = await db.Set<RoundRow>().SingleAsync(r => r.Id == wave.RoundId, cancellation);
        var edition =
            round.State == RoundState.Published ? (short)(round.Edition + 1) : round.Edition;
        var domains = decided.Select(d => d.Domain).ToArray();
        var current = await db.Set<RoundResultRow>()
            .Where(r =>
                r.RoundId == wave.RoundId && r.SupersededIn == null && domains.Contains(r.DomainId)
            )
            .ToListAsync(cancellation);
        current.ForEach(r => r.SupersededIn = edition);
        var versions = current.ToDictionary(
            r => r.DomainId,
            r => ((short)(r.Version + 1), edition)
        );
        await db.Set<RoundCorrectionRow>()
            .Where(c =>
                c.RoundId == wave.RoundId && c.Wave == wave.Wave && domains.Contains(c.DomainId)
            )
            .ForEachAsync(c => c.Version = versions[c.DomainId].Item1, cancellation);
        await db.SaveChangesAsync(cancellation);
        return versions;
    }

    private RoundResultRow Row(
        Decided decided,
        IReadOnlyDictionary<string, int> providers,
        IReadOnlyDictionary<string, short> words,
        (short Version, short Edition) version
    )
    {
        var measured = decided.Measurement;
        var frozen = frame.Domain(decided.Domain);
        int[] ofProviders = [.. measured.Providers.Select(p => providers[p])];
        int[] more =
        [
            .. frozen.Organisations.Skip(1),
            .. frozen.Layers.Skip(1),
            .. frozen.Ministries.Skip(1),
            .. frozen.Provinces.Skip(1),
            .. ofProviders.Skip(1),
        ];
        return new()
        {
            RoundId = wave.RoundId,
            DomainId = decided.Domain,
            Version = version.Version == 0 ? (short)1 : version.Version,
            Edition = version.Edition == 0 ? (short)1 : version.Edition,
            Wave = decided.Wave,
            MeasuredAt = measured.MeasuredAt.ToUniversalTime(),
            Organisation = First(frozen.Organisations),
            Layer = First(frozen.Layers),
            Ministry = First(frozen.Ministries),
            Province = First(frozen.Provinces),
            Provider = First(ofProviders),
            More = more is [] ? null : more,
            FailingProviders = measured.FailingProviders is []
                ? null
                : [.. measured.FailingProviders.Select(p => providers[p])],
            Status = (short)measured.Status,
            Delivery = (short)measured.Delivery,
            ConnectionType = (short?)measured.ConnectionType,
            Hindrance = (short?)measured.Hindrance,
            AttackerConnectionType = (short?)measured.AttackerConnectionType,
            Reason = measured.Reason is { } reason ? words[reason] : null,
            Flags =
                decided.Flags
                | (measured.OwnZoneSecure ? ResultFlags.OwnZoneSecure : 0)
                | (wave.Kind == WaveKind.Correction ? ResultFlags.Corrected : 0),
            Explained = 0,
            Outcomes = ResultRows.Codes(decided.Outcomes),
            Statuses = ResultRows.Words(measured.Statuses, words),
        };
    }

    private static int? First(int[] numbers) => numbers is [var first, ..] ? first : null;

    private sealed record Decided(
        int Domain,
        short Wave,
        DomainMeasurement Measurement,
        IReadOnlyDictionary<FigureStandard, StandardOutcomes> Outcomes,
        ResultFlags Flags,
        bool Awaits
    );
}
