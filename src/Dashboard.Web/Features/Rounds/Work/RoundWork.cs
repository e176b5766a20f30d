using Dashboard.Data;
using Dashboard.Web.Platform;
using Hangfire;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Work;

/// <summary>
/// Does what is to be done for rounds until nothing is left that another worker has not in hand. Any number of these may run, in any
/// number of processes; one that is lost leaves its claims to the others.
/// </summary>
internal sealed partial class RoundWork(
    IDbContextFactory<DashboardDb> database,
    LookupWork lookups,
    PairWork pairs,
    JudgeWork judge,
    RoundAdvance advance,
    WarmUpGate warm,
    ILogger<RoundWork> log
)
{
    [Queue(QueueNames.Rounds)]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellation)
    {
        await warm.WaitAsync(cancellation);
        var done = 1;
        while (done > 0)
        {
            done = 0;
            await advance.StartRetestsAsync(cancellation);
            foreach (var wave in await OpenAsync(cancellation))
            {
                var looked = await lookups.RunAsync(wave, cancellation);
                await advance.AfterWorkAsync(wave, cancellation);
                var connected = await pairs.RunAsync(wave, cancellation);
                var judged = 0;
                if (await IsSeenAsync(wave, cancellation))
                {
                    await advance.AfterWorkAsync(wave, cancellation);
                    judged = await judge.RunAsync(wave, cancellation);
                    await advance.AfterWorkAsync(wave, cancellation);
                }
                done += looked + connected + judged;
                Log.Worked(log, wave.RoundId, wave.Wave, looked, connected, judged);
            }
        }
    }

    private async Task<List<OpenWave>> OpenAsync(CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await OpenWave.AllAsync(db, cancellation);
    }

    /// <summary>Every domain is looked up and every address connected to.</summary>
    private async Task<bool> IsSeenAsync(OpenWave wave, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return !await db.Set<Data.Rounds.RoundLookupRow>()
                .AnyAsync(
                    l =>
                        l.RoundId == wave.RoundId
                        && l.Wave == wave.Wave
                        && l.State == Data.Rounds.LookupState.Waiting,
                    cancellation
                ) && !await RoundAdvance.HasOpenPairsAsync(db, wave, cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Debug,
            "Round {Round}, wave {Wave}: {Looked} looked up, {Connected} connected to, {Judged} judged"
        )]
        public static partial void Worked(
            ILogger logger,
            int round,
            short wave,
            int looked,
            int connected,
            int judged
        );
    }
}
