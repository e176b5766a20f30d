using Dashboard.Data;
using Dashboard.Data.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.PersonalData;

/// <summary>That somebody was erased: a digest, which stays so that a backup does not undo it.</summary>
internal sealed class ErasuresPersonalData : IPersonalData
{
    private const string Field = "erasure";

    public IReadOnlyList<string> Fields => [Field];

    public Task<IReadOnlyCollection<string>> NamesAsync(
        DashboardDb db,
        CancellationToken cancellation
    ) => Task.FromResult<IReadOnlyCollection<string>>([]);

    public async Task ExportAsync(
        DashboardDb db,
        Person person,
        PersonalExport export,
        CancellationToken cancellation
    )
    {
        var digest = person.Digest;
        export.Add(
            Field,
            await db.Set<ErasureRow>()
                .Where(e => e.Digest == digest)
                .OrderBy(e => e.At)
                .Select(e => new { e.At, e.ForgetAt })
                .ToListAsync(cancellation)
        );
    }

    public Task EraseAsync(
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    )
    {
        report.Stay(Field, StayReason.Erasure);
        return Task.CompletedTask;
    }

    public Task ExpireAsync(DashboardDb db, DateTimeOffset now, CancellationToken cancellation) =>
        db.Set<ErasureRow>().Where(e => e.ForgetAt < now).ExecuteDeleteAsync(cancellation);
}
