using System.Collections.Frozen;

namespace Dashboard.Core.Dns;

/// <summary>
/// The public suffix list: under which names people register their own (https://publicsuffix.org/list/, "Algorithm"). Its
/// private section counts too. The list is a file with its day in it, so that a figure can be made again.
/// </summary>
public sealed class PublicSuffixList
{
    private readonly FrozenSet<string> rules;

    private PublicSuffixList(IEnumerable<string> lines) =>
        rules = lines
            .Select(line => line.Trim())
            .Where(line => !line.StartsWith("//", StringComparison.Ordinal))
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The list that this version of the program carries.</summary>
    public static PublicSuffixList Own { get; } = ReadOwn();

    /// <summary>Reads a list whose rules are in A-labels and lower case.</summary>
    public static PublicSuffixList Read(IEnumerable<string> lines) => new(lines);

    /// <summary>Whether people register names of their own right below it; a name of one label always is one.</summary>
    public bool IsPublicSuffix(DomainName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Labels.Count <= SuffixLength(name);
    }

    /// <summary>The public suffix and one label; null for a name that is a public suffix itself.</summary>
    public DomainName? RegistrableDomain(DomainName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var labels = name.Labels;
        var length = SuffixLength(name) + 1;
        return labels.Count < length
            ? null
            : DomainName.Parse(string.Join('.', labels.Skip(labels.Count - length)));
    }

    /// <summary>How many labels the suffix has: of the longest rule that holds, an exception before all, else one.</summary>
    private int SuffixLength(DomainName name)
    {
        var labels = name.Labels;
        var longest = 1;
        for (var count = 1; count <= labels.Count; count++)
        {
            var tail = string.Join('.', labels.Skip(labels.Count - count));
            if (rules.Contains("!" + tail))
            {
                return count - 1;
            }
            if (rules.Contains(tail) || rules.Contains(Wildcard(tail)))
            {
                longest = count;
            }
        }
        return longest;
    }

    private static string Wildcard(string tail)
    {
        return tail.Split('.', 2) is [_, var parent] ? "*." + parent : "*";
    }

    private static PublicSuffixList ReadOwn()
    {
        using var file =
            typeof(PublicSuffixList).Assembly.GetManifestResourceStream("public-suffix-list.txt")
            ?? throw new InvalidOperationException("The public suffix list is not in the program.");
        using var reader = new StreamReader(file);
        return new(reader.ReadToEnd().Split('\n'));
    }
}
