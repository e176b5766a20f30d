using System.Buffers.Binary;
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
    /// <summary>The first of two numbers of an advisory lock.</summary>
    private const int ReportLocks = 8_412_642;

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
        var recipients = domains
            .Select(domain => (Domain: domain, Token: TokenOf(domain)))
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

    /// <summary>Of the test whose recipient domain it is; null where it is none.</summary>
    private string? TokenOf(DomainName domain)
    {
        var names = new ProbeZoneNames(zone.Options!.Name);
        return
            names.TryParse(domain, out var parsed)
            && names.RecipientDomain(parsed.Probe, parsed.Token) == domain
            ? parsed.Token.Value
            : null;
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
        var digest = TlsReportDigest.Of(report);
        await using var db = await database.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await LockAsync(db, digest, cancellation);
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
        var lasting = await LastingAsync(db, policies, cancellation);
        if (lasting.Count == 0)
        {
            return TlsReportFate.NotAskedFor;
        }
        var full = await FullAsync(db, sender, lasting, cancellation);
        var kept = lasting.Where(policy => !full.Contains(policy.Domain.Value)).ToList();
        if (kept.Count == 0)
        {
            return TlsReportFate.TooMany;
        }
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
        await db.SaveChangesAsync(cancellation);
        db.AddRange(TlsReportRows.Of(row.Id, kept));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TlsReportFate.Kept;
    }

    /// <summary>
    /// Until the end of the transaction nobody else keeps the same report. Two reports may share a lock, and then wait for each other for
    /// a moment.
    /// </summary>
    private static Task<int> LockAsync(
        DashboardDb db,
        byte[] digest,
        CancellationToken cancellation
    ) =>
        db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock({ReportLocks}, {BinaryPrimitives.ReadInt32BigEndian(digest)})",
            cancellation
        );

    /// <summary>
    /// Without those of standing tests that were deleted meanwhile: the others stay until the end of the transaction, and a deletion that
    /// waits for it removes the report too.
    /// </summary>
    private async Task<IReadOnlyList<TlsReportPolicy>> LastingAsync(
        DashboardDb db,
        IReadOnlyList<TlsReportPolicy> policies,
        CancellationToken cancellation
    )
    {
        var tokens = policies
            .Select(policy => TokenOf(policy.Domain))
            .OfType<string>()
            .Distinct()
            .ToArray();
        var tests = await db
            .StandingTests.FromSql(
                $"SELECT * FROM standing_tests WHERE token = ANY({tokens}) ORDER BY token FOR KEY SHARE"
            )
            .AsNoTracking()
            .ToListAsync(cancellation);
        return
        [
            .. policies.Where(policy =>
                TokenOf(policy.Domain) is not { } token || tests.Exists(test => test.Token == token)
            ),
        ];
    }

    /// <summary>Domains of which the most that are kept in a day are there.</summary>
    private async Task<IReadOnlySet<string>> FullAsync(
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
            .Select(of => new
            {
                Domain = of.Key,
                All = of.Count(),
                Unverified = of.Count(kept => kept.Unverified),
            })
            .ToListAsync(cancellation);
        return counts
            .Where(count =>
                count.All >= options.Value.PerDomain
                || (sender is null && count.Unverified >= options.Value.UnverifiedPerDomain)
            )
            .Select(count => count.Domain)
            .ToHashSet(StringComparer.Ordinal);
    }
}
