using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>
/// What a session says of the tests it can belong to: by name where it named anything, else by the address it came to.
/// </summary>
/// <param name="Recipients">Tokens of the recipients.</param>
/// <param name="Host">Token of the host in the SNI.</param>
/// <param name="Address">Set where nothing was named.</param>
internal sealed record SessionClaims(
    IReadOnlyList<TestToken> Recipients,
    TestToken? Host,
    IPAddress? Address
)
{
    /// <summary>Whoever named only what is no test of ours is nobody's sender, wherever it came to.</summary>
    public bool IsNone => Recipients.Count == 0 && Host is null && Address is null;

    public static SessionClaims Of(SmtpSessionEvidence session, DomainName zone)
    {
        var recipients = session
            .Transactions.SelectMany(transaction => transaction.Recipients)
            .ToList();
        var tokens = recipients
            .Select(recipient => recipient.Token)
            .OfType<TestToken>()
            .ToHashSet();
        var named = recipients.Count > 0;
        TestToken? hostToken = null;
        if (
            DomainName.TryParse(session.Tls?.ServerName, out var serverName)
            && serverName.IsAtOrBelow(zone)
        )
        {
            named = true;
            if (new ProbeZoneNames(zone).TryParse(serverName, out var host))
            {
                hostToken = host.Token;
            }
        }
        var local = session.LocalAddress;
        return new SessionClaims(
            [.. tokens],
            hostToken,
            named ? null
                : local.IsIPv4MappedToIPv6 ? local.MapToIPv4()
                : local
        );
    }
}
