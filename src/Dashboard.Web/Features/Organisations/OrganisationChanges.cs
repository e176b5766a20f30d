using Dashboard.Data;
using Dashboard.Data.Organisations;
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

    /// <summary>The organisation does not have that domain, on that day.</summary>
    NoSuchLink,
    WrongDates,
    WrongValue,

    /// <summary>It counts at another organisation, which has the main domain.</summary>
    OfAPart,

    /// <summary>Only what is known by lists alone is joined to another.</summary>
    NotOfAList,

    /// <summary>A list's organisation is joined to one that a register names.</summary>
    NotInRegister,

    /// <summary>There is nothing by hand to take back.</summary>
    NotCorrected,
    ReasonMissing,
}

/// <summary>Who changes something by hand, and why; both are in the audit log.</summary>
/// <param name="Name">The account, or <see cref="Accounts.Audit.Command"/>.</param>
/// <param name="Reason">Null where none is asked for.</param>
internal sealed record ChangeAuthor(string Name, string? Reason = null)
{
    public const int LongestReason = 1000;

    public bool HasReason => Reason is null || Reason.Trim().Length is > 0 and <= LongestReason;
}

/// <summary>
/// Makes one change of organisations: in one transaction, one at a time over all processes, with what follows from it for parts.
/// </summary>
internal sealed class OrganisationChanges(IDbContextFactory<DashboardDb> database)
{
    public async Task<CorrectionRefusal?> MakeAsync(
        ChangeAuthor author,
        Func<DashboardDb, Task<CorrectionRefusal?>> change,
        CancellationToken cancellation
    )
    {
        if (!author.HasReason)
        {
            return CorrectionRefusal.ReasonMissing;
        }
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

    /// <summary>Whether one comes, step by step, from an organisation to another.</summary>
    /// <param name="next">Such as its successor, or its parent.</param>
    public static async Task<bool> ReachesAsync(
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
}
