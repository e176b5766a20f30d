using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>Where the register now says something else about what an analyst has corrected: the correction stays, and that is reported.</summary>
internal static class CorrectionConflicts
{
    public static async Task<IReadOnlyList<RegisterProblem>> FindAsync(
        DashboardDb db,
        RegisterSource source,
        int? listId,
        RegisterDifference difference,
        CancellationToken cancellation
    )
    {
        var conflicts = new List<RegisterProblem>();
        var corrected = await db
            .OrganisationRecords.Where(record => record.Source == source && record.ListId == listId)
            .Join(
                db.Organisations.Where(organisation => organisation.Corrected.Length > 0),
                record => record.OrganisationId,
                organisation => organisation.Id,
                (record, organisation) => new { record, organisation }
            )
            .AsNoTracking()
            .ToDictionaryAsync(one => one.record.Key, StringComparer.Ordinal, cancellation);
        foreach (
            var change in difference.Organisations.Where(one =>
                one is { Former: not null, Staged: not null }
                && corrected.ContainsKey(one.Former.Key)
            )
        )
        {
            var before = corrected[change.Former!.Key];
            conflicts.AddRange(
                before
                    .organisation.Corrected.Where(field =>
                        !Same(field, before.record.Content, change.Staged!)
                    )
                    .Select(field => new RegisterProblem(
                        change.Staged!.Line,
                        RegisterReason.CorrectionKept,
                        RegisterProblem.Shown($"{Core.Slug.Of(field)}: {before.organisation.Name}")
                    ))
            );
        }
        var rows = await db
            .OrganisationDomains.Where(row =>
                row.Source == source && row.ListId == listId && row.IsCorrected
            )
            .AsNoTracking()
            .ToDictionaryAsync(row => (row.RecordKey, row.Domain), cancellation);
        foreach (var change in difference.Domains)
        {
            conflicts.AddRange(
                change
                    .Links.Where(link =>
                        link.Staged is { } staged
                        && rows.TryGetValue((link.OrganisationKey, change.Name.Value), out var row)
                        && (
                            row.SourceFrom != staged.Domain.From
                            || row.SourceUntil != staged.Domain.Until
                        )
                    )
                    .Select(link => new RegisterProblem(
                        link.Staged!.AsWritten.Line,
                        RegisterReason.CorrectionKept,
                        change.Name.Value
                    ))
            );
        }
        return conflicts;
    }

    private static bool Same(
        OrganisationField field,
        RegisterOrganisation before,
        RegisterOrganisation after
    ) =>
        field switch
        {
            OrganisationField.Name => before.Name == after.Name,
            OrganisationField.Layer => before.Layer == after.Layer
                && before.Types.SequenceEqual(after.Types),
            OrganisationField.Parent => before.ParentKey == after.ParentKey,
            OrganisationField.Ministry => before.Ministry == after.Ministry,
            OrganisationField.Province => before.Province == after.Province,
            // No register names one.
            OrganisationField.MainDomain => true,
            _ => before.EndsOn == after.EndsOn,
        };
}
