using Dashboard.Data;
using Dashboard.Web.Features.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.PersonalData;

/// <summary>A feature with nothing of anybody, which remembers what it was asked.</summary>
internal sealed class WatchedFeature : IPersonalData
{
    /// <summary>What expiring ends with.</summary>
    public Exception? Fault { get; init; }

    /// <summary>Of each search for names, the seconds that a statement may take.</summary>
    public List<int?> Timeouts { get; } = [];

    public bool Expired { get; private set; }

    public IReadOnlyList<string> Fields => [];

    public Task<IReadOnlyCollection<string>> NamesAsync(
        DashboardDb db,
        CancellationToken cancellation
    )
    {
        Timeouts.Add(db.Database.GetCommandTimeout());
        return Task.FromResult<IReadOnlyCollection<string>>([]);
    }

    public Task ExportAsync(
        DashboardDb db,
        Person person,
        PersonalExport export,
        CancellationToken cancellation
    ) => Task.CompletedTask;

    public Task EraseAsync(
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    ) => Task.CompletedTask;

    public Task ExpireAsync(DashboardDb db, DateTimeOffset now, CancellationToken cancellation)
    {
        Expired = true;
        return Fault is null ? Task.CompletedTask : Task.FromException(Fault);
    }
}
