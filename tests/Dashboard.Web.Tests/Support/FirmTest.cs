using System.Security.Cryptography;
using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;

namespace Dashboard.Web.Tests.Support;

/// <summary>A sending test with one proven sender and a firm verdict, as it lies in the database once it is judged.</summary>
internal static class FirmTest
{
    public static OutboundTestRow Add(
        DashboardDb db,
        string domain,
        SenderVerdictKind verdict,
        DateTimeOffset at
    )
    {
        var enforces = verdict == SenderVerdictKind.EnforcesDane;
        var row = new OutboundTestRow
        {
            Id = Guid.NewGuid(),
            ViewId = PublicId.New(),
            Kind = OutboundTestKind.Basic,
            Zone = "probe.example",
            Token = Token(),
            HostToken = Token(),
            Hosts = [],
            Addresses = [],
            OpenedAt = at,
            ClosesAt = at.AddMinutes(30),
            ClosedAt = at.AddMinutes(30),
            FirstMailAt = at,
            DueAt = at,
            Revision = 1,
            VerdictKind = verdict,
            MethodVersion = "outbound-3",
            JudgedAt = at,
        };
        db.Add(row);
        db.Add(
            new OutboundSenderRow
            {
                TestId = row.Id,
                Position = 0,
                Domain = domain,
                Verdict = verdict,
                Firm = true,
                Mandatory = false,
                VerifiesPkix = false,
                ConnectionType = enforces
                    ? ConnectionType.EncryptedAndVerified
                    : ConnectionType.Encrypted,
                AttackerConnectionType = enforces
                    ? ConnectionType.EncryptedAndVerified
                    : ConnectionType.Unencrypted,
            }
        );
        return row;
    }

    private static string Token() =>
        TestToken.FromOctets(RandomNumberGenerator.GetBytes(TestToken.Octets)).Value;
}
