using System.Text.RegularExpressions;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.PersonalData;

/// <summary>E-mail addresses (RFC 5321 section 4.1.2, dot-atoms) in a text that people typed.</summary>
internal static class MailAddressesInText
{
    private const string AtomText = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]";

    private static readonly Regex Address = new(
        $"{AtomText}+@[^\\s<>()\\[\\]\"';:,!?]+",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    );

    /// <summary>Each that the text has, as <see cref="MailAddressInput"/> reads it.</summary>
    public static IEnumerable<string> Find(string text) =>
        Address
            .Matches(text)
            .Select(found => found.Value.TrimStart('.', '\'').TrimEnd('.'))
            .Select(typed => MailAddressInput.TryRead(typed, out var address) ? address : null)
            .OfType<string>();

    /// <summary>The text with a mark in the place of the address, however its domain is spelt.</summary>
    /// <param name="address">With its domain in A-labels.</param>
    public static string CutOut(string text, string address, string mark) =>
        Address.Replace(
            text,
            found =>
            {
                var typed = found.Value.TrimStart('.', '\'').TrimEnd('.');
                return
                    MailAddressInput.TryRead(typed, out var read)
                    && read.Equals(address, StringComparison.OrdinalIgnoreCase)
                    ? found.Value.Replace(typed, mark, StringComparison.Ordinal)
                    : found.Value;
            }
        );
}
