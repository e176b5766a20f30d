using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Components.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>What an import would change, and what an analyst should know about it.</summary>
internal sealed record ImportComparison(
    RegisterDifference Difference,
    IReadOnlyList<RegisterProblem> Warnings
)
{
    /// <param name="snapshot">The import that the difference is applied by; null where it is not applied.</param>
    public ImportReport Report(int? snapshot, PreparedImport import) =>
        new(
            snapshot,
            Difference.OrganisationCounts,
            DomainCounts.Of(Difference.DomainCounts, import.Contents.Hosts.Count),
            [.. import.Contents.Refused.Select(ImportReport.Problem.Of)],
            [.. Warnings.Select(ImportReport.Problem.Of)]
        );
}

/// <summary>Compares a file with the last snapshot of its source.</summary>
internal sealed class ImportComparer(IOptions<OrganisationOptions> options, TimeProvider time)
{
    private readonly LayerTable layers = options.Value.LayerTable();

    /// <param name="listId">The list that a list file is; null where it is new, and for registers.</param>
    /// <param name="endingConfirmed">Much is missing, and the analyst has confirmed that it is.</param>
    public async Task<ImportComparison> CompareAsync(
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
            new(layers, DutchTime.DayOf(time.GetUtcNow()), endingConfirmed)
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
        return new(difference, warnings);
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

    /// <summary>The last snapshot of the source, or of the list; null where there is none.</summary>
    public static Task<RegisterImport?> FormerAsync(
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

    public static async Task<int?> FormerIdAsync(
        DashboardDb db,
        RegisterSource source,
        int? listId,
        CancellationToken cancellation
    ) =>
        source == RegisterSource.List && listId is null
            ? null
            : (await FormerAsync(db, source, listId, cancellation))?.Id;
}
