using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.TlsReports;
using Dashboard.Web.Features.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.TlsReports;

/// <summary>
/// Reports name domains, and the name of a domain can be that of a person. Addresses, contacts and names of writers are not kept.
/// </summary>
internal sealed class TlsReportsPersonalData(IOptions<TlsReportOptions> options) : IPersonalData
{
    private const string Field = "tls-report";

    public IReadOnlyList<string> Fields => [Field];

    public async Task<IReadOnlyCollection<string>> NamesAsync(
        DashboardDb db,
        CancellationToken cancellation
    ) =>
        await db.Set<TlsReportRow>()
            .Where(r => r.Sender != null)
            .Select(r => r.Sender!)
            .Union(db.Set<TlsReportPolicyRow>().Select(p => p.Domain))
            .ToListAsync(cancellation);

    public async Task ExportAsync(
        DashboardDb db,
        Person person,
        PersonalExport export,
        CancellationToken cancellation
    )
    {
        if (DomainOf(person) is not { } domain)
        {
            return;
        }
        export.Add(
            Field,
            await Of(db, domain)
                .OrderBy(r => r.ReceivedAt)
                .Select(r => new
                {
                    report = r.Id,
                    r.Sender,
                    r.StartsAt,
                    r.EndsAt,
                    r.ReceivedAt,
                })
                .ToListAsync(cancellation)
        );
    }

    public async Task EraseAsync(
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    )
    {
        if (DomainOf(person) is { } domain)
        {
            report.Add(Field, await Of(db, domain).ExecuteDeleteAsync(cancellation));
        }
    }

    public async Task ExpireAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var before = now - options.Value.KeepFor;
        await db.Set<TlsReportRow>()
            .Where(r => r.ReceivedAt < before)
            .ExecuteDeleteAsync(cancellation);
    }

    /// <summary>With all that is in them: a report of the person's domain, or one that it sent.</summary>
    private static IQueryable<TlsReportRow> Of(DashboardDb db, string domain) =>
        db.Set<TlsReportRow>()
            .Where(r =>
                r.Sender == domain
                || db.Set<TlsReportPolicyRow>().Any(p => p.ReportId == r.Id && p.Domain == domain)
            );

    private static string? DomainOf(Person person) =>
        person is { MailAddress: null, ClientAddress: null }
        && DomainName.TryParse(person.Name, out var domain)
            ? domain.Value
            : null;
}
