using System.Globalization;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.RoundStore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Results;

/// <summary>A result with the name of its domain.</summary>
internal sealed record StoredResult(RoundResultRow Row, DomainName Domain);

/// <summary>The results of one edition of a round, read whole.</summary>
internal sealed class StoredRound
{
    private readonly IReadOnlyDictionary<int, RoundValueRow> values;
    private readonly IReadOnlyDictionary<short, string> words;

    private StoredRound(
        IReadOnlyList<StoredResult> results,
        IReadOnlyDictionary<int, RoundValueRow> values,
        IReadOnlyDictionary<short, string> words
    )
    {
        Results = results;
        this.values = values;
        this.words = words;
    }

    public IReadOnlyList<StoredResult> Results { get; }

    /// <param name="edition">The results that counted then.</param>
    public static Task<StoredRound> ReadAsync(
        DashboardDb db,
        int round,
        short edition,
        CancellationToken cancellation
    ) => ReadAsync(db, round, edition, RoundFilter.None, cancellation);

    public static async Task<StoredRound> ReadAsync(
        DashboardDb db,
        int round,
        short edition,
        RoundFilter filter,
        CancellationToken cancellation
    )
    {
        var results = await FilteredResults
            .Of(db, round, edition, await FilterNumbers.ReadAsync(db, filter, cancellation))
            .Join(
                db.Set<MeasuredDomainRow>(),
                r => r.DomainId,
                d => d.Id,
                (r, d) => new { Row = r, d.Name }
            )
            .OrderBy(r => r.Name)
            .ToListAsync(cancellation);
        var numbers = results
            .SelectMany(r =>
                new[]
                {
                    r.Row.Organisation,
                    r.Row.Layer,
                    r.Row.Ministry,
                    r.Row.Province,
                    r.Row.Provider,
                }
                    .OfType<int>()
                    .Concat(r.Row.More ?? [])
                    .Concat(r.Row.FailingProviders ?? [])
            )
            .Distinct()
            .ToArray();
        return new(
            [.. results.Select(r => new StoredResult(r.Row, DomainName.Parse(r.Name)))],
            await db.Set<RoundValueRow>()
                .AsNoTracking()
                .Where(v => numbers.Contains(v.Id))
                .ToDictionaryAsync(v => v.Id, cancellation),
            await db.Set<RoundWordRow>()
                .AsNoTracking()
                .ToDictionaryAsync(w => w.Id, w => w.Word, cancellation)
        );
    }

    /// <summary>What results are read with, and none of them: for those that are read one after another.</summary>
    public static async Task<StoredRound> WithoutResultsAsync(
        DashboardDb db,
        CancellationToken cancellation
    ) =>
        new(
            [],
            await db.Set<RoundValueRow>().AsNoTracking().ToDictionaryAsync(v => v.Id, cancellation),
            await db.Set<RoundWordRow>()
                .AsNoTracking()
                .ToDictionaryAsync(w => w.Id, w => w.Word, cancellation)
        );

    public RoundValueRow Value(int number) => values[number];

    public string? Word(short? number) => number is { } known ? words[known] : null;

    /// <summary>The numbers that a result has in a dimension, each once.</summary>
    public IEnumerable<int> Numbers(RoundResultRow row, AdoptionDimension dimension) =>
        Numbers(
            dimension switch
            {
                AdoptionDimension.Organisation => row.Organisation,
                AdoptionDimension.Layer => row.Layer,
                AdoptionDimension.Ministry => row.Ministry,
                AdoptionDimension.Province => row.Province,
                AdoptionDimension.Provider => row.Provider,
                _ => null,
            },
            row.More,
            dimension,
            values
        );

    /// <param name="first">The first in the dimension; null where there is none, and no further one either.</param>
    /// <param name="more">Further ones, of any dimension.</param>
    public static IEnumerable<int> Numbers(
        int? first,
        int[]? more,
        AdoptionDimension dimension,
        IReadOnlyDictionary<int, RoundValueRow> values
    ) =>
        first is { } number
            ? (more ?? []).Where(n => values[n].Dimension == dimension).Prepend(number)
            : [];

    /// <summary>As figures count it; keys are the numbers of the values.</summary>
    public CountedDomain Count(StoredResult result)
    {
        var row = result.Row;
        return new()
        {
            Name = result.Domain,
            Organisations = Keys(row, AdoptionDimension.Organisation),
            Layers = Keys(row, AdoptionDimension.Layer),
            Ministries = Keys(row, AdoptionDimension.Ministry),
            Provinces = Keys(row, AdoptionDimension.Province),
            Providers = Keys(row, AdoptionDimension.Provider),
            FailingProviders = [.. (row.FailingProviders ?? []).Select(Key)],
            OwnZoneSecure = row.Flags.HasFlag(ResultFlags.OwnZoneSecure),
            Corrected = row.Flags.HasFlag(ResultFlags.Corrected),
            Standards = ResultRows.Outcomes(row),
            Statuses = ResultRows
                .Statuses(row)
                .Where(s => FigureStandards.HasNoPercentage(s.Standard))
                .ToDictionary(s => s.Standard, s => words[s.Word]),
            Explained = Explained(row.Explained),
        };
    }

    public IReadOnlyList<CountedDomain> CountAll() => [.. Results.Select(Count)];

    public static string Key(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static readonly HashSet<FigureStandard> NoStandards = [];

    /// <param name="bits">As <see cref="RoundResultRow.Explained"/>.</param>
    public static IReadOnlySet<FigureStandard> Explained(int bits) =>
        bits == 0
            ? NoStandards
            : Enum.GetValues<FigureStandard>()
                .Where(s =>
                    s != FigureStandard.DaneSending && (bits & ResultRows.ExplainedBit(s)) != 0
                )
                .ToHashSet();

    private IReadOnlyList<string> Keys(RoundResultRow row, AdoptionDimension dimension) =>
        [.. Numbers(row, dimension).Select(Key)];
}
