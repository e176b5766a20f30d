using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Organisations.Import;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Registers;

/// <summary>What of an import is shown in a table.</summary>
internal enum ImportPart
{
    Refused,
    Notes,
    Organisations,
    Domains,
}

/// <summary>What came of a file: the number of the import, or why there is none.</summary>
/// <param name="Text">What the reader of the file adds to the reason; null where there is nothing.</param>
internal sealed record Uploaded(
    int? Id,
    RegisterReason? Refused = null,
    string? Text = null,
    ImportObstacle? Obstacle = null
);

/// <summary>A line of a table of an import: a problem with its line and reason, or a change with its subject.</summary>
internal sealed record ImportLine
{
    public required int Position { get; init; }

    public int? Line { get; init; }

    public RegisterReason? Reason { get; init; }

    public RegisterChange? Change { get; init; }

    public string? Subject { get; init; }

    /// <summary>Of a problem, the text that it is about.</summary>
    public string? Name { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }
}

/// <param name="From">The place of the first line, from 1.</param>
/// <param name="Next">The position after which the next page starts; null on the last.</param>
internal sealed record ImportLines(IReadOnlyList<ImportLine> Lines, int From, int All, int? Next);

/// <param name="NothingEnded">So much is missing that nothing ends unless an analyst confirms it.</param>
/// <param name="IsLastSnapshot">There is nothing to apply.</param>
internal sealed record ImportFound(
    RegisterImport Import,
    int Refused,
    int Notes,
    bool NothingEnded,
    bool IsLastSnapshot
);

/// <summary>Imports on the site: the same steps by the same code as the command, with a look in between.</summary>
internal sealed class ImportDesk(
    IDbContextFactory<DashboardDb> database,
    RegisterImporter importer,
    StagedImports staged
) : IDisposable
{
    public const int PageSize = 100;

    private const int ImportsShown = 25;

    /// <summary>A large register takes 200 MB while it is read: one at a time.</summary>
    private readonly SemaphoreSlim reading = new(1);

    public async Task<Uploaded> UploadAsync(
        ImportRequest request,
        Stream stream,
        CancellationToken cancellation
    )
    {
        await reading.WaitAsync(cancellation);
        try
        {
            var prepared = await importer.ReadAsync(request, stream, cancellation);
            return new(await staged.StageAsync(request, prepared, cancellation));
        }
        catch (RefusedFileException refused)
        {
            return new(null, refused.Reason, refused.Text);
        }
        catch (ImportNotPossibleException impossible)
        {
            return new(null, Obstacle: impossible.Obstacle);
        }
        finally
        {
            reading.Release();
        }
    }

    public async Task<ImportObstacle?> ApplyAsync(
        int id,
        string actor,
        bool endingConfirmed,
        CancellationToken cancellation
    )
    {
        try
        {
            await staged.ApplyAsync(id, actor, endingConfirmed, cancellation);
            return null;
        }
        catch (ImportNotPossibleException impossible)
        {
            return impossible.Obstacle;
        }
    }

    public async Task<ImportObstacle?> DiscardAsync(
        int id,
        string actor,
        CancellationToken cancellation
    )
    {
        try
        {
            await staged.DiscardAsync(id, actor, cancellation);
            return null;
        }
        catch (ImportNotPossibleException impossible)
        {
            return impossible.Obstacle;
        }
    }

    /// <summary>Newest first.</summary>
    /// <param name="before">Imports before this one; null for the newest.</param>
    public async Task<(IReadOnlyList<RegisterImport> Imports, int? Older)> AllAsync(
        int? before,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        var found = await db
            .RegisterImports.AsNoTracking()
            .Where(i => before == null || i.Id < before)
            .OrderByDescending(i => i.Id)
            .Take(ImportsShown + 1)
            .ToListAsync(cancellation);
        return (
            [.. found.Take(ImportsShown)],
            found.Count > ImportsShown ? found[ImportsShown - 1].Id : null
        );
    }

    public async Task<ImportFound?> FindAsync(int id, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (
            await db
                .RegisterImports.AsNoTracking()
                .SingleOrDefaultAsync(i => i.Id == id, cancellation)
            is not { } import
        )
        {
            return null;
        }
        var problems = db.RegisterImportProblems.Where(p => p.ImportId == id);
        var refused = await problems.CountAsync(p => p.Refused, cancellation);
        return new(
            import,
            refused,
            await problems.CountAsync(cancellation) - refused,
            await problems.AnyAsync(p => p.Reason == RegisterReason.NothingEnded, cancellation),
            import.State == RegisterImportState.Staged
                && await ImportComparer.IsLastSnapshotAsync(db, import, cancellation)
        );
    }

    /// <param name="change">Of organisations and domains: one kind alone; null for all.</param>
    /// <param name="after">The position that the page starts after; null for the first page.</param>
    public async Task<ImportLines> LinesAsync(
        int id,
        ImportPart part,
        RegisterChange? change,
        int? after,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        IQueryable<ImportLine> lines = part is ImportPart.Refused or ImportPart.Notes
            ? db
                .RegisterImportProblems.Where(p =>
                    p.ImportId == id && p.Refused == (part == ImportPart.Refused)
                )
                .Select(p => new ImportLine
                {
                    Position = p.Position,
                    Line = p.Line,
                    Reason = p.Reason,
                    Name = p.Text,
                })
            : db
                .RegisterImportChanges.Where(c =>
                    c.ImportId == id
                    && c.IsDomain == (part == ImportPart.Domains)
                    && (change == null || c.Change == change)
                )
                .Select(c => new ImportLine
                {
                    Position = c.Position,
                    Change = c.Change,
                    Subject = c.Subject,
                    Name = c.Name,
                    Before = c.Before,
                    After = c.After,
                });
        var all = await lines.CountAsync(cancellation);
        var passed = after is null
            ? 0
            : await lines.CountAsync(l => l.Position <= after, cancellation);
        var found = await lines
            .Where(l => after == null || l.Position > after)
            .OrderBy(l => l.Position)
            .Take(PageSize)
            .ToListAsync(cancellation);
        return new(
            found,
            passed + 1,
            all,
            passed + found.Count < all && found.Count > 0 ? found[^1].Position : null
        );
    }

    public void Dispose() => reading.Dispose();
}
