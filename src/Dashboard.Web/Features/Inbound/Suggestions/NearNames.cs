namespace Dashboard.Web.Features.Inbound.Suggestions;

/// <summary>Which known names somebody may have meant who typed another one.</summary>
internal static class NearNames
{
    /// <summary>Names shorter than this differ too easily from each other by two letters.</summary>
    private const int Short = 9;

    private const int Most = 3;

    /// <returns>Those at the least distance, at most three; none where the typed name is itself known.</returns>
    public static IReadOnlyList<string> Of(string typed, IEnumerable<string> known)
    {
        var allowed = typed.Length < Short ? 1 : 2;
        var found = new List<string>();
        foreach (var name in known)
        {
            if (name == typed)
            {
                return [];
            }
            if (Math.Abs(name.Length - typed.Length) > allowed)
            {
                continue;
            }
            var distance = Distance(typed, name);
            if (distance < allowed)
            {
                allowed = distance;
                found.Clear();
            }
            if (distance == allowed)
            {
                found.Add(name);
            }
        }
        return [.. found.Distinct().Order(StringComparer.Ordinal).Take(Most)];
    }

    /// <summary>Letters added, left out, changed, or swapped with their neighbour (optimal string alignment).</summary>
    internal static int Distance(string one, string other)
    {
        var (before, row, next) = (
            new int[other.Length + 1],
            new int[other.Length + 1],
            new int[other.Length + 1]
        );
        for (var j = 0; j <= other.Length; j++)
        {
            row[j] = j;
        }
        for (var i = 1; i <= one.Length; i++)
        {
            next[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = one[i - 1] == other[j - 1] ? 0 : 1;
                next[j] = Math.Min(Math.Min(row[j] + 1, next[j - 1] + 1), row[j - 1] + changed);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    next[j] = Math.Min(next[j], before[j - 2] + 1);
                }
            }
            (before, row, next) = (row, next, before);
        }
        return row[other.Length];
    }
}
