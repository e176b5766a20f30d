using Dashboard.Core.Dns;

namespace Dashboard.Core.MailAuthentication;

/// <summary>
/// Finds the organisational domain by the records above a name instead of a list of public suffixes (RFC 9989 section 4.10).
/// </summary>
public static class TreeWalk
{
    private const int MostSteps = 8;

    /// <summary>The names whose <c>_dmarc</c> is asked for, from the name up; of a long one the middle is skipped.</summary>
    public static IReadOnlyList<DomainName> Steps(DomainName start)
    {
        ArgumentNullException.ThrowIfNull(start);
        var steps = new List<DomainName>();
        for (var name = start; name is { IsRoot: false }; name = name.Parent)
        {
            steps.Add(name);
        }
        return steps.Count <= MostSteps
            ? steps
            : [start, .. steps.Skip(steps.Count - (MostSteps - 1))];
    }

    /// <summary>The organisational domain from what was found at the steps, in their order (section 4.10.2).</summary>
    /// <param name="found">Null where a step has no record.</param>
    public static DomainName Organisational(
        DomainName start,
        IReadOnlyList<(DomainName Name, DmarcRecord? Record)> found
    )
    {
        ArgumentNullException.ThrowIfNull(found);
        DomainName? shortest = null;
        foreach (var (name, record) in found)
        {
            switch (record)
            {
                case null:
                    continue;
                case { PublicSuffix: false }:
                    return name;
                case { PublicSuffix: true } when name != start:
                    return Below(name, start);
                default:
                    shortest = name;
                    break;
            }
        }
        return shortest ?? start;
    }

    /// <summary>The name one label below an ancestor, on the way down to the start.</summary>
    private static DomainName Below(DomainName ancestor, DomainName start)
    {
        var name = start;
        while (name.Parent is { } parent && parent != ancestor)
        {
            name = parent;
        }
        return name;
    }
}
