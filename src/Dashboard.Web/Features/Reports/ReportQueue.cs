using System.Collections.Concurrent;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Preferences;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Reports;

/// <summary>
/// Makes PDFs one after another, whatever is asked: those of published rounds unasked, soon after their publication. A visitor who leaves does
/// not end the making; a failure is not tried again at once.
/// </summary>
internal sealed partial class ReportQueue(
    IDbContextFactory<DashboardDb> database,
    ReportFiles files,
    ReportPdf pdf,
    IOptions<ReportOptions> options,
    TimeProvider clock,
    ILogger<ReportQueue> log
) : BackgroundService
{
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource ending = new();

    /// <summary>What could not be made: when it may be tried again, and the rest after one more failure. One does not hold up another.</summary>
    private readonly ConcurrentDictionary<Wanted, Rest> resting = [];
    private int waiting;

    public bool IsAvailable => pdf.IsAvailable;

    /// <summary>Null where too many wait, or making one failed a moment ago.</summary>
    public async Task<ReportFile?> GetAsync(
        RoundRow round,
        string language,
        CancellationToken cancellation
    )
    {
        if (
            round.State == RoundState.Published
            && await files.FindAsync(round.Id, round.Edition, language, cancellation) is { } kept
        )
        {
            return kept;
        }
        if (!pdf.IsAvailable || IsResting(Wanted.Of(round, language)))
        {
            return null;
        }
        if (Interlocked.Increment(ref waiting) > options.Value.MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            return null;
        }
        return await MakeInTurnAsync().WaitAsync(cancellation);

        async Task<ReportFile?> MakeInTurnAsync()
        {
            try
            {
                return await MakeAsync(round, language, ending.Token);
            }
            finally
            {
                Interlocked.Decrement(ref waiting);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await ending.CancelAsync();
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        ending.Dispose();
        turn.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!pdf.IsAvailable)
        {
            return;
        }
        using var look = new PeriodicTimer(LookEvery, clock);
        do
        {
            try
            {
                foreach (var (round, language) in await MissingAsync(stoppingToken))
                {
                    await MakeAsync(round, language, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Log.NotLooked(log, fault);
            }
        } while (await look.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Published, with a language that no file is kept of for the edition that counts.</summary>
    private async Task<IReadOnlyList<(RoundRow Round, string Language)>> MissingAsync(
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var rounds = await db.Set<RoundRow>()
            .AsNoTracking()
            .Where(r =>
                r.Kind == RoundKind.Measurement
                && r.State == RoundState.Published
                && db.Set<RoundReportFileRow>()
                    .Count(f => f.RoundId == r.Id && f.Edition == r.Edition) < Languages.All.Count
            )
            .OrderByDescending(r => r.StartedAt)
            .ToListAsync(cancellation);
        return [.. rounds.SelectMany(_ => Languages.All, (round, language) => (round, language))];
    }

    private async Task<ReportFile?> MakeAsync(
        RoundRow round,
        string language,
        CancellationToken cancellation
    )
    {
        var wanted = Wanted.Of(round, language);
        await turn.WaitAsync(cancellation);
        try
        {
            if (IsResting(wanted))
            {
                return null;
            }
            var made = await files.EnsureAsync(round, language, cancellation);
            resting.TryRemove(wanted, out _);
            return made;
        }
        // Whatever it was: the client that waits gets an answer to come again, and the next in the queue has its turn.
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            resting.AddOrUpdate(
                wanted,
                _ => new(clock.GetUtcNow() + RestAfterFailure, RestAfterFailure * 2),
                (_, former) =>
                    new(
                        clock.GetUtcNow() + former.Next,
                        former.Next * 2 < LongestRest ? former.Next * 2 : LongestRest
                    )
            );
            Log.NotMade(log, round.Id, language, fault);
            return null;
        }
        finally
        {
            turn.Release();
        }
    }

    private bool IsResting(Wanted wanted) =>
        resting.TryGetValue(wanted, out var rest) && clock.GetUtcNow() < rest.Until;

    private sealed record Wanted(int Round, short Edition, string Language)
    {
        public static Wanted Of(RoundRow round, string language) =>
            new(round.Id, round.Edition, language);
    }

    private sealed record Rest(DateTimeOffset Until, TimeSpan Next);

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Error,
            "The PDF of the report of round {Round} in {Language} could not be made"
        )]
        public static partial void NotMade(
            ILogger logger,
            int round,
            string language,
            Exception fault
        );

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "Could not look for rounds whose report has no PDF yet"
        )]
        public static partial void NotLooked(ILogger logger, Exception fault);
    }
}
