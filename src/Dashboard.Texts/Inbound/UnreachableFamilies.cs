using System.Net.Sockets;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Texts;
using Microsoft.Extensions.Localization;

namespace Dashboard.Texts.Inbound;

/// <summary>
/// What of a domain could not be measured because our own machine has no way there. That says nothing of the domain, and its
/// administrator must not look for the fault at home.
/// </summary>
internal static class UnreachableFamilies
{
    /// <summary>The families of addresses that were out of reach: <c>IPv6</c>, <c>IPv4</c>, both, or none.</summary>
    public static IReadOnlyList<string> FamiliesMissed(DomainVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return
        [
            .. Addresses(verdict)
                .Where(OutOfReach)
                .Select(address =>
                    address.Address.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4"
                )
                .Distinct()
                .OrderDescending(),
        ];
    }

    /// <summary>As <see cref="FamiliesMissed"/>, in a sentence.</summary>
    public static string Words(IStringLocalizer<ResultTexts> texts, DomainVerdict verdict) =>
        FamiliesMissed(verdict) switch
        {
            [var one] => one,
            [var one, var other] => texts["here.both", one, other],
            _ => string.Empty,
        };

    /// <summary>Nothing else keeps the domain from being all right: whatever we could measure was good, and that is something.</summary>
    public static bool IsAllThatLacks(DomainVerdict verdict) =>
        verdict.Status == DomainStatus.Partial
        && verdict.OmittedHosts == 0
        // A sender that reaches what we cannot reach has to authenticate it, and cannot be led elsewhere.
        && verdict.Hosts.All(host =>
            host.Addresses.Count > 0
                ? host.Policy.Policy == DanePolicy.Authenticate
                : host.Policy.Policy != DanePolicy.Defer
        )
        && verdict.Hosts.All(host => host.Policy.FamilyFault is null)
        && Addresses(verdict).Any(address => address.Good)
        && Addresses(verdict).Any(OutOfReach)
        && Addresses(verdict).All(address => address.Good || OutOfReach(address));

    private static IEnumerable<AddressVerdict> Addresses(DomainVerdict verdict) =>
        verdict.Hosts.SelectMany(host => host.Addresses);

    private static bool OutOfReach(AddressVerdict address) =>
        address.NotProbed == AddressDisposition.NoRouteHere;
}
