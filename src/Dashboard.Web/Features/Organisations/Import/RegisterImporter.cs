using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// Imports a file in steps: reads it whole, compares it with the source's last snapshot, and applies it in one transaction. Pages, which
/// show the difference first (<see cref="StagedImports"/>), and commands use the same steps.
/// </summary>
internal sealed class RegisterImporter(
    IDbContextFactory<DashboardDb> database,
    ImportComparer comparer,
    SnapshotApplication application,
    IOptions<OrganisationOptions> options,
    TimeProvider time
)
{
    private readonly LayerTable layers = options.Value.LayerTable();

    /// <exception cref="RefusedFileException">Nothing of the file is taken.</exception>
    public async Task<PreparedImport> ReadAsync(
        ImportRequest request,
        Stream stream,
        CancellationToken cancellation
    )
    {
        var read = new ReaderOptions(layers, options.Value.HostsOfRegisters, ImportLimits.Default);
        var file = await ImportFile.OpenAsync(stream, read.Limits, cancellation);
        var contents = await Task.Run(
            () => RegisterReader.Read(request.Source, file, request.FileName, read),
            cancellation
        );
        return new(
            request.Source,
            ImportedLists.NameOf(request),
            Path.GetFileName(request.FileName),
            file.Hash,
            file.Length,
            contents
        );
    }

    /// <summary>What the file would change, and nothing is changed.</summary>
    public async Task<ImportReport> PreviewAsync(
        PreparedImport import,
        bool endingConfirmed,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var listId = await ImportedLists.FindAsync(db, import, cancellation);
        var comparison = await comparer.CompareAsync(
            db,
            import,
            listId,
            endingConfirmed,
            cancellation
        );
        return comparison.Report(snapshot: null, import);
    }

    /// <summary>Reads, compares and applies at once; a file that is the last snapshot already changes nothing.</summary>
    public async Task<ImportReport> ImportAsync(
        ImportRequest request,
        PreparedImport import,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await OrganisationLock.TakeAsync(db, cancellation);
        var listId = await ImportedLists.FindAsync(db, import, cancellation);
        var former = await ImportComparer.FormerAsync(db, import.Source, listId, cancellation);
        if (
            former is not null
            && former.FileHash == import.FileHash
            && former.ListName == import.ListName
        )
        {
            var comparison = await comparer.CompareAsync(
                db,
                import,
                listId,
                request.EndingConfirmed,
                cancellation
            );
            return (comparison with { Difference = comparison.Difference.WithoutEnds() }).Report(
                former.Id,
                import
            );
        }
        var row = import.ToRow(request, listId, difference: null, time.GetUtcNow());
        row.FormerId = former?.Id;
        db.RegisterImports.Add(row);
        var report = await application.ApplyAsync(
            db,
            row,
            import,
            request.Actor,
            request.EndingConfirmed,
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return report;
    }
}
