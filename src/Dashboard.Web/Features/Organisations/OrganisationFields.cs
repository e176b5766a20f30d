using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Features.Organisations.Pages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Organisations;

/// <summary>The fields of an organisation that can be set by hand: what they may be, what they are, and what the sources say.</summary>
internal sealed class OrganisationFields(IOptions<OrganisationOptions> options, TimeProvider time)
{
    private readonly LayerTable layers = options.Value.LayerTable();

    /// <summary>What a layer may be, in the table's order.</summary>
    public IReadOnlyList<string> LayerNames => layers.Names;

    public async Task<CorrectionRefusal?> SetAsync(
        DashboardDb db,
        Organisation organisation,
        OrganisationField field,
        string? value,
        CancellationToken cancellation
    )
    {
        switch (field)
        {
            case OrganisationField.Name:
                if (string.IsNullOrWhiteSpace(value) || value.Length > 500)
                {
                    return CorrectionRefusal.WrongValue;
                }
                organisation.Name = value.Trim();
                return null;
            case OrganisationField.Layer:
                // A part without one is in the layer of the whole; nothing else is without.
                if (value is null ? organisation.ParentId is null : !layers.Names.Contains(value))
                {
                    return CorrectionRefusal.WrongValue;
                }
                organisation.OwnLayer = value;
                return null;
            case OrganisationField.Province:
                return await SetProvinceAsync(db, organisation, value, cancellation);
            case OrganisationField.MainDomain:
                return await SetMainDomainAsync(db, organisation, value, cancellation);
            case OrganisationField.EndsOn:
                if (!RegisterDate.TryRead(value, out var day))
                {
                    return CorrectionRefusal.WrongDates;
                }
                organisation.OwnEndsOn = day;
                return null;
        }
        Organisation? other = null;
        if (value is not null)
        {
            other = await OrganisationLookup.FindAsync(db, value, cancellation);
            if (other is null)
            {
                return CorrectionRefusal.NoSuchOrganisation;
            }
        }
        if (field == OrganisationField.Ministry)
        {
            if (other is { IsMinistry: false })
            {
                return CorrectionRefusal.WrongValue;
            }
            organisation.OwnMinistryId = other?.Id;
            return null;
        }
        if (
            other is not null
            && (
                await OrganisationChanges.ReachesAsync(
                    db,
                    other,
                    organisation.Id,
                    one => one.ParentId,
                    cancellation
                )
                || await OrganisationChanges.ReachesAsync(
                    db,
                    other,
                    organisation.Id,
                    one => one.SuccessorId ?? one.ParentId,
                    cancellation
                )
            )
        )
        {
            return CorrectionRefusal.Circle;
        }
        organisation.ParentId = other?.Id;
        return null;
    }

    /// <summary>A province is named by its TOOI, as the register does; by hand its key will do.</summary>
    private static async Task<CorrectionRefusal?> SetProvinceAsync(
        DashboardDb db,
        Organisation organisation,
        string? value,
        CancellationToken cancellation
    )
    {
        if (value is null)
        {
            organisation.OwnProvince = null;
            return null;
        }
        if (await OrganisationLookup.FindAsync(db, value, cancellation) is not { } province)
        {
            return CorrectionRefusal.NoSuchOrganisation;
        }
        if (province is not { Layer: Layers.Provincie, Tooi: { } tooi })
        {
            return CorrectionRefusal.WrongValue;
        }
        organisation.OwnProvince = tooi;
        return null;
    }

    private async Task<CorrectionRefusal?> SetMainDomainAsync(
        DashboardDb db,
        Organisation organisation,
        string? value,
        CancellationToken cancellation
    )
    {
        if (value is null)
        {
            organisation.MainDomain = null;
            return null;
        }
        if (organisation.CountsAtId is { } at && at != organisation.Id)
        {
            return CorrectionRefusal.OfAPart;
        }
        if (!RegisterName.TryReadDomain(value, out var domain, out _))
        {
            return CorrectionRefusal.NotADomain;
        }
        var today = DutchTime.DayOf(time.GetUtcNow());
        var own = await DomainsToday.OfAsync(db, organisation.Id, today, cancellation);
        if (!own.Contains(domain.Value, StringComparer.Ordinal))
        {
            return CorrectionRefusal.NoSuchLink;
        }
        organisation.MainDomain = domain.Value;
        return null;
    }

    public static async Task<string?> ValueAsync(
        DashboardDb db,
        Organisation organisation,
        OrganisationField field,
        CancellationToken cancellation
    )
    {
        Task<string?> KeyOf(int? id) =>
            db
                .Organisations.Where(one => one.Id == id)
                .Select(one => (string?)one.Key)
                .SingleOrDefaultAsync(cancellation);
        return field switch
        {
            OrganisationField.Name => organisation.Name,
            OrganisationField.Layer => organisation.OwnLayer,
            OrganisationField.Province => organisation.OwnProvince,
            OrganisationField.MainDomain => organisation.MainDomain,
            OrganisationField.EndsOn => organisation.OwnEndsOn?.ToString(
                "O",
                System.Globalization.CultureInfo.InvariantCulture
            ),
            OrganisationField.Ministry => await KeyOf(organisation.OwnMinistryId),
            _ => await KeyOf(organisation.ParentId),
        };
    }

    public async Task TakeBackAsync(
        DashboardDb db,
        Organisation organisation,
        OrganisationField field,
        CancellationToken cancellation
    )
    {
        if (field == OrganisationField.MainDomain)
        {
            organisation.MainDomain = null;
            return;
        }
        var records = await db
            .OrganisationRecords.AsNoTracking()
            .Where(record => record.OrganisationId == organisation.Id)
            .ToListAsync(cancellation);
        if (
            (await OrganisationUpdater.BestFirstAsync(db, records, cancellation)).SingleOrDefault()
            is not [var best, ..]
        )
        {
            // No source says anything of one that was joined to another: only its end was by hand alone.
            organisation.OwnEndsOn =
                field == OrganisationField.EndsOn ? null : organisation.OwnEndsOn;
            return;
        }
        Task<int?> IdOf(OrganisationReference? reference) =>
            db
                .Organisations.Where(one =>
                    reference != null
                    && (
                        (reference.SystemId != null && one.SystemId == reference.SystemId)
                        || (reference.Tooi != null && one.Tooi == reference.Tooi)
                    )
                )
                .Select(one => (int?)one.Id)
                .FirstOrDefaultAsync(cancellation);
        switch (field)
        {
            case OrganisationField.Name:
                organisation.Name = best.Content.Name;
                break;
            case OrganisationField.Layer:
                organisation.OwnLayer =
                    best.Content.Kind == OrganisationKind.Part
                        ? null
                        : best.Content.Layer ?? layers.LayerOf(best.Content.Types);
                break;
            case OrganisationField.Province:
                organisation.OwnProvince = best.Content.Province;
                break;
            case OrganisationField.EndsOn:
                organisation.OwnEndsOn = best.EndsOn;
                break;
            case OrganisationField.Ministry:
                organisation.OwnMinistryId = await IdOf(best.Content.Ministry);
                break;
            case OrganisationField.Parent:
                organisation.ParentId = await db
                    .OrganisationRecords.Where(record =>
                        record.Source == best.Source
                        && record.ListId == best.ListId
                        && record.Key == best.Content.ParentKey
                    )
                    .Select(record => (int?)record.OrganisationId)
                    .FirstOrDefaultAsync(cancellation);
                break;
        }
    }
}

internal static class CorrectedFields
{
    /// <summary>From then on imports leave the field alone.</summary>
    public static void Correct(this Organisation organisation, OrganisationField field) =>
        organisation.Corrected = [.. organisation.Corrected.Append(field).Distinct()];

    public static void Uncorrect(this Organisation organisation, OrganisationField field) =>
        organisation.Corrected = [.. organisation.Corrected.Where(one => one != field)];
}
