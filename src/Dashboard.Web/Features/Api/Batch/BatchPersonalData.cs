using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>Requests of the batch API. They go with their account; the results of their rounds are about domains, and stay.</summary>
internal sealed class BatchPersonalData : IPersonalData
{
    private const string Field = "batch-request";

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
    ) =>
        export.Add(
            Field,
            await Of(db, person)
                .OrderBy(r => r.Id)
                .Select(r => new
                {
                    r.RequestId,
                    r.Name,
                    r.Domains,
                    r.Rejected,
                    r.SubmittedAt,
                    r.CancelledAt,
                })
                .ToListAsync(cancellation)
        );

    public async Task EraseAsync(
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    ) => report.Add(Field, await Of(db, person).ExecuteDeleteAsync(cancellation));

    private static IQueryable<BatchRequestRow> Of(DashboardDb db, Person person) =>
        db.Set<BatchRequestRow>()
            .Where(r =>
                db.Accounts.Any(a =>
                    a.Id == r.AccountId && a.NormalizedUserName == person.AccountName
                )
            );
}
