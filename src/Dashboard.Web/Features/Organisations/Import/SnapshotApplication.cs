using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Accounts;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>Makes an import the newest snapshot of its source, within the transaction of its caller.</summary>
internal sealed class SnapshotApplication(
    ImportComparer comparer,
    IOptions<OrganisationOptions> options,
    TimeProvider time
)
{
    private readonly LayerTable layers = options.Value.LayerTable();

    public async Task<ImportReport> ApplyAsync(
        DashboardDb db,
        RegisterImport row,
        PreparedImport import,
        string actor,
        bool endingConfirmed,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var today = DutchTime.DayOf(now);
        var listId =
            row.ListId
            ?? (
                import.Source == RegisterSource.List
                    ? await ImportedLists.AddAsync(
                        db,
                        import.ListName!,
                        DomainListKind.Imported,
                        now,
                        cancellation
                    )
                    : null
            );
        var comparison = await comparer.CompareAsync(
            db,
            import,
            listId,
            endingConfirmed,
            cancellation
        );
        var difference = comparison.Difference;
        row.ListId = listId;
        row.State = RegisterImportState.Applied;
        row.AppliedAt = now;
        row.AppliedBy = actor;
        row.AppliedOn = today;
        row.Organisations = difference.OrganisationCounts;
        row.Domains = difference.DomainCounts;
        row.CountsMissing = difference.CountsMissing;
        db.Write(
            time,
            actor,
            "register-imported",
            Core.Slug.Of(import.Source) + (import.ListName is null ? "" : $" {import.ListName}"),
            null,
            new
            {
                import.FileName,
                import.FileHash,
                Organisations = difference.OrganisationCounts,
                Domains = difference.DomainCounts,
                EndingConfirmed = endingConfirmed,
            }
        );
        await db.SaveChangesAsync(cancellation);
        var id = row.Id;
        db.ChangeTracker.Clear();
        await new SnapshotWriter(
            db,
            import.Source,
            import.Source == RegisterSource.List ? listId : null,
            layers,
            today
        ).WriteAsync(import.Contents, difference, cancellation);
        await ImportRecord.WriteAsync(
            db,
            id,
            import.Contents,
            difference,
            comparison.Warnings,
            cancellation
        );
        if (import is { Source: RegisterSource.Rio, ListName: { } listName })
        {
            await ImportedLists.ReplaceAsync(db, listName, import, now, today, cancellation);
        }
        return comparison.Report(id, import);
    }
}
