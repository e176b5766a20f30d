using System.Net;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// The room of one test for connections that something ties to it, half of it for clients that have a message of the test: what
/// the receiver stores of it and what a judgement ties to it later take the same room.
/// </summary>
internal sealed class TestRoom
{
    /// <summary>How many times as much room as others has a client with a message of the test.</summary>
    private const int OfSender = 2;

    private readonly OutboundTestOptions options;
    private readonly Dictionary<IPAddress, int> bySource;
    private int all;

    private TestRoom(OutboundTestOptions options, int all, Dictionary<IPAddress, int> bySource)
    {
        this.options = options;
        this.all = all;
        this.bySource = bySource;
    }

    /// <param name="sources">The groups that want room.</param>
    public static async Task<TestRoom> LoadAsync(
        DashboardDb db,
        Guid test,
        IReadOnlyList<IPAddress> sources,
        OutboundTestOptions options,
        CancellationToken cancellation
    )
    {
        var kept = OutboundEvidenceReader.SessionsOf(db, test);
        var bySource = await kept.Where(s => sources.Contains(s.SourceGroup))
            .GroupBy(s => s.SourceGroup)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        return new TestRoom(options, await kept.CountAsync(cancellation), bySource);
    }

    /// <summary>From when connections of senders found no room: from the last on that did.</summary>
    /// <param name="kept">Those of the test.</param>
    public static IReadOnlyList<ConnectionGap> Gaps(
        IReadOnlyList<OutboundSessionRow> kept,
        OutboundTestOptions options
    )
    {
        List<ConnectionGap> gaps =
        [
            .. kept.GroupBy(session => session.SourceGroup)
                .Select(source =>
                    Full(source, options.SessionsPerSource) is { } since
                        ? new ConnectionGap(since, source.Key)
                        : null
                )
                .OfType<ConnectionGap>(),
        ];
        return Full(kept, options.SessionsPerTest) is { } at
            ? [.. gaps, new ConnectionGap(at, null)]
            : gaps;
    }

    private static DateTimeOffset? Full(IEnumerable<OutboundSessionRow> kept, int most) =>
        kept.OrderBy(session => session.StartedAt)
            .Skip((OfSender * most) - 1)
            .Select(session => (DateTimeOffset?)session.StartedAt)
            .FirstOrDefault();

    /// <summary>False where there is no place for one more.</summary>
    /// <param name="ofSender">Its client has a message of the test.</param>
    public bool Take(IPAddress source, bool ofSender)
    {
        var times = ofSender ? OfSender : 1;
        var ofSource = bySource.GetValueOrDefault(source);
        if (all >= options.SessionsPerTest * times || ofSource >= options.SessionsPerSource * times)
        {
            return false;
        }
        all++;
        bySource[source] = ofSource + 1;
        return true;
    }
}
