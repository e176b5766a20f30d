using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Organisations.Import;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations;

/// <summary>Why a change by hand was not made.</summary>
internal enum CorrectionRefusal
{
    NoSuchOrganisation,
    SameOrganisation,

    /// <summary>Successors, or parents, would go round in a circle.</summary>
    Circle,
    NotADomain,
    NoSuchLink,
    WrongDates,
    WrongValue,
}

/// <summary>What an analyst changes by hand: each with its line in the audit log, and none undone by an import.</summary>
internal sealed class OrganisationCorrections(
    IDbContextFactory<DashboardDb> database,
    TimeProvider time
)
{
    /// <summary>By key, number, TOOI or OIN.</summary>
    public static Task<Organisation?> FindAsync(
        DashboardDb db,
        string name,
        CancellationToken cancellation
    ) =>
        db
            .Organisations.Where(organisation =>
                organisation.Key == name
                || organisation.SystemId == name
                || organisation.Tooi == name
                || organisation.Oin == name
            )
            .OrderBy(organisation => organisation.Id)
            .FirstOrDefaultAsync(cancellation);

    /// <summary>
    /// The new one does from that day what the old one did. An old one that the register has not ended ends then; its domains are
    /// measured at the new one.
    /// </summary>
    public Task<CorrectionRefusal?> LinkAsync(
        string old,
        string successor,
        DateOnly from,
        string actor,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            async db =>
            {
                if (
                    await FindAsync(db, old, cancellation) is not { } former
                    || await FindAsync(db, successor, cancellation) is not { } next
                )
                {
                    return CorrectionRefusal.NoSuchOrganisation;
                }
                if (former.Id == next.Id)
                {
                    return CorrectionRefusal.SameOrganisation;
                }
                if (await LeadsToAsync(db, next, former.Id, cancellation))
                {
                    return CorrectionRefusal.Circle;
                }
                var before = Linked(former);
                former.SuccessorId = next.Id;
                former.SuccessorFrom = from;
                if (former.OwnEndsOn is null)
                {
                    Correct(former, OrganisationField.EndsOn);
                    former.OwnEndsOn = from;
                }
                db.Write(
                    time,
                    actor,
                    "organisation-linked",
                    former.Key,
                    before,
                    new
                    {
                        Successor = next.Key,
                        From = from,
                        former.OwnEndsOn,
                    }
                );
                return null;
            },
            cancellation
        );

    public Task<CorrectionRefusal?> UnlinkAsync(
        string key,
        string actor,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            async db =>
            {
                if (await FindAsync(db, key, cancellation) is not { } former)
                {
                    return CorrectionRefusal.NoSuchOrganisation;
                }
                var before = Linked(former);
                former.SuccessorId = null;
                former.SuccessorFrom = null;
                db.Write(time, actor, "organisation-unlinked", former.Key, before, null);
                return null;
            },
            cancellation
        );

    /// <summary>Sets a field; from then on imports leave it alone.</summary>
    /// <param name="value">A key for parent and ministry, a TOOI for a province, ISO for a day; null for none.</param>
    public Task<CorrectionRefusal?> CorrectAsync(
        string key,
        OrganisationField field,
        string? value,
        string actor,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            async db =>
            {
                if (await FindAsync(db, key, cancellation) is not { } organisation)
                {
                    return CorrectionRefusal.NoSuchOrganisation;
                }
                var before = await ValueAsync(db, organisation, field, cancellation);
                if (await SetAsync(db, organisation, field, value, cancellation) is { } refusal)
                {
                    return refusal;
                }
                Correct(organisation, field);
                db.Write(
                    time,
                    actor,
                    "organisation-corrected",
                    organisation.Key,
                    new { Field = field, Value = before },
                    new { Field = field, Value = value }
                );
                return null;
            },
            cancellation
        );

    /// <summary>Gives a field back to the registers: it is what they say at once.</summary>
    public Task<CorrectionRefusal?> WithdrawAsync(
        string key,
        OrganisationField field,
        LayerTable layers,
        string actor,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            async db =>
            {
                if (await FindAsync(db, key, cancellation) is not { } organisation)
                {
                    return CorrectionRefusal.NoSuchOrganisation;
                }
                var before = await ValueAsync(db, organisation, field, cancellation);
                organisation.Corrected = [.. organisation.Corrected.Where(one => one != field)];
                await TakeBackAsync(db, organisation, field, layers, cancellation);
                db.Write(
                    time,
                    actor,
                    "organisation-correction-withdrawn",
                    organisation.Key,
                    new { Field = field, Value = before },
                    null
                );
                return null;
            },
            cancellation
        );

    /// <summary>A domain that no source names, or the days of one that a source does.</summary>
    public Task<CorrectionRefusal?> SetDomainAsync(
        string key,
        string domain,
        DateOnly? from,
        DateOnly? until,
        string actor,
        CancellationToken cancellation
    ) =>
        ChangeAsync(
            async db =>
            {
                if (until <= from)
                {
                    return CorrectionRefusal.WrongDates;
                }
                if (await FindAsync(db, key, cancellation) is not { } organisation)
                {
                    return CorrectionRefusal.NoSuchOrganisation;
                }
                if (!RegisterName.TryReadDomain(domain, out var name, out _))
                {
                    return CorrectionRefusal.NotADomain;
                }
                var links = await db
                    .OrganisationDomains.Where(link =>
                        link.OrganisationId == organisation.Id && link.Domain == name.Value
                    )
                    .ToListAsync(cancellation);
                var before = links.ConvertAll(link => new
                {
                    link.Source,
                    link.From,
                    link.Until,
                });
                if (links.Count == 0)
                {
                    links.Add(
                        new()
                        {
                            OrganisationId = organisation.Id,
                            Domain = name.Value,
                            Source = RegisterSource.Manual,
                        }
                    );
                    db.OrganisationDomains.Add(links[0]);
                }
                foreach (var link in links)
                {
                    link.From = from;
                    link.Until = until;
                    link.IsCorrected = true;
                }
                db.Write(
                    time,
                    actor,
                    before.Count == 0 ? "domain-added" : "domain-corrected",
                    organisation.Key,
                    before.Count == 0 ? null : new { Domain = name.Value, Links = before },
                    new
                    {
                        Domain = name.Value,
                        From = from,
                        Until = until,
                    }
                );
                return null;
            },
            cancellation
        );

    private async Task<CorrectionRefusal?> ChangeAsync(
        Func<DashboardDb, Task<CorrectionRefusal?>> change,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await OrganisationLock.TakeAsync(db, cancellation);
        if (await change(db) is { } refusal)
        {
            return refusal;
        }
        await db.SaveChangesAsync(cancellation);
        await StandingWriter.WriteAsync(db, cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    private static async Task<CorrectionRefusal?> SetAsync(
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
                organisation.OwnLayer = value;
                return null;
            case OrganisationField.Province:
                organisation.OwnProvince = value;
                return null;
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
            other = await FindAsync(db, value, cancellation);
            if (other is null)
            {
                return CorrectionRefusal.NoSuchOrganisation;
            }
        }
        if (field == OrganisationField.Ministry)
        {
            organisation.OwnMinistryId = other?.Id;
            return null;
        }
        if (other is not null && await IsWithinAsync(db, other, organisation.Id, cancellation))
        {
            return CorrectionRefusal.Circle;
        }
        organisation.ParentId = other?.Id;
        return null;
    }

    private static async Task<string?> ValueAsync(
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
            OrganisationField.EndsOn => organisation.OwnEndsOn?.ToString(
                "O",
                System.Globalization.CultureInfo.InvariantCulture
            ),
            OrganisationField.Ministry => await KeyOf(organisation.OwnMinistryId),
            _ => await KeyOf(organisation.ParentId),
        };
    }

    private static async Task TakeBackAsync(
        DashboardDb db,
        Organisation organisation,
        OrganisationField field,
        LayerTable layers,
        CancellationToken cancellation
    )
    {
        var records = await db
            .OrganisationRecords.AsNoTracking()
            .Where(record => record.OrganisationId == organisation.Id)
            .ToListAsync(cancellation);
        if (
            records.OrderBy(record => record.Source).ThenBy(record => record.Id).FirstOrDefault()
            is not { } best
        )
        {
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

    private static Task<bool> LeadsToAsync(
        DashboardDb db,
        Organisation from,
        int to,
        CancellationToken cancellation
    ) => ReachesAsync(db, from, to, organisation => organisation.SuccessorId, cancellation);

    private static Task<bool> IsWithinAsync(
        DashboardDb db,
        Organisation from,
        int to,
        CancellationToken cancellation
    ) => ReachesAsync(db, from, to, organisation => organisation.ParentId, cancellation);

    private static async Task<bool> ReachesAsync(
        DashboardDb db,
        Organisation from,
        int to,
        Func<Organisation, int?> next,
        CancellationToken cancellation
    )
    {
        var seen = new HashSet<int>();
        for (Organisation? at = from; at is not null && seen.Add(at.Id); )
        {
            if (at.Id == to)
            {
                return true;
            }
            var id = next(at);
            at = id is null ? null : await db.Organisations.FindAsync([id], cancellation);
        }
        return false;
    }

    private static void Correct(Organisation organisation, OrganisationField field) =>
        organisation.Corrected = [.. organisation.Corrected.Append(field).Distinct()];

    private static object? Linked(Organisation organisation) =>
        organisation.SuccessorId is null
            ? null
            : new
            {
                Successor = organisation.SuccessorId,
                From = organisation.SuccessorFrom,
                organisation.OwnEndsOn,
            };
}
