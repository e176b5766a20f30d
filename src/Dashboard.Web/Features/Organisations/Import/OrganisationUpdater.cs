using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>Makes organisations of the store what the records about them say.</summary>
/// <param name="organisationOf">Ids of organisations, by the key of their record in this source.</param>
internal sealed class OrganisationUpdater(
    DashboardDb db,
    RegisterSource source,
    LayerTable layers,
    IReadOnlyDictionary<string, int> organisationOf
)
{
    /// <summary>
    /// Makes organisations what their sources say, the strongest first, and of lists that name them the one that was imported last; what an
    /// analyst has corrected stays.
    /// </summary>
    public async Task UpdateAsync(
        IReadOnlyList<int> ids,
        OrganisationDirectory? directory,
        CancellationToken cancellation
    )
    {
        var organisations = await db
            .Organisations.Where(organisation => ids.Contains(organisation.Id))
            .ToDictionaryAsync(organisation => organisation.Id, cancellation);
        var records = await db
            .OrganisationRecords.AsNoTracking()
            .Where(record => ids.Contains(record.OrganisationId))
            .ToListAsync(cancellation);
        foreach (var best in await BestFirstAsync(db, records, cancellation))
        {
            var organisation = organisations[best[0].OrganisationId];
            TakeKeys(organisation, best, directory);
            if (best[0].Source == source)
            {
                Take(organisation, best[0], directory);
            }
        }
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
    }

    /// <summary>The number of the last import of each list, where several name an organisation.</summary>
    /// <summary>
    /// What sources say of each organisation, what counts first: registers before lists, lists that still name it before others, and of those
    /// the one imported last, by the moment it was applied.
    /// </summary>
    internal static async Task<IReadOnlyList<List<OrganisationRecord>>> BestFirstAsync(
        DashboardDb db,
        List<OrganisationRecord> records,
        CancellationToken cancellation
    )
    {
        var imports = await NewestImportsAsync(db, records, cancellation);
        return
        [
            .. records
                .GroupBy(record => record.OrganisationId)
                .Select(group =>
                    group
                        .OrderBy(record => record.Source)
                        .ThenBy(record =>
                            record.Source == RegisterSource.List && record.MissingSnapshots > 0
                        )
                        .ThenByDescending(record => imports.GetValueOrDefault(record.ListId ?? 0))
                        .ThenBy(record => record.Id)
                        .ToList()
                ),
        ];
    }

    private static async Task<Dictionary<int, (DateTimeOffset? At, int Id)>> NewestImportsAsync(
        DashboardDb db,
        List<OrganisationRecord> records,
        CancellationToken cancellation
    )
    {
        var lists = records
            .Where(record => record.ListId is not null)
            .GroupBy(record => record.OrganisationId)
            .Where(of => of.Skip(1).Any())
            .SelectMany(of => of, (_, record) => record.ListId)
            .Distinct()
            .ToList();
        return lists.Count == 0
            ? []
            : await db
                .RegisterImports.Where(one =>
                    one.Source == RegisterSource.List
                    && one.State == RegisterImportState.Applied
                    && lists.Contains(one.ListId)
                )
                .GroupBy(one => one.ListId!.Value)
                .Select(of => new
                {
                    of.Key,
                    At = of.Max(one => one.AppliedAt),
                    Id = of.Max(one => one.Id),
                })
                .ToDictionaryAsync(of => of.Key, of => (of.At, of.Id), cancellation);
    }

    private static void TakeKeys(
        Organisation organisation,
        List<OrganisationRecord> records,
        OrganisationDirectory? directory
    )
    {
        var systemId = records.Select(record => record.Content.SystemId).FirstOrDefault(IsThere);
        var tooi = records.Select(record => record.Content.Tooi).FirstOrDefault(IsThere);
        if (directory?.IsFree(systemId, tooi, organisation.Id) == true)
        {
            organisation.SystemId = systemId ?? organisation.SystemId;
            organisation.Tooi = tooi ?? organisation.Tooi;
            directory.Add(
                organisation.Id,
                organisation.Key,
                organisation.SystemId,
                organisation.Tooi
            );
        }
        organisation.Oin =
            records.Select(record => record.Content.Oin).FirstOrDefault(IsThere)
            ?? organisation.Oin;
    }

    private void Take(
        Organisation organisation,
        OrganisationRecord record,
        OrganisationDirectory? directory
    )
    {
        var content = record.Content;
        organisation.Abbreviations = [.. content.Abbreviations];
        organisation.Types = [.. content.Types];
        organisation.Kind = content.Kind;
        organisation.RelatedId = IdOf(content.RelatedKey) ?? organisation.RelatedId;
        Set(organisation, OrganisationField.Name, () => organisation.Name = content.Name);
        Set(organisation, OrganisationField.Layer, () => organisation.OwnLayer = OwnLayer(content));
        Set(
            organisation,
            OrganisationField.Parent,
            () => organisation.ParentId = IdOf(content.ParentKey)
        );
        Set(
            organisation,
            OrganisationField.Province,
            () => organisation.OwnProvince = content.Province
        );
        Set(organisation, OrganisationField.EndsOn, () => organisation.OwnEndsOn = record.EndsOn);
        if (directory is not null)
        {
            Set(
                organisation,
                OrganisationField.Ministry,
                () => organisation.OwnMinistryId = directory.Find(content.Ministry)
            );
        }
    }

    private static void Set(Organisation organisation, OrganisationField field, Action set)
    {
        if (!organisation.Corrected.Contains(field))
        {
            set();
        }
    }

    public string? OwnLayer(RegisterOrganisation organisation) =>
        organisation.Kind == OrganisationKind.Part
            ? null
            : organisation.Layer ?? layers.LayerOf(organisation.Types);

    public int? IdOf(string? key) =>
        key is not null && organisationOf.TryGetValue(key, out var id) ? id : null;

    private static bool IsThere(string? text) => text is not null;
}
