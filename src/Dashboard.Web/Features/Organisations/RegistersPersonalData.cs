using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Features.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations;

/// <summary>
/// What registers and lists say of organisations. Contact fields are skipped unread, and a holder is kept only where it is a registered
/// organisation; an address in what is left can be cut out, and comes back with the next import where the file still has it.
/// </summary>
internal sealed class RegistersPersonalData : IPersonalData
{
    /// <summary>A file that nobody applies or discards is discarded.</summary>
    private static readonly TimeSpan StagedFor = TimeSpan.FromDays(30);

    private readonly IReadOnlyList<FreeTexts> texts = [new("register"), new("list-text")];

    public IReadOnlyList<string> Fields => ["register", "list-text"];

    public Task<IReadOnlyCollection<string>> NamesAsync(
        DashboardDb db,
        CancellationToken cancellation
    ) => texts.NamesAsync(db, cancellation);

    public Task ExportAsync(
        DashboardDb db,
        Person person,
        PersonalExport export,
        CancellationToken cancellation
    ) => texts.ExportAsync(db, person, export, cancellation);

    public Task EraseAsync(
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    ) => texts.EraseAsync(db, person, report, cancellation);

    public async Task ExpireAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var before = now - StagedFor;
        var late = await db
            .RegisterImports.Where(i =>
                i.State == RegisterImportState.Staged && i.StagedAt < before
            )
            .Select(i => i.Id)
            .ToArrayAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await OrganisationLock.TakeAsync(db, cancellation);
        await db
            .RegisterImports.Where(i =>
                late.Contains(i.Id) && i.State == RegisterImportState.Staged
            )
            .ExecuteUpdateAsync(
                set => set.SetProperty(i => i.State, RegisterImportState.Discarded),
                cancellation
            );
        await db
            .RegisterImportContents.Where(c =>
                db.RegisterImports.Any(i =>
                    i.Id == c.ImportId && i.State == RegisterImportState.Discarded
                )
            )
            .ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
