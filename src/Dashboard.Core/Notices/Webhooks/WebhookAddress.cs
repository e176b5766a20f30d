using System.Diagnostics.CodeAnalysis;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Notices.Webhooks;

/// <summary>Why an address cannot be that of a webhook.</summary>
public enum WebhookAddressProblem
{
    /// <summary>No URL, or one with characters that none has.</summary>
    NotAnAddress,
    TooLong,

    /// <summary>Its scheme is not <c>https</c>.</summary>
    NotHttps,

    /// <summary>A name or a password before the host.</summary>
    HasUser,
    HasFragment,

    /// <summary>A port other than 443.</summary>
    HasPort,

    /// <summary>The host is an IP address, or a name without a full stop, as in one's own network.</summary>
    NotAHostName,
}

/// <summary>Where messages are sent: <c>https</c>, a host name, port 443, a path and perhaps a query.</summary>
/// <param name="PathAndQuery">Begins with a slash; ASCII, percent-encoded.</param>
public sealed record WebhookAddress(DomainName Host, string PathAndQuery)
{
    public const int LongestText = 1000;

    private const int HttpsPort = 443;

    /// <summary>With the host in A-labels.</summary>
    public override string ToString() => $"https://{Host.Value}{PathAndQuery}";

    public static bool TryRead(
        string? typed,
        [NotNullWhen(true)] out WebhookAddress? address,
        [NotNullWhen(false)] out WebhookAddressProblem? problem
    )
    {
        address = null;
        problem = null;
        var text = (typed ?? "").Trim();
        if (text.Length > LongestText)
        {
            problem = WebhookAddressProblem.TooLong;
        }
        else if (
            text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\')
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.HostNameType == UriHostNameType.Unknown
        )
        {
            problem = WebhookAddressProblem.NotAnAddress;
        }
        else if (uri.Scheme != Uri.UriSchemeHttps)
        {
            problem = WebhookAddressProblem.NotHttps;
        }
        else if (
            uri.UserInfo.Length > 0
            || BeforePath(text).Contains('@', StringComparison.Ordinal)
        )
        {
            problem = WebhookAddressProblem.HasUser;
        }
        else if (text.Contains('#', StringComparison.Ordinal))
        {
            problem = WebhookAddressProblem.HasFragment;
        }
        else if (uri.Port != HttpsPort)
        {
            problem = WebhookAddressProblem.HasPort;
        }
        else if (
            uri.HostNameType != UriHostNameType.Dns
            || !DomainName.TryParse(uri.IdnHost, out var host)
            || host.Labels.Count < 2
            || host.Labels[^1].All(char.IsAsciiDigit)
        )
        {
            problem = WebhookAddressProblem.NotAHostName;
        }
        else if (uri.PathAndQuery.Length > LongestText)
        {
            problem = WebhookAddressProblem.TooLong;
        }
        else
        {
            address = new(host, uri.PathAndQuery);
            return true;
        }
        return false;
    }

    private static string BeforePath(string text)
    {
        var from = text.IndexOf("//", StringComparison.Ordinal) + 2;
        return text[from..].Split('/', '?', '#')[0];
    }
}
