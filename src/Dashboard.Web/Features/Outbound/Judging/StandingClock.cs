using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data;
using Dashboard.Web.Features.Outbound.Evidence;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Judging;

/// <summary>A round of a standing test waits for its mail; its time runs from the first message that should be delivered.</summary>
internal static class StandingClock
{
    /// <summary>A new round is open this long before the next mail is due, whose old records then have expired everywhere.</summary>
    private static readonly TimeSpan BeforeNextMail = TimeSpan.FromMinutes(30);

    /// <summary>When the round closes, where its time begins now; else null.</summary>
    public static async Task<DateTimeOffset?> StartAsync(
        DashboardDb db,
        LoadedTest loaded,
        CancellationToken cancellation
    )
    {
        var row = loaded.Row;
        if (row.FirstMailAt is not null || FirstMail(loaded) is not { } first)
        {
            return null;
        }
        DateTimeOffset? closesAt = null;
        if (row.StandingTestId is { } standing)
        {
            var interval = await db
                .StandingTests.Where(t => t.Id == standing)
                .Select(t => t.Interval)
                .SingleAsync(cancellation);
            closesAt = first + Life(interval);
        }
        await db
            .OutboundTests.Where(t => t.Id == row.Id && t.FirstMailAt == null)
            .ExecuteUpdateAsync(
                test =>
                {
                    test.SetProperty(t => t.FirstMailAt, first);
                    if (closesAt is { } at)
                    {
                        test.SetProperty(t => t.ClosesAt, at);
                    }
                },
                cancellation
            );
        return closesAt;
    }

    internal static TimeSpan Life(TimeSpan interval)
    {
        var untilNext = interval - BeforeNextMail;
        return untilNext < ProbeTiming.ClosesAfter ? untilNext : ProbeTiming.ClosesAfter;
    }

    private static DateTimeOffset? FirstMail(LoadedTest loaded) =>
        loaded
            .Evidence.Sessions.Where(session =>
                OutboundProbes.Get(session.Probe).Expected == ExpectedDelivery.Deliver
            )
            .SelectMany(session => session.Deliveries)
            .Select(delivery => (DateTimeOffset?)delivery.At)
            .Min();
}
