using System.Net;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// The room of one test for connections that something ties to it, half of it for clients that have a message of the test: what
/// the receiver stores of it and what a judgement ties to it later take the same room.
/// </summary>
internal sealed class TestRoom
{
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

    /// <summary>False where there is no place for one more.</summary>
    /// <param name="ofSender">Its client has a message of the test.</param>
    public bool Take(IPAddress source, bool ofSender)
    {
        var times = ofSender ? 2 : 1;
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
