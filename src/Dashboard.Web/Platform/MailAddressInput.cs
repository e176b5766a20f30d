using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Core.Dns;
using Dashboard.Data.Notices;

namespace Dashboard.Web.Platform;

/// <summary>
/// Reads an e-mail address that somebody typed: one mailbox with a local part of dot-atoms (RFC 5321 section 4.1.2) and a domain that
/// mail can go to. Quoted local parts and address literals are not taken: hardly anybody has one.
/// </summary>
internal static class MailAddressInput
{
    private const int LongestLocalPart = 64;

    /// <summary>What the reader of domains takes for a URL, an address or brackets around one.</summary>
    private static readonly SearchValues<char> NotOfADomain = SearchValues.Create("/:@ <>[]");

    public static bool TryRead(string? text, [NotNullWhen(true)] out string? address)
    {
        address = null;
        var typed = text?.Trim() ?? string.Empty;
        var at = typed.LastIndexOf('@');
        if (at is < 1 or > LongestLocalPart || typed.Length > 500)
        {
            return false;
        }
        var local = typed[..at];
        if (
            !local.All(IsAtomText)
            || local[0] == '.'
            || local[^1] == '.'
            || local.Contains("..", StringComparison.Ordinal)
            || typed.AsSpan(at + 1).ContainsAny(NotOfADomain)
            || !MailDomainInput.TryRead(typed[(at + 1)..], out var domain, out _)
        )
        {
            return false;
        }
        var read = $"{local}@{domain.Value}";
        if (read.Length > MailRecipientMapping.LongestAddress)
        {
            return false;
        }
        address = read;
        return true;
    }

    /// <summary>The same for the same mailbox: hardly any server tells upper case from lower case in a local part.</summary>
    public static byte[] Digest(string address) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant()));

    /// <summary>
    /// The mailbox that an address leads to where its server takes <c>ann+tag</c> for <c>ann</c> (RFC 5233), in lower case. Where it does
    /// not, people who share what is before the sign share a limit, and nothing else.
    /// </summary>
    public static string Mailbox(string address)
    {
        var lower = address.ToLowerInvariant();
        var at = lower.LastIndexOf('@');
        var tag = lower.IndexOf('+', StringComparison.Ordinal);
        return tag > 0 && tag < at ? lower[..tag] + lower[at..] : lower;
    }

    /// <summary>A text without the addresses in it: servers quote them, and they are kept in one place.</summary>
    public static string Without(string text) => Quoted.Replace(text, "…");

    private static readonly Regex Quoted = new(
        "[^\\s<>()\\[\\]\"';:,]+@[^\\s<>()\\[\\]\"';:,]+",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    );

    private static bool IsAtomText(char c) =>
        char.IsAsciiLetterOrDigit(c)
        || "!#$%&'*+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal);
}
