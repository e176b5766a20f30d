using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;

namespace Dashboard.Web.Features.Inbound;

/// <summary>What changed between two tests of one domain.</summary>
internal static class InboundTestComparison
{
    public static IReadOnlyList<InboundTestChange> Between(
        InboundTestFacts before,
        InboundTestFacts after
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
                Forced(before),
                Forced(after)
            ),
            .. Hosts(before, after),
            .. Each(InboundTestChangeKind.Tlsa, TlsaSets(before), TlsaSets(after)),
            .. Each(InboundTestChangeKind.Certificate, Leaves(before), Leaves(after)),
            .. Each(InboundTestChangeKind.Outcome, Outcomes(before), Outcomes(after)),
        ];

    private static IEnumerable<InboundTestChange> Hosts(
        InboundTestFacts before,
        InboundTestFacts after
    )
    {
        var old = before.Hosts.Select(h => h.Name).ToHashSet();
        var now = after.Hosts.Select(h => h.Name).ToHashSet();
        foreach (var host in now.Except(old).Order(StringComparer.Ordinal))
        {
            yield return new(InboundTestChangeKind.HostAdded, host, null, host);
        }
        foreach (var host in old.Except(now).Order(StringComparer.Ordinal))
        {
            yield return new(InboundTestChangeKind.HostRemoved, host, host, null);
        }
    }

    private static Dictionary<string, string> TlsaSets(InboundTestFacts test) =>
        ByKey(test.Hosts, host => host.Name, host => Lines(host.Tlsa.Select(t => t.ToString())));

    private static Dictionary<string, string> Leaves(InboundTestFacts test) =>
        ByKey(
            test.Served.Where(host => host.Leaves.Count > 0),
            host => host.Name,
            host => Lines(host.Leaves.Distinct())
        );

    private static Dictionary<string, string> Outcomes(InboundTestFacts test) =>
        ByKey(
            test.Hosts.SelectMany(host => host.Addresses.Select(address => (host, address))),
            pair => $"{pair.host.Name} {pair.address.Address}",
            pair => Word(pair.address.Outcome)
        );

    private static string Lines(IEnumerable<string> lines) =>
        string.Join('\n', lines.Order(StringComparer.Ordinal));

    /// <summary>Only what both tests looked at: a host that came or went is reported once, by its name.</summary>
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
        where TEnum : struct, Enum => Slug.Of(value);

    /// <summary>The number of the connection type; null where no delivery can be forced.</summary>
    private static string? Forced(InboundTestFacts test) =>
        !test.AttackIsKnown() ? InboundTestChange.Unknown
        : test.AttackerConnectionType is { } known
            ? ((int)known).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : null;
}
