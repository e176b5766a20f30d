using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations;

/// <summary>
/// What an analyst corrects about an organisation, field by field: each with its line in the audit log, and none undone by an import.
/// </summary>
internal sealed class OrganisationCorrections(
    OrganisationChanges changes,
    OrganisationFields fields,
    TimeProvider time
)
{
    /// <summary>Sets a field; from then on imports leave it alone.</summary>
    /// <param name="value">A key for parent and ministry, a TOOI or a key for a province, ISO for a day, else the text; null for none.</param>
    public Task<CorrectionRefusal?> CorrectAsync(
        string key,
        OrganisationField field,
        string? value,
        ChangeAuthor author,
        CancellationToken cancellation
    ) =>
        changes.MakeAsync(
            author,
            async db =>
            {
                if (
                    await OrganisationLookup.FindAsync(db, key, cancellation)
                    is not { } organisation
                )
                {
                    return CorrectionRefusal.NoSuchOrganisation;
                }
                var before = await OrganisationFields.ValueAsync(
                    db,
                    organisation,
                    field,
                    cancellation
                );
                if (
                    await fields.SetAsync(db, organisation, field, value, cancellation) is
                    { } refusal
                )
                {
                    return refusal;
                }
                var after = await OrganisationFields.ValueAsync(
                    db,
                    organisation,
                    field,
                    cancellation
                );
                if (field == OrganisationField.MainDomain && after is null)
                {
                    organisation.Uncorrect(field);
                }
                else
                {
                    organisation.Correct(field);
                }
                db.Write(
                    time,
                    author.Name,
                    "organisation-corrected",
                    organisation.Key,
                    new { Field = field, Value = before },
                    new
                    {
                        Field = field,
                        Value = after,
                        author.Reason,
                    }
                );
                return null;
            },
            cancellation
        );

    /// <summary>Gives a field back to the registers: it is what they say at once.</summary>
    public Task<CorrectionRefusal?> WithdrawAsync(
        string key,
        OrganisationField field,
        ChangeAuthor author,
        CancellationToken cancellation
    ) =>
        changes.MakeAsync(
            author,
            async db =>
            {
                if (
                    await OrganisationLookup.FindAsync(db, key, cancellation)
                    is not { } organisation
                )
                {
                    return CorrectionRefusal.NoSuchOrganisation;
                }
                if (!organisation.Corrected.Contains(field))
                {
                    return CorrectionRefusal.NotCorrected;
                }
                var before = await OrganisationFields.ValueAsync(
                    db,
                    organisation,
                    field,
                    cancellation
                );
                organisation.Uncorrect(field);
                await fields.TakeBackAsync(db, organisation, field, cancellation);
                db.Write(
                    time,
                    author.Name,
                    "organisation-correction-withdrawn",
                    organisation.Key,
                    new { Field = field, Value = before },
                    new { author.Reason }
                );
                return null;
            },
            cancellation
        );
}
