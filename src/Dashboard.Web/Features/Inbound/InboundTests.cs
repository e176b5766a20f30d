using System.Net;
using System.Runtime.CompilerServices;
using Dashboard.Core.Dns;
using Dashboard.Data;
using Dashboard.Data.Evidence;
using Dashboard.Data.Verdicts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Inbound;

/// <summary>Receiving tests as pages and API ask for them and look at them.</summary>
internal sealed class InboundTests(
    InboundTestIntake intake,
    IDbContextFactory<DashboardDb> database,
    IOptions<InboundTestOptions> settings,
    TimeProvider time
)
{
    private readonly InboundTestOptions options = settings.Value;

    /// <summary>Starts an ordinary test, or finds the one that already answers the question.</summary>
    public Task<InboundTestStart> StartAsync(
        string input,
        IPAddress client,
        bool again,
        CancellationToken cancellation
    ) => StartAsync(input, client, again, InboundTestProfile.Ordinary, cancellation);

    /// <summary>Starts a test, or finds the one that already answers the question.</summary>
    /// <param name="input">As typed: a domain, an e-mail address, a URL.</param>
    /// <param name="client">Who asks, for the rate limit; not stored.</param>
    /// <param name="again">A verdict is there, and the visitor wants a new one; of a full test there is none before its time.</param>
    public Task<InboundTestStart> StartAsync(
        string input,
        IPAddress client,
        bool again,
        InboundTestProfile profile,
        CancellationToken cancellation
    ) => intake.StartAsync(input, client, again, profile, cancellation);

    /// <summary>Null where there is no such test.</summary>
    public async Task<InboundTestView?> FindAsync(string id, CancellationToken cancellation)
    {
        if (!PublicId.IsWellFormed(id))
        {
            return null;
        }
        await using var db = await database.CreateDbContextAsync(cancellation);
        var test = await db
            .InboundTests.AsNoTracking()
            .SingleOrDefaultAsync(t => t.Id == id, cancellation);
        return test is null ? null : await ViewAsync(db, test, cancellation);
    }

    /// <summary>
    /// The test as it is, and again after each change, until it is no longer open; nothing where there is no such test.
    /// </summary>
    public async IAsyncEnumerable<InboundTestView> WatchAsync(
        string id,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        DateTimeOffset? shown = null;
        while (!cancellation.IsCancellationRequested)
        {
            if (await TouchedAsync(id, cancellation) is not { } touched)
            {
                yield break;
            }
            if (touched != shown)
            {
                shown = touched;
                if (await FindAsync(id, cancellation) is not { } test)
                {
                    yield break;
                }
                yield return test;
                if (!test.IsOpen)
                {
                    yield break;
                }
            }
            await Task.Delay(options.WatchEvery, time, cancellation);
        }
    }

    /// <summary>The newest finished test of the domain; null where there is none.</summary>
    public async Task<InboundTestView?> LatestAsync(
        DomainName domain,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(domain);
        await using var db = await database.CreateDbContextAsync(cancellation);
        var test = await Finished(db, domain).FirstOrDefaultAsync(cancellation);
        return test is null ? null : await ViewAsync(db, test, cancellation);
    }

    /// <summary>The id of that test; null where there is none.</summary>
    public async Task<string?> LatestIdAsync(DomainName domain, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(domain);
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await Finished(db, domain).Select(t => t.Id).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>What changed between two finished tests of a domain; null where one is not among those that are shown.</summary>
    public async Task<IReadOnlyList<InboundTestChange>?> ChangesAsync(
        DomainName domain,
        string before,
        string after,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(domain);
        await using var db = await database.CreateDbContextAsync(cancellation);
        var tests = await InboundTestHistory.ReadAsync(
            db,
            domain,
            options.HistoryLength + 1,
            alsoId: null,
            cancellation
        );
        return
            tests.FirstOrDefault(test => test.Id == before) is { } old
            && tests.FirstOrDefault(test => test.Id == after) is { } now
            ? InboundTestComparison.Between(old, now)
            : null;
    }

    /// <summary>The finished tests of the domain, newest first, each with what changed since the one before.</summary>
    /// <param name="shownId">A test that is listed too if it is older than those; without what changed, as the one before it is not read.</param>
    public async Task<IReadOnlyList<InboundTestSummary>> HistoryAsync(
        DomainName domain,
        CancellationToken cancellation,
        string? shownId = null
    )
    {
        ArgumentNullException.ThrowIfNull(domain);
        await using var db = await database.CreateDbContextAsync(cancellation);
        // One more than is shown, so that the last one shown has its changes too.
        var tests = await InboundTestHistory.ReadAsync(
            db,
            domain,
            options.HistoryLength + 1,
            shownId,
            cancellation
        );
        return
        [
            .. tests
                .Select(
                    (test, i) =>
                        InboundTestHistory.Summary(
                            test,
                            i < options.HistoryLength ? tests.ElementAtOrDefault(i + 1) : null
                        )
                )
                .Where((test, i) => i < options.HistoryLength || test.Id == shownId),
        ];
    }

    /// <summary>By the primary key, so that many can look often.</summary>
    private async Task<DateTimeOffset?> TouchedAsync(string id, CancellationToken cancellation)
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db
            .InboundTests.Where(t => t.Id == id)
            .Select(t => (DateTimeOffset?)t.TouchedAt)
            .SingleOrDefaultAsync(cancellation);
    }

    private static IQueryable<Data.InboundTest> Finished(DashboardDb db, DomainName domain) =>
        db
            .InboundTests.AsNoTracking()
            .Where(t => t.Domain == domain.Value && t.State == InboundTestState.Done)
            .OrderByDescending(t => t.CreatedAt);

    private static async Task<InboundTestView> ViewAsync(
        DashboardDb db,
        Data.InboundTest test,
        CancellationToken cancellation
    )
    {
        var published = test.ObservationId is { } judged
            ? await db.FindVerdictAsync(judged, cancellation)
            : null;
        return new()
        {
            Id = test.Id,
            Domain = test.Domain,
            Profile = test.Profile,
            State = test.State,
            CreatedAt = test.CreatedAt,
            StartedAt = test.StartedAt,
            FinishedAt = test.FinishedAt,
            Progress = test.Progress,
            Observation = test.ObservationId is { } evidence
                ? await db.FindObservationAsync(evidence, cancellation)
                : null,
            Verdict = published?.MailTransport,
            Standards = published?.Standards ?? [],
            FailureReason = test.FailureReason,
        };
    }
}
