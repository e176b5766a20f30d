using Dashboard.Core.Outbound;
using Dashboard.Data;
using Dashboard.Probes.Outbound.Receiver;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>Which tests are live, from the database each time: a closed test's addresses are refused at once.</summary>
internal sealed class ReceiverDirectory(
    [FromKeyedServices(ReceiverDatabase.Key)] IDbContextFactory<DashboardDb> database,
    TimeProvider time
) : IReceiverDirectory, IDisposable
{
    /// <summary>The receiver has few connections to the database, and what it has seen must find one too.</summary>
    private const int AtOnce = 4;

    private readonly SemaphoreSlim turn = new(AtOnce);

    public async ValueTask<LiveTest?> FindAsync(TestToken token, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(token);
        await turn.WaitAsync(cancellation);
        try
        {
            return await LookUpAsync(token, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<LiveTest?> LookUpAsync(TestToken token, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var row = await db
            .OutboundTests.AsNoTracking()
            .SingleOrDefaultAsync(
                t => t.Token == token.Value && t.ClosedAt == null && t.ClosesAt > now,
                cancellation
            );
        if (row is null)
        {
            return null;
        }
        var healed = await db
            .OutboundHeals.Where(h => h.TestId == row.Id)
            .Select(h => h.Probe)
            .ToListAsync(cancellation);
        return new LiveTest(row.ToTest(), healed.ToHashSet());
    }

    public void Dispose() => turn.Dispose();
}
