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
    int? listId,
    LayerTable layers,
    IReadOnlyDictionary<string, int> organisationOf
)
{
    /// <summary>Makes organisations what their sources say, the strongest first; what an analyst has corrected stays.</summary>
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
        foreach (var group in records.GroupBy(record => record.OrganisationId))
        {
            var organisation = organisations[group.Key];
            var best = group.OrderBy(record => record.Source).ThenBy(record => record.Id).ToList();
            TakeKeys(organisation, best, directory);
            if (best[0].Source == source && best[0].ListId == listId)
            {
                Take(organisation, best[0], directory);
            }
        }
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
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
