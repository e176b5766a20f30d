using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Dns;

/// <summary>
/// The zones that a resolver has trust anchors for, as Unbound tells them to who asks: a private tree may hang below a root that is
/// signed with a key nobody here was given.
/// </summary>
internal static class TrustAnchors
{
    private static readonly DomainName Question = DomainName.Parse("trustanchor.unbound");

    /// <summary>More than any private tree has.</summary>
    private const int Most = 8;

    /// <summary>Whether the resolver says of one of those zones that it validated it. A resolver that tells of none proves none.</summary>
    public static async Task<bool> AnyValidatesAsync(
        IPEndPoint resolver,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        try
        {
            var told = await DnsExchange.AskAsync(
                resolver,
                Question,
                DnsRecordType.Txt,
                checkingDisabled: false,
                patience,
                cancellation,
                recordClass: WireQuery.Chaos
            );
            foreach (var zone in Zones(told))
            {
                var soa = await DnsExchange.AskAsync(
                    resolver,
                    zone,
                    DnsRecordType.Soa,
                    checkingDisabled: false,
                    patience,
                    cancellation
                );
                if (soa is { ResponseCode: 0, AuthenticData: true, Answers.Count: > 0 })
                {
                    return true;
                }
            }
        }
        catch (Exception silence) when (silence is SocketException or TimeoutException)
        {
            // It answered for the root, and tells no more.
        }
        return false;
    }

    /// <summary>Each a text of the zone and its key tags: <c>"example. 19036 20326"</c>.</summary>
    private static IEnumerable<DomainName> Zones(DnsReply? told) =>
        (told?.Answers ?? [])
            .Select(record => record.Data)
            .OfType<string>()
            .Select(text =>
                DomainName.TryParse(text.Split(' ', 2)[0], out var zone) ? zone : DomainName.Root
            )
            .Where(zone => !zone.IsRoot)
            .Take(Most);
}
