using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Lab.Sending;
using Dashboard.Web.Features.OutboundTest;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Sending.Tests.Support;

/// <summary>
/// Tests that run through their whole life side by side, each mailed by a sender of its own. Attempts are real; the time between
/// them is stepped over.
/// </summary>
internal sealed class Campaign(SendingFixture fixture)
{
    private readonly Dictionary<SenderMta, string> tests = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<string> MailAsync(
        SenderMta sender,
        OutboundTestKind kind,
        string body = "A test message."
    )
    {
        var test = await fixture.OpenAsync(kind);
        await fixture.Lab.SendAsync(
            sender,
            new LabMessage(
                [.. test.Addresses.Select(address => address.Address)],
                "Sending test",
                body
            ),
            Cancellation
        );
        tests.Add(sender, test.Id);
        return test.Id;
    }

    public Task<OutboundTestView> ViewAsync(SenderMta sender) => fixture.ViewAsync(tests[sender]);

    /// <summary>The first attempts are over and what was seen is judged.</summary>
    public async Task SettleAsync()
    {
        foreach (var sender in tests.Keys)
        {
            await Eventually.TrueAsync(
                () => fixture.Lab.IsIdleAsync(sender, Cancellation),
                $"{sender.Title} to have made its attempts"
            );
        }
        await JudgedAsync();
    }

    /// <summary>Time passes, nothing else happens, and what that changes is judged.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        fixture.Clock.Step(time);
        await JudgedAsync();
    }

    /// <summary>What the resolvers held has expired, and every sender tries again what it still has.</summary>
    public async Task RetryAsync()
    {
        await fixture.Lab.ForgetAsync(Cancellation);
        foreach (var sender in tests.Keys)
        {
            await fixture.Lab.FlushAsync(sender, Cancellation);
        }
        await SettleAsync();
    }

    /// <summary>No session is under way, nothing new has come for a while, and no judgement is due.</summary>
    private async Task JudgedAsync()
    {
        (long Stamps, int Revisions)? before = null;
        await Eventually.TrueAsync(
            async () =>
            {
                await using var db = await fixture.OpenDatabaseAsync();
                var now = fixture.Clock.GetUtcNow();
                var open = await db.OutboundSessions.CountAsync(
                    session => session.EndedAt == null,
                    Cancellation
                );
                var due = await db.OutboundTests.CountAsync(
                    test => test.ClosedAt == null && test.DueAt <= now,
                    Cancellation
                );
                var state = (
                    await db.OutboundTests.SumAsync(test => test.EvidenceStamp, Cancellation),
                    await db.OutboundTests.SumAsync(test => test.Revision, Cancellation)
                );
                var quiet = open == 0 && due == 0 && state == before;
                before = state;
                return quiet;
            },
            "all that was seen to be judged",
            pause: TimeSpan.FromMilliseconds(700)
        );
    }
}
