using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// The page of a finished receiving test, and its summary: its own state, whether its transcripts were removed, and which finished tests of its domain
/// there are, which it lists.
/// </summary>
internal sealed class InboundPageStamp(IDbContextFactory<DashboardDb> database)
    : IPageStamp,
        IDisposable
{
    /// <summary>However often a page is asked for, the database is asked once in this time.</summary>
    private static readonly TimeSpan ServesFor = TimeSpan.FromSeconds(1);

    private readonly MemoryCache recent = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public async ValueTask<string?> FindAsync(PathString path, CancellationToken cancellation)
    {
        if (
            path.Value is not { } text
            || !text.StartsWith(SitePaths.ReceivingTest(string.Empty), StringComparison.Ordinal)
        )
        {
            return null;
        }
        var id = text[SitePaths.ReceivingTest(string.Empty).Length..].Split('/')[0];
        if (
            !PublicId.IsWellFormed(id)
            || (text != SitePaths.ReceivingTest(id) && text != SitePaths.ReceivingSummary(id))
        )
        {
            return null;
        }
        var found = recent.GetOrCreate(
            id,
            entry =>
            {
                entry.AbsoluteExpirationRelativeToNow = ServesFor;
                entry.Size = 1;
                // For all who ask in this second, even where the first of them leaves.
                return new Lazy<Task<string?>>(() => ReadAsync(id));
            }
        );
        try
        {
            return await found!.Value.WaitAsync(cancellation);
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            // The page itself says so.
            recent.Remove(id);
            return null;
        }
    }

    public void Dispose() => recent.Dispose();

    private async Task<string?> ReadAsync(string id)
    {
        await using var db = await database.CreateDbContextAsync();
        var found = await db
            .InboundTests.Where(t => t.Id == id && t.State == InboundTestState.Done)
            .Select(t => new
            {
                t.ObservationId,
                t.TouchedAt,
                t.MethodVersion,
                Removed = db
                    .Observations.Where(o => o.Id == t.ObservationId)
                    .Select(o => o.TranscriptsRemovedAt)
                    .FirstOrDefault(),
                Tests = db.InboundTests.Count(other =>
                    other.Domain == t.Domain && other.State == InboundTestState.Done
                ),
                Newest = db
                    .InboundTests.Where(other =>
                        other.Domain == t.Domain && other.State == InboundTestState.Done
                    )
                    .Max(other => other.FinishedAt),
            })
            .SingleOrDefaultAsync();
        return found is null
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{found.ObservationId} {found.TouchedAt.UtcTicks} {found.MethodVersion} {found.Removed?.UtcTicks} {found.Tests} {found.Newest?.UtcTicks}"
            );
    }
}
