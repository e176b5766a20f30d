using Dashboard.Web.Platform.Status;

namespace Dashboard.Web.Features.Health;

/// <summary>
/// How the system does, for the health endpoints and the status page. However often it is asked, each part is looked at once
/// in its own period.
/// </summary>
internal sealed partial class SystemStatus(
    IEnumerable<ISystemCheck> checks,
    TimeProvider time,
    ILogger<SystemStatus> log
) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);

    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<string, (DateTimeOffset At, SystemPart Part)> seen = [];

    public async Task<SystemReport> ReportAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var parts = await Task.WhenAll(
                checks.Where(check => check.Applies).Select(check => PartAsync(check, cancellation))
            );
            foreach (var (check, at, part) in parts)
            {
                seen[check] = (at, part);
            }
            return new(
                parts.Select(p => p.Part.State).DefaultIfEmpty(SystemState.Ok).Max(),
                time.GetUtcNow(),
                [.. parts.Select(p => p.Part)]
            );
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<(string Check, DateTimeOffset At, SystemPart Part)> PartAsync(
        ISystemCheck check,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        if (seen.TryGetValue(check.Name, out var former) && now - former.At < check.FreshFor)
        {
            return (check.Name, former.At, former.Part);
        }
        try
        {
            var part = await check.CheckAsync(cancellation).WaitAsync(Timeout, time, cancellation);
            return (check.Name, now, part);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            Log.CheckFailed(log, check.Name, fault);
            return (check.Name, now, check.Says(check.WhenItFails, SystemSlug.CheckFailed));
        }
    }

    public void Dispose() => turn.Dispose();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The check of {Part} failed")]
        public static partial void CheckFailed(ILogger logger, string part, Exception fault);
    }
}
