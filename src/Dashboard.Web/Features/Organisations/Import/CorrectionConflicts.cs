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
        conflicts.AddRange(await OfDomainsAsync(db, source, listId, difference, cancellation));
        return conflicts;
    }

    private static async Task<IEnumerable<RegisterProblem>> OfDomainsAsync(
        DashboardDb db,
        RegisterSource source,
        int? listId,
        RegisterDifference difference,
        CancellationToken cancellation
    )
    {
        var byHand = await DaysByHand.LoadAsync(db, cancellation);
        if (byHand.IsEmpty)
        {
            return [];
        }
        var own = await db
            .OrganisationDomains.Where(row =>
                row.Source == source && row.ListId == listId && row.IsCorrected
            )
            .AsNoTracking()
            .ToDictionaryAsync(row => (row.RecordKey, row.Domain), cancellation);
        var organisations = await OrganisationsAsync(db, source, listId, difference, cancellation);
        return difference.Domains.SelectMany(change =>
            change
                .Links.Where(link =>
                    link.Staged is { Domain: var staged }
                    && (
                        own.TryGetValue((link.OrganisationKey, change.Name.Value), out var row)
                            ? row.SourceFrom != staged.From || row.SourceUntil != staged.Until
                            : organisations.TryGetValue(link.OrganisationKey, out var id)
                                && byHand.Over(id, change.Name.Value, staged.From, staged.Until)
                                    is not null
                    )
                )
                .Select(link => new RegisterProblem(
                    link.Staged!.AsWritten.Line,
                    RegisterReason.CorrectionKept,
                    change.Name.Value
                ))
        );
    }

    /// <summary>Those that are there already, by the key that the source has for them.</summary>
    private static async Task<Dictionary<string, int>> OrganisationsAsync(
        DashboardDb db,
        RegisterSource source,
        int? listId,
        RegisterDifference difference,
        CancellationToken cancellation
    )
    {
        var known = await db
            .OrganisationRecords.Where(record => record.Source == source && record.ListId == listId)
            .Select(record => new { record.Key, record.OrganisationId })
            .ToDictionaryAsync(
                one => one.Key,
                one => one.OrganisationId,
                StringComparer.Ordinal,
                cancellation
            );
        var directory = await OrganisationDirectory.LoadAsync(db, cancellation);
        foreach (var change in difference.Organisations)
        {
            if (
                change is { Former: null, Staged: { } staged }
                && directory.Find(staged.SystemId, staged.Tooi) is { } id
            )
            {
                known[staged.Key] = id;
            }
        }
        return known;
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
