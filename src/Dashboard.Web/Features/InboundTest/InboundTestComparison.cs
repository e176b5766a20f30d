using System.Text.Json;
using Dashboard.Core.Inbound;

namespace Dashboard.Web.Features.InboundTest;

/// <summary>What changed between two tests of one domain.</summary>
internal static class InboundTestComparison
{
    public static IReadOnlyList<InboundTestChange> Between(
        DomainVerdict before,
        InboundObservation seenBefore,
        DomainVerdict after,
        InboundObservation seenAfter
    ) =>
        [
            .. Differs(
                InboundTestChangeKind.MethodVersion,
                null,
                before.MethodVersion,
                after.MethodVersion
            ),
            .. Differs(InboundTestChangeKind.Status, null, Word(before.Status), Word(after.Status)),
            .. Differs(
                InboundTestChangeKind.Delivery,
                null,
                Word(before.Delivery),
                Word(after.Delivery)
            ),
            .. Differs(
                InboundTestChangeKind.AttackerConnectionType,
                null,
                Number(before.AttackerConnectionType),
                Number(after.AttackerConnectionType)
            ),
            .. Hosts(before, after),
            .. Each(InboundTestChangeKind.Tlsa, TlsaSets(before), TlsaSets(after)),
            .. Each(InboundTestChangeKind.Certificate, Leaves(seenBefore), Leaves(seenAfter)),
            .. Each(InboundTestChangeKind.Outcome, Outcomes(before), Outcomes(after)),
        ];

    private static IEnumerable<InboundTestChange> Hosts(DomainVerdict before, DomainVerdict after)
    {
        var old = before.Hosts.Select(h => h.Host.Name.ToString()).ToHashSet();
        var now = after.Hosts.Select(h => h.Host.Name.ToString()).ToHashSet();
        foreach (var host in now.Except(old).Order(StringComparer.Ordinal))
        {
            yield return new(InboundTestChangeKind.HostAdded, host, null, host);
        }
        foreach (var host in old.Except(now).Order(StringComparer.Ordinal))
        {
            yield return new(InboundTestChangeKind.HostRemoved, host, host, null);
        }
    }

    private static Dictionary<string, string> TlsaSets(DomainVerdict verdict) =>
        ByKey(
            verdict.Hosts,
            host => host.Host.Name.ToString(),
            host =>
                string.Join(
                    '\n',
                    host.Policy.Tlsa.Select(t => t.Record.ToString()).Order(StringComparer.Ordinal)
                )
        );

    private static Dictionary<string, string> Leaves(InboundObservation observation) =>
        ByKey(
            observation.Hosts.Where(host => LeavesOf(host).Length > 0),
            host => host.Host.Name.ToString(),
            LeavesOf
        );

    private static string LeavesOf(HostObservation host) =>
        string.Join(
            '\n',
            host.Addresses.SelectMany(address =>
                    new[] { address.Last?.Handshake, address.OtherCertificate?.Handshake }
                )
                .Select(handshake => handshake?.Chain.Certificates is [var leaf, ..] ? leaf : null)
                .OfType<Core.Tls.PresentedCertificate>()
                .Select(leaf => leaf.Sha256.ToString())
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    private static Dictionary<string, string> Outcomes(DomainVerdict verdict) =>
        ByKey(
            verdict.Hosts.SelectMany(host => host.Addresses.Select(address => (host, address))),
            pair => $"{pair.host.Host.Name} {pair.address.Address}",
            pair => Word(pair.address.Outcome)
        );

    /// <summary>Only what both tests looked at: a host that came or went is said once, by its name.</summary>
    private static IEnumerable<InboundTestChange> Each(
        InboundTestChangeKind kind,
        Dictionary<string, string> before,
        Dictionary<string, string> after
    ) =>
        before
            .Where(old => after.ContainsKey(old.Key))
            .OrderBy(old => old.Key, StringComparer.Ordinal)
            .SelectMany(old => Differs(kind, old.Key, old.Value, after[old.Key]));

    private static IEnumerable<InboundTestChange> Differs(
        InboundTestChangeKind kind,
        string? subject,
        string? before,
        string? after
    ) => before == after ? [] : [new InboundTestChange(kind, subject, before, after)];

    /// <summary>An MX set may name one host twice, with two preferences; the first stands for both.</summary>
    private static Dictionary<string, string> ByKey<T>(
        IEnumerable<T> items,
        Func<T, string> key,
        Func<T, string> value
    ) =>
        items
            .GroupBy(key, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => value(same.First()), StringComparer.Ordinal);

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string? Number(ConnectionType? type) =>
        type is { } known
            ? ((int)known).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
