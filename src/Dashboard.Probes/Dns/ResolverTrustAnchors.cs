using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Dns;

/// <summary>
/// The zones that a resolver has trust anchors for, as Unbound tells them to who asks: a private tree may hang below a root that is
/// signed with a key nobody here was given.
/// </summary>
internal static class ResolverTrustAnchors
{
    private static readonly DomainName Question = DomainName.Parse("trustanchor.unbound");

    /// <summary>More than any private tree has.</summary>
    private const int Most = 8;

    /// <summary>
    /// Whether the resolver says of one of those zones that it validated it. A resolver that tells of none proves none, and one
    /// that fails for all it tells of has shown nothing.
    /// </summary>
    public static async Task<ResolverValidation> ValidationAsync(
        IPEndPoint resolver,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        var told = await AskAsync(
            resolver,
            Question,
            DnsRecordType.Txt,
            timeout,
            cancellation,
            WireQuery.Chaos
        );
        var result = ResolverValidation.DoesNotValidate;
        foreach (var zone in Zones(told))
        {
            switch (await AskAsync(resolver, zone, DnsRecordType.Soa, timeout, cancellation))
            {
                case { ResponseCode: 0, AuthenticData: true, Answers.Count: > 0 }:
                    return ResolverValidation.Validates;
                case not { ResponseCode: 0 }:
                    result = ResolverValidation.NotProven;
                    break;
            }
        }
        return result;
    }

    /// <returns>Null where no answer came.</returns>
    private static async Task<DnsReply?> AskAsync(
        IPEndPoint resolver,
        DomainName name,
        DnsRecordType type,
        TimeSpan timeout,
        CancellationToken cancellation,
        int recordClass = WireQuery.Internet
    )
    {
        try
        {
            return await DnsExchange.AskAsync(
                resolver,
                name,
                type,
                checkingDisabled: false,
                timeout,
                cancellation,
                recordClass: recordClass
            );
        }
        catch (Exception silence) when (silence is SocketException or TimeoutException)
        {
            return null;
        }
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
