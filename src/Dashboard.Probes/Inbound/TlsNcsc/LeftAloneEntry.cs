using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>
/// One line of <see cref="TlsNcscOptions.LeftAlone"/>: a name with all below it, an address or a network; then a date; then a reason.
/// </summary>
/// <param name="Name">Null where the line is of a network.</param>
/// <param name="Network">Null where the line is of a name.</param>
/// <param name="Words">As it is reported.</param>
internal sealed record LeftAloneEntry(DomainName? Name, IPNetwork? Network, TlsLeftAlone Words)
{
    private const string Day = "yyyy-MM-dd";

    public bool Holds(DomainName host, IPAddress address) =>
        (Name is { } name && host.IsAtOrBelow(name))
        || (Network is { } network && network.Contains(address));

    public static bool TryParse(string? line, [NotNullWhen(true)] out LeftAloneEntry? entry)
    {
        entry = null;
        var words = (line ?? string.Empty).Split(
            ' ',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        if (words.Length == 0)
        {
            return false;
        }
        var network = NetworkOf(words[0]);
        DomainName? name = null;
        // A top-level domain is a slip of the pen.
        if (
            network is null
            && (
                words[0].Contains('/', StringComparison.Ordinal)
                || !DomainName.TryParse(words[0], out name)
                || name.Labels.Count < 2
                || IsNumeric(name)
            )
        )
        {
            return false;
        }
        DateOnly? since =
            words.Length > 1
            && DateOnly.TryParseExact(
                words[1],
                Day,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
                ? day
                : null;
        var reason = string.Join(' ', words.Skip(since is null ? 1 : 2));
        entry = new(
            name,
            network,
            new TlsLeftAlone
            {
                What = name?.Value ?? network.ToString()!,
                Since = since,
                Reason = reason.Length == 0 ? null : reason,
            }
        );
        return true;
    }

    private static IPNetwork? NetworkOf(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) && text.AsSpan().IndexOfAny('.', ':') >= 0
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;

    /// <summary>An address or a network with a mistake in it.</summary>
    private static bool IsNumeric(DomainName name) => name.Labels[^1].All(char.IsAsciiDigit);
}
