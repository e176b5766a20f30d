using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>What is asked of an import.</summary>
/// <param name="ListName">The list that a list file is, or that a register's domains also become.</param>
/// <param name="Actor">The account, or <see cref="Audit.Command"/>.</param>
/// <param name="EndingConfirmed">Much is missing, and the analyst has confirmed that it is.</param>
internal sealed record ImportRequest(
    RegisterSource Source,
    string FileName,
    string? ListName,
    string Actor,
    bool EndingConfirmed = false
);

/// <summary>An import that cannot be: not because of the file, but of what is in the store.</summary>
internal sealed class ImportNotPossibleException(ImportObstacle obstacle) : Exception($"{obstacle}")
{
    public ImportObstacle Obstacle => obstacle;
}

internal enum ImportObstacle
{
    /// <summary>A list of that name is made by hand or by a filter.</summary>
    ListIsOfAnotherKind,

    /// <summary>It is applied, discarded, or was never there.</summary>
    NotStaged,

    /// <summary>Another import of the same source came between.</summary>
    Overtaken,

    ListNameMissing,

    /// <summary>The file is the last snapshot of its source already.</summary>
    AppliedBefore,

    /// <summary>What the file would change is no longer what was shown.</summary>
    DifferenceChanged,
}

/// <summary>
/// Imports a file in steps: read it whole, compare it with the source's last snapshot, show that, and apply it in one transaction.
/// Pages and commands use it alike.
/// </summary>
internal sealed class RegisterImporter(
    IDbContextFactory<DashboardDb> database,
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
            ListNameOf(request),
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
        var listId = await FindListAsync(db, import, cancellation);
        var (difference, warnings) = await CompareAsync(
            db,
            import,
            listId,
            endingConfirmed,
            cancellation
        );
        return Report(null, import, difference, warnings);
    }

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
        var listId = await FindListAsync(db, import, cancellation);
        var (difference, warnings) = await CompareAsync(
            db,
            import,
            listId,
            request.EndingConfirmed,
            cancellation
        );
        await DiscardStagedAsync(db, request, import, cancellation);
        var row = NewRow(request, import, listId, difference);
        row.FormerId = await FormerIdAsync(db, import.Source, listId, cancellation);
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
    public async Task<ImportReport> ApplyStagedAsync(
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
        if (await FormerIdAsync(db, row.Source, row.ListId, cancellation) != row.FormerId)
        {
            throw new ImportNotPossibleException(ImportObstacle.Overtaken);
        }
        if (await IsLastSnapshotAsync(db, row, cancellation))
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
        if (await FindListAsync(db, import, cancellation) != row.ListId)
        {
            throw new ImportNotPossibleException(ImportObstacle.Overtaken);
        }
        await RequireSameDifferenceAsync(db, row, import, cancellation);
        db.RegisterImportContents.Remove(packed);
        var report = await ApplyAsync(db, row, import, actor, endingConfirmed, cancellation);
        await transaction.CommitAsync(cancellation);
        return report;
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
        var listId = await FindListAsync(db, import, cancellation);
        var former = await FormerAsync(db, import.Source, listId, cancellation);
        if (
            former is not null
            && former.FileHash == import.FileHash
            && former.ListName == import.ListName
        )
        {
            var (difference, warnings) = await CompareAsync(
                db,
                import,
                listId,
                request.EndingConfirmed,
                cancellation
            );
            return Report(former.Id, import, difference.WithoutEnds(), warnings);
        }
        var row = NewRow(request, import, listId, null);
        row.FormerId = former?.Id;
        db.RegisterImports.Add(row);
        var report = await ApplyAsync(
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

    /// <summary>The file is what its source's last snapshot was made of: there is nothing to apply.</summary>
    public static async Task<bool> IsLastSnapshotAsync(
        DashboardDb db,
        RegisterImport import,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(import);
        return !(import.Source == RegisterSource.List && import.ListId is null)
            && await FormerAsync(db, import.Source, import.ListId, cancellation) is { } former
            && former.FileHash == import.FileHash
            && former.ListName == import.ListName;
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
        var (now, _) = await CompareAsync(
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

    private async Task<ImportReport> ApplyAsync(
        DashboardDb db,
        RegisterImport row,
        PreparedImport import,
        string actor,
        bool endingConfirmed,
        CancellationToken cancellation
    )
    {
        var listId =
            row.ListId
            ?? (
                import.Source == RegisterSource.List
                    ? await NewListAsync(
                        db,
                        import.ListName!,
                        DomainListKind.Imported,
                        cancellation
                    )
                    : null
            );
        var (difference, warnings) = await CompareAsync(
            db,
            import,
            listId,
            endingConfirmed,
            cancellation
        );
        row.ListId = listId;
        row.State = RegisterImportState.Applied;
        row.AppliedAt = time.GetUtcNow();
        row.AppliedBy = actor;
        row.AppliedOn = Today();
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
            Today()
        ).WriteAsync(import.Contents, difference, cancellation);
        await ImportRecord.WriteAsync(db, id, import.Contents, difference, warnings, cancellation);
        if (import is { Source: RegisterSource.Rio, ListName: { } listName })
        {
            await ListOfRegisterAsync(db, listName, import, cancellation);
        }
        return Report(id, import, difference, warnings);
    }

    private async Task<(RegisterDifference, IReadOnlyList<RegisterProblem>)> CompareAsync(
        DashboardDb db,
        PreparedImport import,
        int? listId,
        bool endingConfirmed,
        CancellationToken cancellation
    )
    {
        await HolderNames.KeepRegisteredAsync(db, import.Contents, cancellation);
        var former = await FormerSnapshot.LoadAsync(db, import.Source, listId, cancellation);
        var difference = RegisterDifference.Between(
            former,
            import.Contents,
            new(layers, Today(), endingConfirmed)
        );
        var warnings = import.Contents.Warnings.Concat(difference.Warnings).ToList();
        var last = await FormerAsync(db, import.Source, listId, cancellation);
        if (import.Contents.MadeAt < last?.MadeAt)
        {
            warnings.Add(
                new(
                    0,
                    RegisterReason.OlderThanFormer,
                    $"{import.Contents.MadeAt:O} < {last.MadeAt:O}"
                )
            );
        }
        warnings.AddRange(
            await CorrectionConflicts.FindAsync(db, import.Source, listId, difference, cancellation)
        );
        return (difference, warnings);
    }

    private static ImportReport Report(
        int? snapshot,
        PreparedImport import,
        RegisterDifference difference,
        IReadOnlyList<RegisterProblem> warnings
    ) =>
        new(
            snapshot,
            difference.OrganisationCounts,
            DomainCounts.Of(difference.DomainCounts, import.Contents.Hosts.Count),
            [.. import.Contents.Refused.Select(ImportReport.Problem.Of)],
            [.. warnings.Select(ImportReport.Problem.Of)]
        );

    private RegisterImport NewRow(
        ImportRequest request,
        PreparedImport import,
        int? listId,
        RegisterDifference? difference
    ) =>
        new()
        {
            Source = import.Source,
            ListId = listId,
            ListName = import.ListName,
            FileName = import.FileName,
            FileHash = import.FileHash,
            FileLength = import.FileLength,
            MadeAt = import.Contents.MadeAt?.ToUniversalTime(),
            State = RegisterImportState.Staged,
            StagedAt = time.GetUtcNow(),
            StagedBy = request.Actor,
            Organisations = difference?.OrganisationCounts ?? new(0, 0, 0, 0, 0, 0),
            Domains = difference?.DomainCounts ?? new(0, 0, 0, 0, 0, 0),
            Hosts = import.Contents.Hosts.Count,
            CountsMissing = difference?.CountsMissing ?? false,
        };

    private static Task<RegisterImport?> FormerAsync(
        DashboardDb db,
        RegisterSource source,
        int? listId,
        CancellationToken cancellation
    ) =>
        db
            .RegisterImports.AsNoTracking()
            .Where(one =>
                one.Source == source
                && (
                    source == RegisterSource.Roo
                    || source == RegisterSource.Rio
                    || one.ListId == listId
                )
                && one.State == RegisterImportState.Applied
            )
            .OrderByDescending(one => one.Id)
            .FirstOrDefaultAsync(cancellation);

    private static async Task<int?> FormerIdAsync(
        DashboardDb db,
        RegisterSource source,
        int? listId,
        CancellationToken cancellation
    ) =>
        source == RegisterSource.List && listId is null
            ? null
            : (await FormerAsync(db, source, listId, cancellation))?.Id;

    /// <summary>What waits of the same source gives way to the new file, whoever put it there; the log says so.</summary>
    private async Task DiscardStagedAsync(
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

    /// <summary>The list that a list file is; null where it is new, and for registers.</summary>
    private static async Task<int?> FindListAsync(
        DashboardDb db,
        PreparedImport import,
        CancellationToken cancellation
    )
    {
        if (import.ListName is not { } name)
        {
            return null;
        }
        var list = await db.DomainLists.SingleOrDefaultAsync(one => one.Name == name, cancellation);
        if (list is null)
        {
            return null;
        }
        // Members that people put together are not replaced by a register: only a list that it made is.
        var isOwn =
            import.Source == RegisterSource.List
                ? list.Kind == DomainListKind.Imported
                : list.Kind == DomainListKind.ByHand
                    && await db.RegisterImports.AnyAsync(
                        one =>
                            one.Source == import.Source
                            && one.ListName == name
                            && one.State == RegisterImportState.Applied,
                        cancellation
                    );
        return !isOwn ? throw new ImportNotPossibleException(ImportObstacle.ListIsOfAnotherKind)
            : import.Source == RegisterSource.List ? list.Id
            : null;
    }

    private async Task<int> NewListAsync(
        DashboardDb db,
        string name,
        DomainListKind kind,
        CancellationToken cancellation
    )
    {
        var list = new DomainList
        {
            Name = name,
            Kind = kind,
            CreatedAt = time.GetUtcNow(),
        };
        db.DomainLists.Add(list);
        await db.SaveChangesAsync(cancellation);
        return list.Id;
    }

    /// <summary>The register's mail domains as a list too.</summary>
    private async Task ListOfRegisterAsync(
        DashboardDb db,
        string name,
        PreparedImport import,
        CancellationToken cancellation
    )
    {
        var id =
            await db
                .DomainLists.Where(list => list.Name == name)
                .Select(list => (int?)list.Id)
                .SingleOrDefaultAsync(cancellation)
            ?? await NewListAsync(db, name, DomainListKind.ByHand, cancellation);
        await db
            .DomainListMembers.Where(member => member.ListId == id)
            .ExecuteDeleteAsync(cancellation);
        await db.CopyAsync(
            "domain_list_members",
            [
                ("list_id", NpgsqlTypes.NpgsqlDbType.Integer),
                ("domain", NpgsqlTypes.NpgsqlDbType.Text),
            ],
            import.Contents.Domains.Select(domain => domain.Name.Value).Distinct(),
            domain => [id, domain],
            cancellation
        );
    }

    private static string? ListNameOf(ImportRequest request)
    {
        var name =
            request.ListName?.Trim()
            ?? (
                request.Source == RegisterSource.List
                    ? Path.GetFileNameWithoutExtension(request.FileName).Trim()
                    : null
            );
        return name is null or { Length: > 0 and <= DomainListMapping.LongestName }
            ? name
            : throw new ImportNotPossibleException(ImportObstacle.ListNameMissing);
    }

    private DateOnly Today() => DutchTime.DayOf(time.GetUtcNow());
}
