using System.Security.Cryptography;
using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Data;
using Dashboard.Data.TlsReports;
using Dashboard.Probes.Dns;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Outbound.Zone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Dashboard.Web.Features.TlsReports;

/// <summary>
/// Keeps what reports say of domains that asked for them: recipient domains of standing tests, and domains of organisations, whose TXT
/// record names our mailbox at the moment the report comes.
/// </summary>
internal sealed class TlsReportDesk(
    IDbContextFactory<DashboardDb> database,
    ConfiguredProbeZone zone,
    ValidatingResolver resolver,
    IOptions<TlsReportOptions> options,
    TimeProvider time
)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <exception cref="NpgsqlException">The database is unavailable.</exception>
    /// <param name="sender">Whom it counts for; null where nothing proves one.</param>
    public async Task<TlsReportFate> TakeAsync(
        TlsReport report,
        DomainName? sender,
        CancellationToken cancellation
    )
    {
        var named = report.Policies.Select(policy => policy.Domain).Distinct().ToList();
        var known = await KnownAsync(named, cancellation);
        var asking = new HashSet<DomainName>();
        var failed = false;
        foreach (var domain in known)
        {
            switch (await AsksAsync(domain, cancellation))
            {
                case true:
                    asking.Add(domain);
                    break;
                case null:
                    failed = true;
                    break;
            }
        }
        if (asking.Count == 0)
        {
            return failed ? TlsReportFate.TryAgain : TlsReportFate.NotAskedFor;
        }
        return await KeepAsync(
            report,
            sender,
            [.. report.Policies.Where(policy => asking.Contains(policy.Domain))],
            cancellation
        );
    }

    /// <summary>Those that anything would be shown of: nothing is looked up, or kept, for any other.</summary>
    private async Task<IReadOnlyList<DomainName>> KnownAsync(
        IReadOnlyList<DomainName> domains,
        CancellationToken cancellation
    )
    {
        var names = new ProbeZoneNames(zone.Options!.Name);
        var recipients = domains
            .Select(domain =>
                (
                    Domain: domain,
                    Token: names.TryParse(domain, out var parsed)
                    && names.RecipientDomain(parsed.Probe, parsed.Token) == domain
                        ? parsed.Token.Value
                        : null
                )
            )
            .ToList();
        var tokens = recipients.Select(one => one.Token).OfType<string>().Distinct().ToList();
        var registered = recipients
            .Where(one => one.Token is null)
            .Select(one => one.Domain.Value)
            .ToList();
        var today = DutchTime.DayOf(time.GetUtcNow());
        await using var db = await database.CreateDbContextAsync(cancellation);
        var tests = await db
            .StandingTests.Where(s => tokens.Contains(s.Token))
            .Select(s => s.Token)
            .ToListAsync(cancellation);
        var ours = await db
            .OrganisationDomains.Where(d =>
                registered.Contains(d.Domain)
                && (d.From == null || d.From <= today)
                && (d.Until == null || today < d.Until)
            )
            .Select(d => d.Domain)
            .Distinct()
            .ToListAsync(cancellation);
        return
        [
            .. recipients
                .Where(one =>
                    one.Token is { } token ? tests.Contains(token) : ours.Contains(one.Domain.Value)
                )
                .Select(one => one.Domain),
        ];
    }

    /// <summary>Null where that could not be looked up.</summary>
    private async Task<bool?> AsksAsync(DomainName domain, CancellationToken cancellation)
    {
        if (TlsReportTargets.Owner(domain) is not { } owner)
        {
            return false;
        }
        var lookup = await resolver.TxtAsync(owner, cancellation);
        return lookup.Outcome == LookupOutcome.Failed ? null : Targets().AreNamedBy(lookup.Records);
    }

    private TlsReportTargets Targets() =>
        TlsReportTargets.Of(zone.Options!.Name, options.Value.Post);

    private async Task<TlsReportFate> KeepAsync(
        TlsReport report,
        DomainName? sender,
        IReadOnlyList<TlsReportPolicy> policies,
        CancellationToken cancellation
    )
    {
        var digest = DigestOf(report);
        await using var db = await database.CreateDbContextAsync(cancellation);
        var reports = db.Set<TlsReportRow>();
        // One that came by post counts for nobody, and the same with a name is more; both are one report.
        if (
            await reports.AnyAsync(
                r => r.Digest == digest && (sender == null || r.Sender == sender.Value),
                cancellation
            )
        )
        {
            return TlsReportFate.KnownAlready;
        }
        if (await IsFullAsync(db, sender, policies, cancellation))
        {
            return TlsReportFate.TooMany;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (sender is not null)
        {
            await reports
                .Where(r => r.Digest == digest && r.Sender == null)
                .ExecuteDeleteAsync(cancellation);
        }
        var row = new TlsReportRow
        {
            Digest = digest,
            Sender = sender?.Value,
            StartsAt = report.Start,
            EndsAt = report.End,
            ReceivedAt = time.GetUtcNow(),
        };
        db.Add(row);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException lost)
            when (lost.InnerException
                    is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }
            )
        {
            // The same came twice at once.
            return TlsReportFate.KnownAlready;
        }
        db.AddRange(
            policies.Select(
                (policy, position) =>
                    new TlsReportPolicyRow
                    {
                        ReportId = row.Id,
                        Position = position,
                        Domain = policy.Domain.Value,
                        Kind = policy.Kind,
                        Successful = policy.Successful,
                        Failed = policy.Failed,
                        Failures =
                        [
                            .. policy
                                .Failures.OrderBy(failure => failure.Key)
                                .Select(failure => new TlsReportFailureCount(
                                    failure.Key,
                                    failure.Value
                                )),
                        ],
                    }
            )
        );
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TlsReportFate.Kept;
    }

    private async Task<bool> IsFullAsync(
        DashboardDb db,
        DomainName? sender,
        IReadOnlyList<TlsReportPolicy> policies,
        CancellationToken cancellation
    )
    {
        var since = time.GetUtcNow() - Day;
        var domains = policies.Select(policy => policy.Domain.Value).Distinct().ToList();
        var counts = await db.Set<TlsReportPolicyRow>()
            .Where(p => domains.Contains(p.Domain))
            .Join(
                db.Set<TlsReportRow>().Where(r => r.ReceivedAt > since),
                p => p.ReportId,
                r => r.Id,
                (p, r) =>
                    new
                    {
                        p.Domain,
                        r.Id,
                        Unverified = r.Sender == null,
                    }
            )
            .Distinct()
            .GroupBy(kept => kept.Domain)
            .Select(of => new { All = of.Count(), Unverified = of.Count(kept => kept.Unverified) })
            .ToListAsync(cancellation);
        return counts.Exists(count =>
            count.All >= options.Value.PerDomain
            || (sender is null && count.Unverified >= options.Value.UnverifiedPerDomain)
        );
    }

    private static byte[] DigestOf(TlsReport report) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{report.Organisation}\n{report.ReportId}"));
}
