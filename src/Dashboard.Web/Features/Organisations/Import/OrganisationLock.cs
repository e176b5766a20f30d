using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>One change of organisations at a time, over all processes; it ends with the transaction.</summary>
internal static class OrganisationLock
{
    private const long Number = 7_302_648_115_493_001;

    public static Task TakeAsync(DashboardDb db, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Number})", cancellation);
}
