using System.Net;

namespace Dashboard.Core.Outbound.Evidence;

/// <summary>
/// From then on connections to a test may have been lost, as there is room for so many. A fault can be among them, so nothing that is seen
/// later is final for the better.
/// </summary>
/// <param name="Network">Of which there were too many; null where of all together.</param>
public sealed record ConnectionGap(DateTimeOffset From, IPAddress? Network)
{
    /// <summary>A connection of one of the sources may be among the lost ones.</summary>
    public bool IsOf(IReadOnlyList<IPAddress> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return Network is null || sources.Any(source => source.CountedNetwork().Equals(Network));
    }
}
