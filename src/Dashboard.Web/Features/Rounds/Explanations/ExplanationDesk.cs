using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Start;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Rounds.Explanations;

/// <param name="Organisation">By systeemId, TOOI or OIN.</param>
/// <param name="Domain">Null for all of the organisation.</param>
/// <param name="Role">What the author is to the organisation; never a person's name.</param>
/// <param name="From">Null for today.</param>
/// <param name="Until">The last day; null for a year.</param>
/// <param name="Actor">Who adds it, for the audit log; it is not public.</param>
internal sealed record ExplanationRequest(
    string Organisation,
    FigureStandard Standard,
    DomainName? Domain,
    string Text,
    string Role,
    DateOnly? From = null,
    DateOnly? Until = null,
    string Actor = Audit.Command
);

internal sealed record ExplanationItem(
    int Id,
    string Organisation,
    FigureStandard Standard,
    string? Domain,
    string Text,
    string Role,
    DateOnly ValidFrom,
    DateOnly ValidUntil
);

internal enum ExplanationRefusal
{
    NoSuchOrganisation,
    TextMissing,
    RoleMissing,

    /// <summary>It ends before it begins, or in a year that no calendar has.</summary>
    Dates,
}

/// <summary>The register of explanations ("leg uit"): added, replaced, never changed.</summary>
internal sealed class ExplanationDesk(
    IDbContextFactory<DashboardDb> database,
    IRoundRegister register,
    TimeProvider time
)
{
    private const int LastYear = 9000;

    /// <summary>
    /// One about the same standard and domain that holds is ended by it, and stays in the history. The figures of rounds that are still in
    /// their correction period count it at once.
    /// </summary>
    public async Task<(ExplanationItem? Added, ExplanationRefusal? Refusal)> AddAsync(
        ExplanationRequest request,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = time.GetUtcNow();
        var from = request.From ?? DutchTime.DayOf(now);
        if (from.Year > LastYear || request.Until?.Year > LastYear)
        {
            return (null, ExplanationRefusal.Dates);
        }
        var until = request.Until ?? from.AddYears(1).AddDays(-1);
        if (request.Text.Trim() is not { Length: > 0 and <= ExplanationMapping.LongestText } text)
        {
            return (null, ExplanationRefusal.TextMissing);
        }
        if (request.Role.Trim() is not { Length: > 0 and <= ExplanationMapping.LongestRole } role)
        {
            return (null, ExplanationRefusal.RoleMissing);
        }
        if (until < from)
        {
            return (null, ExplanationRefusal.Dates);
        }
        if (await register.FindKeyAsync(request.Organisation, cancellation) is not { } key)
        {
            return (null, ExplanationRefusal.NoSuchOrganisation);
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var domain = request.Domain?.Value;
        var former = await db.Set<ExplanationRow>()
            .Where(e =>
                e.OrganisationKey == key
                && e.Standard == request.Standard
                && e.Domain == domain
                && e.EndedAt == null
            )
            .OrderByDescending(e => e.Id)
            .FirstOrDefaultAsync(cancellation);
        var row = new ExplanationRow
        {
            OrganisationKey = key,
            Standard = request.Standard,
            Domain = domain,
            Text = text,
            AuthorRole = role,
            CreatedAt = now,
            ValidFrom = from,
            ValidUntil = until,
            Replaces = former?.Id,
        };
        if (former is not null)
        {
            End(former, from, now);
        }
        db.Add(row);
        db.Write(
            time,
            request.Actor,
            "explanation-added",
            key,
            former is null ? null : Written(former),
            Written(row)
        );
        await db.SaveChangesAsync(cancellation);
        await OpenFigures.WriteAsync(db, row, cancellation);
        await transaction.CommitAsync(cancellation);
        return (
            new(row.Id, key, row.Standard, domain, text, role, row.ValidFrom, row.ValidUntil),
            null
        );
    }

    /// <summary>One that holds goes on until the day before the new one starts.</summary>
    private static void End(ExplanationRow former, DateOnly from, DateTimeOffset now)
    {
        if (from <= DutchTime.DayOf(now) || former.ValidFrom >= from)
        {
            former.EndedAt = now;
        }
        else if (former.ValidUntil >= from)
        {
            former.ValidUntil = from.AddDays(-1);
        }
    }

    /// <summary>It stays in the history, and holds no more from now on.</summary>
    /// <returns>False where there is none that holds.</returns>
    public async Task<bool> WithdrawAsync(int id, string actor, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (
            await db.Set<ExplanationRow>()
                .SingleOrDefaultAsync(e => e.Id == id && e.EndedAt == null, cancellation)
            is not { } row
        )
        {
            return false;
        }
        row.EndedAt = time.GetUtcNow();
        db.Write(
            time,
            actor,
            "explanation-withdrawn",
            row.OrganisationKey,
            Written(row),
            after: null
        );
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    private static object Written(ExplanationRow row) =>
        new
        {
            row.Standard,
            row.Domain,
            row.Text,
            row.AuthorRole,
            row.ValidFrom,
            row.ValidUntil,
        };
}
