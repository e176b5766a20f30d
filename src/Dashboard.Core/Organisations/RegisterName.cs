using System.Diagnostics.CodeAnalysis;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Organisations;

/// <summary>
/// Reads the name in a register's or a list's field: a host, or a URL of which only the host counts (registers.md, cases 13 to
/// 16). Names stand as they are written, but for <c>www.</c>, which no mail domain has.
/// </summary>
public static class RegisterName
{
    /// <summary>Longer than any URL in a register.</summary>
    private const int LongestText = 2048;

    /// <summary>The host as it is written.</summary>
    public static bool TryReadHost(
        string? text,
        [NotNullWhen(true)] out DomainName? host,
        out RegisterReason reason
    )
    {
        host = null;
        var trimmed = (text ?? string.Empty).Trim();
        reason = RegisterReason.NotAName;
        if (trimmed.Length > LongestText || trimmed.Any(char.IsWhiteSpace))
        {
            return false;
        }
        if (HasWildcard(trimmed))
        {
            reason = RegisterReason.Wildcard;
            return false;
        }
        if (!MailDomainInput.TryRead(trimmed, out var name, out var problem))
        {
            reason = problem switch
            {
                MailDomainProblem.IpAddress => RegisterReason.IpAddress,
                MailDomainProblem.Empty => RegisterReason.Empty,
                MailDomainProblem.BadCharacters when !System.Text.Ascii.IsValid(trimmed) =>
                    RegisterReason.NotIdna2008,
                _ => RegisterReason.NotAName,
            };
            return false;
        }
        if (!Idna2008.IsValid(name))
        {
            reason = RegisterReason.NotIdna2008;
            return false;
        }
        host = name;
        return true;
    }

    /// <summary>The host without <c>www.</c>, where something to register is left.</summary>
    public static bool TryReadDomain(
        string? text,
        [NotNullWhen(true)] out DomainName? domain,
        out RegisterReason reason
    )
    {
        if (!TryReadHost(text, out domain, out reason))
        {
            return false;
        }
        domain = WithoutWww(domain);
        return true;
    }

    public static DomainName WithoutWww(DomainName host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return
            host.Labels[0] == "www"
            && host.Parent is { } parent
            && !PublicSuffixList.Own.IsPublicSuffix(parent)
            ? parent
            : host;
    }

    /// <summary>In the host only: a path may well have an asterisk.</summary>
    private static bool HasWildcard(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0
            ? scheme + 3
            : 0;
        var end = text.AsSpan(start).IndexOfAny('/', '?', '#');
        var host = end < 0 ? text.AsSpan(start) : text.AsSpan(start, end);
        return host.Contains('*');
    }
}
