using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Core.MailAuthentication;

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
