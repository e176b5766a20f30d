using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Data;
using Dashboard.Data.TlsReports;
using Dashboard.Web.Features.Outbound.Zone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.TlsReports;

/// <summary>What the reports of one sender say of one recipient domain under one policy, together.</summary>
/// <param name="Sender">Null for all reports that count for nobody.</param>
/// <param name="Successful">Sessions; so is <paramref name="Failed"/>.</param>
/// <param name="Failures">What failed, in the order of the registry.</param>
/// <param name="Until">The end of the newest.</param>
internal sealed record TlsReportSighting(
    DomainName? Sender,
    DomainName Recipient,
    TlsReportPolicyKind Kind,
    long Successful,
    long Failed,
    IReadOnlyList<TlsReportFailure> Failures,
    DateTimeOffset Until
);

/// <summary>That a sender's own reports show that it looks up DANE.</summary>
/// <param name="Until">The end of the newest such report.</param>
internal sealed record TlsReportLookup(DateTimeOffset Until);

/// <summary>Reads what reports say, for pages. Nothing of it is ever part of a verdict or a figure.</summary>
internal sealed class TlsReportQueries(
    IDbContextFactory<DashboardDb> database,
    ConfiguredProbeZone zone,
    IOptions<TlsReportOptions> options,
    TimeProvider time
)
{
    /// <summary>How far back pages look.</summary>
    public const int Days = 31;

    /// <summary>Of those with a name first, then of the newest; more would tell nothing new.</summary>
    private const int MostPolicies = 2000;

    /// <summary>Rows of a page.</summary>
    private const int MostSightings = 100;

    /// <summary>Where reports go; null where none are taken.</summary>
    public TlsReportTargets? Targets =>
        zone.Options is { } probe ? TlsReportTargets.Of(probe.Name, options.Value.Post) : null;

    /// <summary>Of recipient domains: those with a name first, newest first.</summary>
    public async Task<IReadOnlyList<TlsReportSighting>> AboutAsync(
        IReadOnlyCollection<DomainName> recipients,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(recipients);
        var names = recipients.Select(domain => domain.Value).ToList();
        var since = time.GetUtcNow() - TimeSpan.FromDays(Days);
        await using var db = await database.CreateDbContextAsync(cancellation);
        var found = await db.Set<TlsReportPolicyRow>()
            .AsNoTracking()
            .Where(p => names.Contains(p.Domain))
            .Join(
                db.Set<TlsReportRow>().Where(r => r.EndsAt > since),
                p => p.ReportId,
                r => r.Id,
                (p, r) =>
                    new
                    {
                        Policy = p,
                        r.Sender,
                        r.EndsAt,
                    }
            )
            // Anybody can post reports that count for nobody: they push none with a name out.
            .OrderBy(one => one.Sender == null)
            .ThenByDescending(one => one.EndsAt)
            .Take(MostPolicies)
            .ToListAsync(cancellation);
        return
        [
            .. found
                .GroupBy(one => (one.Sender, one.Policy.Domain, one.Policy.Kind))
                .Select(of => new TlsReportSighting(
                    of.Key.Sender is { } sender ? DomainName.Parse(sender) : null,
                    DomainName.Parse(of.Key.Domain),
                    of.Key.Kind,
                    of.Sum(one => one.Policy.Successful),
                    of.Sum(one => one.Policy.Failed),
                    [
                        .. of.SelectMany(one => one.Policy.Failures)
                            .Select(failure => failure.Failure)
                            .Distinct()
                            .Order(),
                    ],
                    of.Max(one => one.EndsAt)
                ))
                .OrderBy(sighting => sighting.Sender is null)
                .ThenByDescending(sighting => sighting.Until)
                .ThenBy(sighting => sighting.Sender?.Value, StringComparer.Ordinal)
                .ThenBy(sighting => sighting.Recipient.Value, StringComparer.Ordinal)
                .Take(MostSightings),
        ];
    }

    /// <summary>Senders that a signature names and that looked up DANE for any of the domains, by name, with the end of the newest report.</summary>
    public async Task<IReadOnlyList<(DomainName Sender, DateTimeOffset Until)>> LookedUpForAsync(
        IReadOnlyCollection<DomainName> recipients,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(recipients);
        var names = recipients.Select(domain => domain.Value).ToList();
        var since = time.GetUtcNow() - TimeSpan.FromDays(Days);
        await using var db = await database.CreateDbContextAsync(cancellation);
        var found = await db.Set<TlsReportRow>()
            .Where(r =>
                r.Sender != null
                && r.EndsAt > since
                && db.Set<TlsReportPolicyRow>()
                    .Any(p =>
                        p.ReportId == r.Id
                        && p.Kind == TlsReportPolicyKind.Tlsa
                        && names.Contains(p.Domain)
                    )
            )
            .GroupBy(r => r.Sender!)
            .Select(of => new { Sender = of.Key, Until = of.Max(r => r.EndsAt) })
            .OrderByDescending(of => of.Until)
            .ThenBy(of => of.Sender)
            .Take(MostSightings)
            .ToListAsync(cancellation);
        return
        [
            .. found.Select(of => (DomainName.Parse(of.Sender), of.Until)).OrderBy(of => of.Item1),
        ];
    }

    /// <summary>Of senders, by domain: those whose reports show nothing are left out.</summary>
    public async Task<IReadOnlyDictionary<string, TlsReportLookup>> OfSendersAsync(
        IReadOnlyCollection<DomainName> senders,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(senders);
        var names = senders.Select(domain => domain.Value).ToList();
        await using var db = await database.CreateDbContextAsync(cancellation);
        var found = await db.Set<TlsReportRow>()
            .Where(r =>
                r.Sender != null
                && names.Contains(r.Sender)
                && db.Set<TlsReportPolicyRow>()
                    .Any(p => p.ReportId == r.Id && p.Kind == TlsReportPolicyKind.Tlsa)
            )
            .GroupBy(r => r.Sender!)
            .Select(of => new { Sender = of.Key, Until = of.Max(r => r.EndsAt) })
            .ToListAsync(cancellation);
        return found.ToDictionary(
            one => one.Sender,
            one => new TlsReportLookup(one.Until),
            StringComparer.Ordinal
        );
    }
}
