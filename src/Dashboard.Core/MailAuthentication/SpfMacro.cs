using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Core.Dns;

namespace Dashboard.Core.MailAuthentication;

/// <summary>Macros in the domains of a record (RFC 7208 section 7).</summary>
public static partial class SpfMacro
{
    private const string NoDelimiters = ".";

    private const int LongestName = 253;

    public static bool IsMacroString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return MacroStringPattern().IsMatch(text);
    }

    /// <summary>A macro string that ends with a macro, or with a top label that is not all digits.</summary>
    public static bool IsDomainSpec(string text) =>
        IsMacroString(text) && DomainEndPattern().IsMatch(text);

    /// <summary>Whether the costly <c>p</c> macro is in it, which needs the DNS before it can be expanded.</summary>
    public static bool UsesValidatedName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ExpansionPattern()
            .Matches(text)
            .Any(match => match.Groups["letter"].Value is "p" or "P");
    }

    /// <summary>Cut from the left, label by label, where it would be longer than a name can be (section 7.3).</summary>
    public static string Expand(string text, SpfMacroContext context)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);
        var expanded = ExpansionPattern()
            .Replace(
                text,
                match =>
                    match.Value switch
                    {
                        "%%" => "%",
                        "%_" => " ",
                        "%-" => "%20",
                        _ => Expand(match, context),
                    }
            );
        expanded = expanded.EndsWith('.') ? expanded[..^1] : expanded;
        while (expanded.Length > LongestName)
        {
            var dot = expanded.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0)
            {
                break;
            }
            expanded = expanded[(dot + 1)..];
        }
        return expanded;
    }

    private static string Expand(Match match, SpfMacroContext context)
    {
        var letter = match.Groups["letter"].Value[0];
        var value = context.ValueOf(char.ToLowerInvariant(letter));
        var delimiters = match.Groups["delimiters"].Value is { Length: > 0 } given
            ? given
            : NoDelimiters;
        var parts = value.Split(delimiters.ToCharArray());
        if (match.Groups["reverse"].Success)
        {
            Array.Reverse(parts);
        }
        if (
            int.TryParse(
                match.Groups["digits"].ValueSpan,
                CultureInfo.InvariantCulture,
                out var most
            )
            && most < parts.Length
        )
        {
            parts = parts[^most..];
        }
        var joined = string.Join('.', parts);
        return char.IsAsciiLetterUpper(letter) ? Escaped(joined) : joined;
    }

    /// <summary>An upper-case letter wants what is not unreserved (RFC 3986 section 2.3) escaped.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)octet;
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~')
            {
                escaped.Append(c);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
            }
        }
        return escaped.ToString();
    }

    [GeneratedRegex(
        "^(?:[!-$&-~]|%[%_-]|%\\{[slodiphvSLODIPHV](?:[1-9][0-9]*)?[rR]?[.+,/_=-]*\\})*$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex MacroStringPattern();

    [GeneratedRegex(
        "(?:%\\{[^}]*\\}|%[%_-]|\\.(?=[A-Za-z0-9-]*[A-Za-z-])[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\\.?)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex DomainEndPattern();

    [GeneratedRegex(
        "%[%_-]|%\\{(?<letter>[A-Za-z])(?<digits>[0-9]*)(?<reverse>[rR])?(?<delimiters>[.+,/_=-]*)\\}",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex ExpansionPattern();
}

/// <summary>What macros stand for (RFC 7208 section 7.2).</summary>
/// <param name="LocalPart">Of the sender; <c>postmaster</c> where it has none (section 4.3).</param>
/// <param name="Domain">The current one: another within an include or a redirect.</param>
/// <param name="ValidatedName">Of the address; <c>unknown</c> where there is none.</param>
public sealed record SpfMacroContext(
    string LocalPart,
    DomainName SenderDomain,
    DomainName Domain,
    IPAddress Address,
    string Ehlo,
    string ValidatedName = "unknown"
)
{
    internal string ValueOf(char letter) =>
        letter switch
        {
            's' => $"{LocalPart}@{SenderDomain}",
            'l' => LocalPart,
            'o' => SenderDomain.Value,
            'd' => Domain.Value,
            'i' => Dotted(Address),
            'p' => ValidatedName,
            'v' => IsIPv4(Address) ? "in-addr" : "ip6",
            _ => Ehlo,
        };

    private static string Dotted(IPAddress address) =>
        IsIPv4(address)
            ? address.ToString()
            : string.Join('.', Convert.ToHexStringLower(address.GetAddressBytes()).ToCharArray());

    private static bool IsIPv4(IPAddress address) => address.GetAddressBytes().Length == 4;
}
