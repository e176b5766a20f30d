using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Hosting;

/// <summary>
/// The names that the site is reached by, setting <c>Site:Hosts</c>, and those of this machine itself. A request for another name is
/// refused before anything is made for it: a client that invents names neither has pages made under them nor gets links that lead there.
/// </summary>
internal sealed class SiteHosts(IOptions<SiteOptions> options)
{
    /// <summary>As people and health checks on this machine write it; other addresses of loopback are served and not kept.</summary>
    private static readonly string[] OfThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    private readonly IReadOnlyList<HostString> known =
    [
        .. options.Value.Hosts.Select(Read).OfType<HostString>(),
    ];

    /// <summary>The first name of the setting; null where there is none.</summary>
    public string? First => known.Count > 0 ? known[0].Value : null;

    /// <summary>One of the setting, without the usual port. Null where it is no name or address.</summary>
    public static HostString? Read(string host) =>
        WithoutUsualPort(Spelled(new HostString(host.Trim())));

    /// <summary>The name as it is always written: small letters, A-labels, no dot at the end. Null where it is not one of the site.</summary>
    /// <param name="asked">As in the Host field; RFC 9110 section 7.2.</param>
    public HostString? Find(HostString asked) =>
        Spelled(asked) is { } host && (IsKnown(host) || IsLoopback(host.Host)) ? host : null;

    /// <summary>
    /// One of a number that only the operator makes larger: pages of such a name may be kept. The port counts, as everybody can invent
    /// ports too.
    /// </summary>
    /// <param name="host">Of <see cref="Find"/>.</param>
    /// <param name="localPort">Where the request came in.</param>
    public bool IsCounted(HostString host, int localPort) =>
        known.Contains(host)
        || (
            OfThisMachine.Contains(host.Host, StringComparer.Ordinal)
            && (host.Port ?? localPort) == localPort
        );

    /// <summary>Browsers leave out the port of the scheme.</summary>
    private static HostString? WithoutUsualPort(HostString? host) =>
        host is { Port: 80 or 443 } named ? new HostString(named.Host) : host;

    /// <summary>A name without a port is that of every port.</summary>
    private bool IsKnown(HostString host) =>
        known.Any(one => one.Host == host.Host && (one.Port is null || one.Port == host.Port));

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));

    private static HostString? Spelled(HostString asked)
    {
        var text = asked.Value ?? string.Empty;
        var end = text.EndsWith(']') ? -1 : text.LastIndexOf(':');
        var name = end < 0 ? text : text[..end];
        var port = 0;
        if (
            end >= 0
            && (
                !int.TryParse(
                    text.AsSpan(end + 1),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out port
                ) || port is < 1 or > IPEndPoint.MaxPort
            )
        )
        {
            return null;
        }
        name = InAscii(name.EndsWith('.') ? name[..^1] : name);
        if (Uri.CheckHostName(name) is UriHostNameType.Unknown or UriHostNameType.Basic)
        {
            return null;
        }
        return end < 0 ? new HostString(name) : new HostString(name, port);
    }

    /// <summary>Empty where it has no such form.</summary>
    private static string InAscii(string name)
    {
        try
        {
            return name.Length == 0 || name[0] == '['
                ? name.ToLowerInvariant()
                : new IdnMapping().GetAscii(name).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return string.Empty;
        }
    }
}
