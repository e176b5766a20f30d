using System.Diagnostics.CodeAnalysis;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>The path of a MAIL or RCPT with its parameters (RFC 5321 section 4.1.2).</summary>
/// <param name="LocalPart">Empty for the null path.</param>
/// <param name="Domain">Null for the null path, an address literal, and <c>postmaster</c> alone.</param>
internal sealed record SmtpPath(
    string LocalPart,
    DomainName? Domain,
    IReadOnlyList<string> Parameters
)
{
    public bool IsNull => LocalPart.Length == 0;

    /// <summary>As it was sent.</summary>
    public bool IsAscii { get; private init; } = true;

    public bool IsPostmaster =>
        string.Equals(LocalPart, "postmaster", StringComparison.OrdinalIgnoreCase);

    /// <param name="keyword"><c>FROM:</c> or <c>TO:</c>.</param>
    public static bool TryParse(
        string argument,
        string keyword,
        [NotNullWhen(true)] out SmtpPath? path
    )
    {
        path = null;
        if (!argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
        var rest = argument[keyword.Length..].TrimStart(' ');
        if (!rest.StartsWith('<') || ClosingBracket(rest) is not (> 0 and var close))
        {
            return false;
        }
        var inside = rest[1..close];
        var parameters = rest[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (inside.Length == 0)
        {
            path = new SmtpPath(string.Empty, null, parameters);
            return true;
        }
        // A source route is to be ignored (RFC 5321 appendix C).
        if (
            inside.StartsWith('@')
            && inside.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        )
        {
            inside = inside[(colon + 1)..];
        }
        var at = inside.LastIndexOf('@');
        var local = at < 0 ? inside : inside[..at];
        var domain = default(DomainName);
        if (
            at >= 0
            && !IsLiteral(inside[(at + 1)..])
            && !DomainName.TryParse(inside[(at + 1)..], out domain)
        )
        {
            // A name with letters beyond US-ASCII (RFC 6531) is none of ours, but it is an address.
            if (inside[(at + 1)..].All(c => c <= '~'))
            {
                return false;
            }
        }
        if (local.Length == 0 || local.Any(char.IsControl) || (at < 0 && !IsPostmasterText(local)))
        {
            return false;
        }
        path = new SmtpPath(Unquoted(local), domain, parameters)
        {
            IsAscii = inside.All(char.IsAscii),
        };
        return true;
    }

    /// <summary>The bracket that closes the path; one within quotes does not.</summary>
    private static int ClosingBracket(string text)
    {
        var quoted = false;
        for (var i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when quoted:
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case '>' when !quoted:
                    return i;
            }
        }
        return -1;
    }

    private static bool IsLiteral(string domain) => domain.StartsWith('[') && domain.EndsWith(']');

    private static bool IsPostmasterText(string local) =>
        string.Equals(local, "postmaster", StringComparison.OrdinalIgnoreCase);

    private static string Unquoted(string local) =>
        local.Length >= 2 && local.StartsWith('"') && local.EndsWith('"')
            ? local[1..^1].Replace("\\", string.Empty, StringComparison.Ordinal)
            : local;
}
