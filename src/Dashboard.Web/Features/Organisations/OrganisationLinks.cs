using Dashboard.Data;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Accounts;

namespace Dashboard.Web.Features.Organisations;

/// <summary>Names successors by hand: of one organisation, or of several that merge into one.</summary>
internal sealed class OrganisationLinks(OrganisationChanges changes, TimeProvider time)
{
    /// <summary>
    /// The new one does from that day what the old ones did. An old one that the register has not ended ends then; its domains are
    /// measured at the new one. All are linked, or none.
    /// </summary>
    public Task<CorrectionRefusal?> LinkAsync(
        IReadOnlyList<string> old,
        string successor,
        DateOnly from,
        ChangeAuthor author,
        CancellationToken cancellation
    ) =>
        changes.MakeAsync(
            author,
            async db =>
            {
                if (
                    old.Count == 0
                    || await OrganisationLookup.FindAsync(db, successor, cancellation)
                        is not { } next
                )
                {
                    return CorrectionRefusal.NoSuchOrganisation;
                }
                foreach (var key in old)
                {
                    if (await LinkAsync(db, key, next, from, author, cancellation) is { } refusal)
                    {
                        return refusal;
                    }
                }
                return null;
            },
            cancellation
        );

    /// <summary>The end stays, and is corrected as any other field.</summary>
    public Task<CorrectionRefusal?> UnlinkAsync(
        string key,
        ChangeAuthor author,
        CancellationToken cancellation
    ) =>
        changes.MakeAsync(
            author,
            async db =>
            {
                if (await OrganisationLookup.FindAsync(db, key, cancellation) is not { } former)
                {
                    return CorrectionRefusal.NoSuchOrganisation;
                }
                if (former.SuccessorId is null)
                {
                    return CorrectionRefusal.NotCorrected;
                }
                var before = Linked(former);
                former.SuccessorId = null;
                former.SuccessorFrom = null;
                db.Write(
                    time,
                    author.Name,
                    "organisation-unlinked",
                    former.Key,
                    before,
                    new { author.Reason }
                );
                return null;
            },
            cancellation
        );

    private async Task<CorrectionRefusal?> LinkAsync(
        DashboardDb db,
        string old,
        Organisation next,
        DateOnly from,
        ChangeAuthor author,
        CancellationToken cancellation
    )
    {
        if (await OrganisationLookup.FindAsync(db, old, cancellation) is not { } former)
        {
            return CorrectionRefusal.NoSuchOrganisation;
        }
        if (former.Id == next.Id)
        {
            return CorrectionRefusal.SameOrganisation;
        }
        if (
            await OrganisationChanges.ReachesAsync(
                db,
                next,
                former.Id,
                // What is below a former one counts with its successor: a part cannot follow its whole.
                organisation => organisation.SuccessorId ?? organisation.ParentId,
                cancellation
            )
            || await OrganisationChanges.ReachesAsync(
                db,
                next,
                former.Id,
                organisation => organisation.ParentId,
                cancellation
            )
        )
        {
            return CorrectionRefusal.Circle;
        }
        var before = Linked(former);
        former.SuccessorId = next.Id;
        former.SuccessorFrom = from;
        if (former.OwnEndsOn is null)
        {
            former.Correct(OrganisationField.EndsOn);
            former.OwnEndsOn = from;
        }
        db.Write(
            time,
            author.Name,
            "organisation-linked",
            former.Key,
            before,
            new
            {
                Successor = next.Key,
                From = from,
                former.OwnEndsOn,
                author.Reason,
            }
        );
        return null;
    }

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
