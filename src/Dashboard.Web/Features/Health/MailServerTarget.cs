using System.Globalization;
using System.Net;

namespace Dashboard.Web.Features.Health;

/// <summary>A host and a port, as the setting <c>Health:Port25Target</c> names them.</summary>
internal sealed record MailServerTarget(string Host, int Port)
{
    public static MailServerTarget? Read(string text)
    {
        var colon = text.LastIndexOf(':');
        if (
            colon < 1
            || !int.TryParse(
                text.AsSpan(colon + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var port
            )
            || port is < 1 or > IPEndPoint.MaxPort
        )
        {
            return null;
        }
        var host = text[..colon].Trim('[', ']');
        return Uri.CheckHostName(host) == UriHostNameType.Unknown ? null : new(host, port);
    }
}
