using System.Security.Cryptography;
using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Support;

/// <summary>A standing test that has run for long: rounds as they lie in the database once they are closed.</summary>
internal static class FormerRounds
{
    /// <summary>Of the domain that sent in all of them.</summary>
    public const string Sender = "former.example";

    /// <param name="standing">Of the standing test's link. Its open round becomes the one after these.</param>
    public static async Task AddAsync(DashboardDb db, string standing, int count)
    {
        var owner = await db.StandingTests.SingleAsync(test => test.ViewId == standing);
        var open = await db.OutboundTests.SingleAsync(test =>
            test.StandingTestId == owner.Id && test.ClosedAt == null
        );
        await db
            .OutboundTests.Where(test => test.Id == open.Id)
            .ExecuteUpdateAsync(test => test.SetProperty(t => t.Round, count + 1));
        owner.Round = count + 1;
        for (var round = 1; round <= count; round++)
        {
            var opened = open.OpenedAt - TimeSpan.FromDays(count + 1 - round);
            var closed = opened + TimeSpan.FromHours(23);
            var row = new OutboundTestRow
            {
                Id = Guid.NewGuid(),
                ViewId = PublicId.New(),
                Kind = open.Kind,
                Zone = open.Zone,
                Token = open.Token,
                HostToken = TestToken
                    .FromOctets(RandomNumberGenerator.GetBytes(TestToken.Octets))
                    .Value,
                Hosts = open.Hosts,
                Addresses = open.Addresses,
                OpenedAt = opened,
                ClosesAt = closed,
                ClosedAt = closed,
                FirstMailAt = KindOf(round) is null ? null : opened + TimeSpan.FromHours(1),
                StandingTestId = owner.Id,
                Round = round,
                DueAt = closed,
                Revision = 1,
                VerdictKind = KindOf(round) ?? SenderVerdictKind.Inconclusive,
                MethodVersion = "outbound-3",
                JudgedAt = closed,
            };
            db.OutboundTests.Add(row);
            if (KindOf(round) is { } kind)
            {
                var good = kind == SenderVerdictKind.EnforcesDane;
                db.OutboundSenders.Add(
                    new()
                    {
                        TestId = row.Id,
                        Position = 0,
                        Domain = Sender,
                        Verdict = kind,
                        Firm = true,
                        Mandatory = false,
                        VerifiesPkix = false,
                        ConnectionType = good
                            ? ConnectionType.EncryptedAndVerified
                            : ConnectionType.Encrypted,
                        AttackerConnectionType = good
                            ? ConnectionType.EncryptedAndVerified
                            : ConnectionType.Unencrypted,
                    }
                );
            }
        }
        await db.SaveChangesAsync();
    }

    /// <summary>Every tenth was forgotten; what comes before the thirtieth did not yet verify anything.</summary>
    private static SenderVerdictKind? KindOf(int round) =>
        round % 10 == 0 ? null
        : round < 30 ? SenderVerdictKind.Opportunistic
        : SenderVerdictKind.EnforcesDane;
}
