using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Lab;
using Dashboard.Lab.Outbound;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.Outbound.Judging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Outbound.Tests.Support;

/// <summary>
/// Tests that run through their whole life side by side, each mailed by a sender of its own. Attempts are real; the time between
/// them is stepped over.
/// </summary>
internal sealed class Campaign(OutboundFixture fixture)
{
    private readonly Dictionary<SenderMta, string> tests = [];

    private readonly HashSet<SenderMta> senders = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<string> MailAsync(
        SenderMta sender,
        OutboundTestKind kind,
        string body = "A test message.",
        string subject = "Sending test"
    )
    {
        var test = await fixture.OpenAsync(kind);
        await fixture.Lab.SendAsync(
            sender,
            new LabMessage([.. test.Addresses.Select(address => address.Address)], subject, body),
            Cancellation
        );
        tests.Add(sender, test.Id);
        Watch(sender);
        return test.Id;
    }

    /// <summary>Waits for, and retries, what was sent from here by other means too.</summary>
    public void Watch(SenderMta sender) => senders.Add(sender);

    public Task<OutboundTestView> ViewAsync(SenderMta sender) => fixture.ViewAsync(tests[sender]);

    /// <summary>The first attempts are over and what was seen is judged.</summary>
    public async Task SettleAsync()
    {
        foreach (var sender in senders)
        {
            await IdleAsync(sender);
        }
        await SeenAsync();
        await JudgeAsync();
    }

    /// <summary>Time passes, nothing else happens, and what that changes is judged.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        fixture.Clock.Step(time);
        await JudgeAsync();
    }

    /// <summary>Lets a second after the other pass until the sender's test is as it should become.</summary>
    public Task UntilAsync(SenderMta sender, Func<OutboundTestView, bool> reached, string what) =>
        Eventually.TrueAsync(
            async () =>
            {
                if (reached(await ViewAsync(sender)))
                {
                    return true;
                }
                await PassAsync(TimeSpan.FromSeconds(1));
                return false;
            },
            what
        );

    /// <summary>What the resolvers held has expired, and every sender tries again what it still has.</summary>
    public async Task RetryAsync()
    {
        await fixture.Lab.ForgetAsync(Cancellation);
        foreach (var sender in senders)
        {
            await fixture.Lab.FlushAsync(sender, Cancellation);
            await IdleAsync(sender);
        }
        await SettleAsync();
    }

    /// <summary>All attempts and clocks of a test up to its close: refused, refused again, healed, delivered.</summary>
    public async Task LiveThroughAsync()
    {
        await SettleAsync();
        await PassAsync(ProbeTiming.QuietPeriod + TimeSpan.FromSeconds(1));
        await PassAsync(ProbeTiming.SecondAttemptAfter);
        await RetryAsync();
        await PassAsync(ProbeTiming.QuietPeriod + TimeSpan.FromSeconds(1));
        await PassAsync(ProbeTiming.DnsFirmAfter);
        await PassAsync(ProbeTiming.RecordTtl + TimeSpan.FromSeconds(1));
        await RetryAsync();
    }

    public Task IdleAsync(SenderMta sender) =>
        Eventually.TrueAsync(
            () => fixture.Lab.IsIdleAsync(sender, Cancellation),
            $"{sender.Title} to have made its attempts"
        );

    /// <summary>No session is under way, and nothing new has come for a while.</summary>
    private async Task SeenAsync()
    {
        long? before = null;
        await Eventually.TrueAsync(
            async () =>
            {
                await using var db = await fixture.OpenDatabaseAsync();
                var open = await db.OutboundSessions.CountAsync(
                    session => session.EndedAt == null,
                    Cancellation
                );
                var stamps = await db.OutboundTests.SumAsync(
                    test => test.EvidenceStamp,
                    Cancellation
                );
                var quiet = open == 0 && stamps == before;
                before = stamps;
                return quiet;
            },
            "all sessions to end and their evidence to be stored",
            pause: TimeSpan.FromSeconds(2)
        );
    }

    /// <summary>
    /// Judges all open tests until a judgement changes nothing any more: what the worker does anyway, but here one knows when it is
    /// done. Where the worker is at the same test, one of the two waits for the other.
    /// </summary>
    private async Task JudgeAsync()
    {
        var judge = fixture.Product.GetRequiredService<OutboundJudge>();
        int? before = null;
        while (true)
        {
            List<Guid> open;
            int revisions;
            await using (var db = await fixture.OpenDatabaseAsync())
            {
                open = await db
                    .OutboundTests.Where(test => test.ClosedAt == null)
                    .Select(test => test.Id)
                    .ToListAsync(Cancellation);
                revisions = await db.OutboundTests.SumAsync(test => test.Revision, Cancellation);
            }
            if (revisions == before)
            {
                return;
            }
            before = revisions;
            foreach (var id in open)
            {
                await judge.SettleAsync(id, Cancellation);
            }
        }
    }
}
