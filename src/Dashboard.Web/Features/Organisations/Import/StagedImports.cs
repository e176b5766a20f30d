using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>Imports that wait for an analyst: kept with their difference, then applied or discarded.</summary>
internal sealed class StagedImports(
    IDbContextFactory<DashboardDb> database,
    ImportComparer comparer,
    SnapshotApplication application,
    TimeProvider time
)
{
    /// <summary>Keeps the file and its difference, for an analyst to look at.</summary>
    public async Task<int> StageAsync(
        ImportRequest request,
        PreparedImport import,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await OrganisationLock.TakeAsync(db, cancellation);
        var listId = await ImportedLists.FindAsync(db, import, cancellation);
        var (difference, warnings) = await comparer.CompareAsync(
            db,
            import,
            listId,
            request.EndingConfirmed,
            cancellation
        );
        await DiscardFormerAsync(db, request, import, cancellation);
        var row = import.ToRow(request, listId, difference, time.GetUtcNow());
        row.FormerId = await ImportComparer.FormerIdAsync(db, import.Source, listId, cancellation);
        db.RegisterImports.Add(row);
        await db.SaveChangesAsync(cancellation);
        db.RegisterImportContents.Add(
            new() { ImportId = row.Id, Content = ImportRecord.Pack(import.Contents) }
        );
        db.Write(
            time,
            request.Actor,
            "import-staged",
            $"{row.Id}",
            null,
            new
            {
                row.FileName,
                row.FileHash,
                row.ListName,
                Source = Core.Slug.Of(row.Source),
            }
        );
        await db.SaveChangesAsync(cancellation);
        await ImportRecord.WriteAsync(
            db,
            row.Id,
            import.Contents,
            difference,
            warnings,
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return row.Id;
    }

    /// <summary>Applies what was staged; an import of the same source that came between stops it.</summary>
    public async Task<ImportReport> ApplyAsync(
        int importId,
        string actor,
        bool endingConfirmed,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await OrganisationLock.TakeAsync(db, cancellation);
        var row = await db.RegisterImports.SingleOrDefaultAsync(
            one => one.Id == importId && one.State == RegisterImportState.Staged,
            cancellation
        );
        var packed = row is null
            ? null
            : await db.RegisterImportContents.SingleOrDefaultAsync(
                content => content.ImportId == importId,
                cancellation
            );
        if (row is null || packed is null)
        {
            throw new ImportNotPossibleException(ImportObstacle.NotStaged);
        }
        if (
            await ImportComparer.FormerIdAsync(db, row.Source, row.ListId, cancellation)
            != row.FormerId
        )
        {
            throw new ImportNotPossibleException(ImportObstacle.Overtaken);
        }
        if (await ImportComparer.IsLastSnapshotAsync(db, row, cancellation))
        {
            throw new ImportNotPossibleException(ImportObstacle.AppliedBefore);
        }
        var import = new PreparedImport(
            row.Source,
            row.ListName,
            row.FileName,
            row.FileHash,
            row.FileLength,
            ImportRecord.Unpack(packed.Content)
        );
        // A list of that name may have been made, or removed, since.
        if (await ImportedLists.FindAsync(db, import, cancellation) != row.ListId)
        {
            throw new ImportNotPossibleException(ImportObstacle.Overtaken);
        }
        await RequireSameDifferenceAsync(db, row, import, cancellation);
        db.RegisterImportContents.Remove(packed);
        var report = await application.ApplyAsync(
            db,
            row,
            import,
            actor,
            endingConfirmed,
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return report;
    }

    public async Task DiscardAsync(int importId, string actor, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // An apply that runs may end first.
        await OrganisationLock.TakeAsync(db, cancellation);
        var row =
            await db.RegisterImports.SingleOrDefaultAsync(
                one => one.Id == importId && one.State == RegisterImportState.Staged,
                cancellation
            ) ?? throw new ImportNotPossibleException(ImportObstacle.NotStaged);
        row.State = RegisterImportState.Discarded;
        await db
            .RegisterImportContents.Where(content => content.ImportId == importId)
            .ExecuteDeleteAsync(cancellation);
        db.Write(time, actor, "import-discarded", $"{importId}", row.FileName, null);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Nothing is applied that the analyst did not see: corrections, or a night, may have come between.</summary>
    private async Task RequireSameDifferenceAsync(
        DashboardDb db,
        RegisterImport row,
        PreparedImport import,
        CancellationToken cancellation
    )
    {
        var (now, _) = await comparer.CompareAsync(
            db,
            import,
            row.ListId,
            endingConfirmed: false,
            cancellation
        );
        if (
            now.OrganisationCounts != row.Organisations
            || now.DomainCounts != row.Domains
            || now.CountsMissing != row.CountsMissing
        )
        {
            throw new ImportNotPossibleException(ImportObstacle.DifferenceChanged);
        }
    }

    /// <summary>What waits of the same source is replaced by the new file; the log names both.</summary>
    private async Task DiscardFormerAsync(
        DashboardDb db,
        ImportRequest request,
        PreparedImport import,
        CancellationToken cancellation
    )
    {
        var staged = await db
            .RegisterImports.Where(one =>
                one.Source == import.Source
                && one.ListName == import.ListName
                && one.State == RegisterImportState.Staged
            )
            .ToListAsync(cancellation);
        foreach (var one in staged)
        {
            one.State = RegisterImportState.Discarded;
            db.Write(
                time,
                request.Actor,
                "import-discarded",
                $"{one.Id}",
                one.FileName,
                new { ReplacedBy = import.FileName }
            );
        }
        var ids = staged.Select(one => one.Id).ToArray();
        await db
            .RegisterImportContents.Where(content => ids.Contains(content.ImportId))
            .ExecuteDeleteAsync(cancellation);
        await db.SaveChangesAsync(cancellation);
    }
}
