using Dashboard.Core.Adoption;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.RoundStore;

/// <summary>
/// The numbers of organisations, layers, ministries, provinces, providers, domains and words. What has one already is not inserted
/// again: PostgreSQL takes a number for each row that a conflict then drops, and those of words are few.
/// </summary>
internal static class RoundValues
{
    /// <summary>By key; values that are new get a number.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> NumberAsync(
        this DashboardDb db,
        AdoptionDimension dimension,
        IEnumerable<ListedValue> values,
        CancellationToken cancellation
    )
    {
        var distinct = values
            .DistinctBy(v => v.Key)
            .OrderBy(v => v.Key, StringComparer.Ordinal)
            .ToList();
        var keys = distinct.Select(v => Cut(v.Key, RoundValueMapping.LongestKey)).ToArray();
        var names = distinct.Select(v => Cut(v.Name, RoundValueMapping.LongestName)).ToArray();
        var code = (short)dimension;
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO round_values (dimension, key, name)
            SELECT {code}, v.key, v.name FROM unnest({keys}, {names}) AS v (key, name)
            WHERE NOT EXISTS (
              SELECT 1 FROM round_values AS kept
              WHERE kept.dimension = {code} AND kept.key = v.key AND kept.name = v.name)
            ON CONFLICT DO NOTHING
            """,
            cancellation
        );
        var numbers = await db
            .Database.SqlQuery<NumberedKey>(
                $"""
                SELECT kept.id, kept.key
                FROM round_values AS kept
                JOIN unnest({keys}, {names}) AS v (key, name) ON kept.key = v.key AND kept.name = v.name
                WHERE kept.dimension = {code}
                """
            )
            .ToListAsync(cancellation);
        return numbers.ToDictionary(n => n.Key, n => n.Id, StringComparer.Ordinal);
    }

    /// <summary>
    /// Those of a key, under each of the names that it had, and of an organisation, a ministry too, also those of the keys that it had; none where no round had it.
    /// </summary>
    public static async Task<int[]> NumbersAsync(
        this DashboardDb db,
        AdoptionDimension dimension,
        string key,
        CancellationToken cancellation
    )
    {
        var keys = dimension is AdoptionDimension.Organisation or AdoptionDimension.Ministry
            ? await db.KeysAsync(key, cancellation)
            : [key];
        return await db.Set<RoundValueRow>()
            .Where(v => v.Dimension == dimension && keys.Contains(v.Key))
            .Select(v => v.Id)
            .ToArrayAsync(cancellation);
    }

    public static async Task<IReadOnlyDictionary<string, int>> NumberDomainsAsync(
        this DashboardDb db,
        IEnumerable<string> domains,
        CancellationToken cancellation
    )
    {
        var names = domains.Distinct().Order(StringComparer.Ordinal).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO measured_domains (name)
            SELECT n.name FROM unnest({names}) AS n (name)
            WHERE NOT EXISTS (SELECT 1 FROM measured_domains AS kept WHERE kept.name = n.name)
            ON CONFLICT DO NOTHING
            """,
            cancellation
        );
        return await db.Set<MeasuredDomainRow>()
            .Where(d => names.Contains(d.Name))
            .ToDictionaryAsync(d => d.Name, d => d.Id, StringComparer.Ordinal, cancellation);
    }

    public static async Task<IReadOnlyDictionary<string, short>> NumberWordsAsync(
        this DashboardDb db,
        IEnumerable<string> words,
        CancellationToken cancellation
    )
    {
        var distinct = words.Distinct().Order(StringComparer.Ordinal).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO round_words (word)
            SELECT w.word FROM unnest({distinct}) AS w (word)
            WHERE NOT EXISTS (SELECT 1 FROM round_words AS kept WHERE kept.word = w.word)
            ON CONFLICT DO NOTHING
            """,
            cancellation
        );
        return await db.Set<RoundWordRow>()
            .Where(w => distinct.Contains(w.Word))
            .ToDictionaryAsync(w => w.Word, w => w.Id, StringComparer.Ordinal, cancellation);
    }

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..length];

    private sealed record NumberedKey(int Id, string Key);
}
