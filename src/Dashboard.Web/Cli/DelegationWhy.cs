using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Web.Features.Outbound.Zone;

namespace Dashboard.Web.Cli;

/// <summary>Why a part of the delegation is not as it should be, for who can mend it: behind the word for its state.</summary>
internal static class DelegationWhy
{
    /// <summary>Empty where it is right, or where the state says all.</summary>
    public static string Of(
        CommandTexts texts,
        ProbeZoneOptions options,
        DelegationState state,
        DnsLookup lookup
    )
    {
        if (state == DelegationState.Right)
        {
            return string.Empty;
        }
        var servers = string.Join(", ", options.NameServers.SelectMany(server => server.Addresses));
        return lookup switch
        {
            { Dnssec: DnssecStatus.Bogus } => $": {texts.BogusZone}",
            { Failure: LookupFailure.ResolverUnreachable or LookupFailure.OwnLimit } =>
                $": {Seen(lookup)}; {texts.NoResolver}",
            { Failure: not null } => $": {Seen(lookup)}; {texts.IsNameServerUp(servers)}",
            { Outcome: LookupOutcome.NoData or LookupOutcome.NxDomain } => $": {texts.NotAtParent}",
            _ => string.Empty,
        };
    }

    /// <summary>Codes, as numbers: what a server says in words stays out of a terminal.</summary>
    private static string Seen(DnsLookup lookup)
    {
        var failure = lookup.Failure!.Value switch
        {
            LookupFailure.ServFail => "SERVFAIL",
            LookupFailure.Refused => "REFUSED",
            var other => Slug.Of(other),
        };
        var codes = string.Join(
            ", ",
            lookup.ExtendedErrors.Select(error => $"EDE {error.InfoCode}")
        );
        return codes.Length == 0 ? failure : $"{failure} ({codes})";
    }
}
