using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Data.Mapping;
using Dashboard.Probes.Inbound.TlsNcsc;
using Dashboard.Web.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Dashboard.Web.Features.Inbound;

/// <summary>
/// Decides whether a request becomes a new test, and commits it before its job is made: a job never finds its test missing, and
/// a test whose job could not be made gets one from <see cref="InboundTestSweeper"/>.
/// </summary>
internal sealed partial class InboundTestIntake(
    IDbContextFactory<DashboardDb> database,
    ClientLimiter limiter,
    [FromKeyedServices(InboundTestSetup.Full)] ClientLimiter fullLimiter,
    InboundTestQueue queue,
    OpenTestsOfClients opened,
    [FromKeyedServices(InboundTestSetup.Full)] OpenTestsOfClients openedFull,
    ClientWords words,
    IOptions<InboundTestOptions> settings,
    IOptions<TlsNcscOptions> examinations,
    TimeProvider time,
    ILogger<InboundTestIntake> log
)
{
    private static readonly TimeSpan RetryWhenFull = TimeSpan.FromSeconds(30);

    private readonly InboundTestOptions options = settings.Value;

    public async Task<InboundTestStart> StartAsync(
        string input,
        IPAddress client,
        bool again,
        InboundTestProfile profile,
        CancellationToken cancellation
    )
    {
        if (!MailDomainInput.TryRead(input, out var domain, out var problem))
        {
            return new InboundTestStart.InvalidInput(input, problem);
        }
        try
        {
            return await StartAsync(domain, client, again, profile, cancellation);
        }
        catch (Exception fault) when (DatabaseFault.IsUnavailable(fault))
        {
            Log.DatabaseAway(log, fault.GetBaseException().Message);
            return new InboundTestStart.Unavailable();
        }
    }

    /// <summary>
    /// A test that the site itself wants, for who subscribed to the domain. It is like any other; visitors go first, so none is started
    /// while half of what may be open is.
    /// </summary>
    public Task<InboundTestStart> StartOwnAsync(
        DomainName domain,
        CancellationToken cancellation
    ) => StartAsync(domain, client: null, again: true, InboundTestProfile.Ordinary, cancellation);

    /// <summary>Asks the database what <see cref="StartAsync(string, IPAddress, bool, InboundTestProfile, CancellationToken)"/> would ask, and starts nothing.</summary>
    internal async Task LookAsync(DomainName domain, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        await FindReusableAsync(
            db,
            domain,
            again: false,
            InboundTestProfile.Ordinary,
            cancellation
        );
        await OpenTestsAsync(db, InboundTestProfile.Ordinary, cancellation);
    }

    /// <param name="client">Null for a test of our own.</param>
    private async Task<InboundTestStart> StartAsync(
        DomainName domain,
        IPAddress? client,
        bool again,
        InboundTestProfile profile,
        CancellationToken cancellation
    )
    {
        var isFull = profile == InboundTestProfile.Full;
        await using var db = await database.CreateDbContextAsync(cancellation);
        if (await FindReusableAsync(db, domain, again, profile, cancellation) is { } reusable)
        {
            return reusable;
        }
        if (client is not null && limiter.Take(client) is { } retryAfter)
        {
            return new InboundTestStart.RateLimited(retryAfter);
        }
        if (
            client is not null
            && await opened.HasAtLeastAsync(db, client, options.OpenPerClient, cancellation)
        )
        {
            return new InboundTestStart.RateLimited(RetryWhenFull);
        }
        if (
            client is not null
            && isFull
            && await openedFull.HasAtLeastAsync(db, client, options.OpenFullPerClient, cancellation)
        )
        {
            return new InboundTestStart.RateLimited(RetryWhenFull);
        }
        var most = isFull ? options.MaximumFullOpen : options.MaximumOpen;
        if (await OpenTestsAsync(db, profile, cancellation) >= (client is null ? most / 2 : most))
        {
            return new InboundTestStart.RateLimited(RetryWhenFull);
        }
        // Of those of a day none is taken for a test that does not start.
        if (client is not null && isFull && fullLimiter.Take(client) is { } tomorrow)
        {
            return new InboundTestStart.RateLimited(tomorrow);
        }
        var test = New(domain, profile);
        try
        {
            db.InboundTests.Add(test);
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException lost) when (SomeoneElseStarted(lost))
        {
            await using var fresh = await database.CreateDbContextAsync(cancellation);
            return await FindReusableAsync(fresh, domain, again, profile, cancellation)
                ?? new InboundTestStart.RateLimited(options.AgainAfter);
        }
        if (client is not null)
        {
            opened.Add(client, test.Id);
            if (isFull)
            {
                openedFull.Add(client, test.Id);
            }
        }
        await queue.EnqueueAsync(ShareOf(test.Id, domain, client, isFull), cancellation);
        return new InboundTestStart.Accepted(test.Id, Reused: false, Age: null);
    }

    /// <summary>Full tests last minutes and have a lane of their own, so they are counted by themselves.</summary>
    private FairShare ShareOf(string test, DomainName domain, IPAddress? client, bool isFull)
    {
        var kind = isFull ? "full " : string.Empty;
        var registrable = PublicSuffixList.Own.RegistrableDomain(domain) ?? domain;
        return new(
            test,
            client is null ? null : $"{kind}{words.Of(client)}",
            $"{kind}{registrable.Value}"
        );
    }

    private async Task<InboundTestStart?> FindReusableAsync(
        DashboardDb db,
        DomainName domain,
        bool again,
        InboundTestProfile profile,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var since =
            now
            - (
                profile == InboundTestProfile.Full
                    ? Longer(examinations.Value.FullPeriod, options.AgainAfter)
                : again ? options.AgainAfter
                : options.ReuseFor
            );
        var found = await db
            .InboundTests.Where(t =>
                t.Domain == domain.Value
                && t.Profile == profile
                && (
                    t.State == InboundTestState.Queued
                    || t.State == InboundTestState.Running
                    || (t.State == InboundTestState.Done && t.FinishedAt > since)
                )
            )
            .OrderByDescending(t => t.CreatedAt)
            .Select(t => new
            {
                t.Id,
                t.FinishedAt,
                t.ObservationId,
            })
            .FirstOrDefaultAsync(cancellation);
        return
            found is null
            || (
                found.FinishedAt <= now - options.AgainAfter
                && await MayBeAskedAgainAsync(db, found.ObservationId, profile, cancellation)
            )
            ? null
            : new InboundTestStart.Accepted(found.Id, Reused: true, now - found.FinishedAt);
    }

    /// <summary>
    /// What a fault of our own made, of the resolver, a socket or a time limit, is no answer to anybody else's question, nor is a full test in which an examination does not
    /// serve others.
    /// </summary>
    private async Task<bool> MayBeAskedAgainAsync(
        DashboardDb db,
        long? evidence,
        InboundTestProfile profile,
        CancellationToken cancellation
    ) =>
        evidence is { } id
        && await db.FindObservationAsync(id, cancellation) is { } seen
        && (
            OwnFaults.AreAnywhereIn(seen)
            || (
                profile == InboundTestProfile.Full
                && seen.Hosts.SelectMany(host => host.Addresses)
                    .Any(address => !StillServes(address))
            )
        );

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private bool StillServes(AddressObservation address) =>
        address.Examination is { } examination
            ? time.GetUtcNow() - examination.StartedAt < examinations.Value.PeriodOf(examination)
            : address.Disposition is not (AddressDisposition.Probed or AddressDisposition.Stopped);

    private static Task<int> OpenTestsAsync(
        DashboardDb db,
        InboundTestProfile profile,
        CancellationToken cancellation
    ) =>
        db.InboundTests.CountAsync(
            t =>
                t.Profile == profile
                && (t.State == InboundTestState.Queued || t.State == InboundTestState.Running),
            cancellation
        );

    private Data.InboundTest New(DomainName domain, InboundTestProfile profile)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = PublicId.New(),
            Domain = domain.Value,
            Profile = profile,
            CreatedAt = now,
            TouchedAt = now,
        };
    }

    private static bool SomeoneElseStarted(DbUpdateException fault) =>
        fault.InnerException
            is PostgresException
            {
                SqlState: PostgresErrorCodes.UniqueViolation,
                ConstraintName: InboundTestMapping.OneOpenTestPerDomain
            };

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "The database is unavailable, a test could not be stored: {Fault}"
        )]
        public static partial void DatabaseAway(ILogger logger, string fault);
    }
}
