using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Data.Verdicts;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Inbound.WarmUp;

/// <summary>The model of the database and the statements of a test. Nothing of it is committed.</summary>
internal sealed class StoreWarmUp(
    IDbContextFactory<DashboardDb> database,
    InboundTestIntake intake,
    InboundTestRuns runs,
    InboundTests tests,
    IEnumerable<IPageStamp> stamps
) : IWarmUpStep
{
    public int Order => 2;

    public async Task TakeAsync(WarmUpContext context, CancellationToken cancellation)
    {
        // A test that is not there: each statement finds nothing to change.
        var id = PublicId.New();
        await intake.LookAsync(WarmUpTest.Domain, cancellation);
        await runs.BeginAsync(id, cancellation);
        var run = new InboundTestRun(id, WarmUpTest.Domain.Value, 1, InboundTestProfile.Ordinary);
        await runs.TellAsync(run, [], cancellation);
        if (context is { Seen: { } seen, Judged: { } judged })
        {
            await runs.FinishAsync(run, seen, judged, cancellation);
        }
        await tests.FindAsync(id, cancellation);
        await tests.LatestIdAsync(WarmUpTest.Domain, cancellation);
        await tests.HistoryAsync(WarmUpTest.Domain, cancellation);
        foreach (var stamp in stamps)
        {
            await stamp.FindAsync(SitePaths.ReceivingTest(id), cancellation);
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        await db.FindObservationAsync(0, cancellation);
        await db.FindVerdictAsync(0, cancellation);
    }
}
