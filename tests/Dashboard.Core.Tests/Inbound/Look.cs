using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>Answers of a resolver.</summary>
internal static class Look
{
    public static DnsLookup<T> Up<T>(
        string name,
        DnsRecordType type,
        DnssecStatus dnssec,
        params T[] records
    ) =>
        new()
        {
            Name = DomainName.Parse(name),
            Type = type,
            Outcome = records.Length == 0 ? LookupOutcome.NoData : LookupOutcome.Answer,
            Dnssec = dnssec,
            ResponseCode = 0,
            Records = records,
        };

    public static DnsLookup<IPAddress> A(string name, params string[] addresses) =>
        Up(name, DnsRecordType.A, DnssecStatus.Secure, [.. addresses.Select(IPAddress.Parse)]);

    public static DnsLookup<IPAddress> Aaaa(string name, params string[] addresses) =>
        A(name, addresses) with
        {
            Type = DnsRecordType.Aaaa,
        };

    public static DnsLookup<T> Is<T>(this DnsLookup<T> lookup, DnssecStatus dnssec) =>
        lookup with
        {
            Dnssec = dnssec,
        };

    public static DnsLookup<T> NxDomain<T>(this DnsLookup<T> lookup) =>
        lookup with
        {
            Outcome = LookupOutcome.NxDomain,
            ResponseCode = 3,
            Records = [],
        };

    public static DnsLookup<T> Fails<T>(
        this DnsLookup<T> lookup,
        LookupFailure failure = LookupFailure.Timeout
    ) =>
        lookup with
        {
            Outcome = LookupOutcome.Failed,
            Failure = failure,
            Dnssec = DnssecStatus.Indeterminate,
            ResponseCode = failure == LookupFailure.ServFail ? 2 : null,
            Records = [],
            Aliases = [],
        };

    /// <summary>SERVFAIL with an extended error of the DNSSEC family.</summary>
    public static DnsLookup<T> IsBogus<T>(this DnsLookup<T> lookup, int code = 6) =>
        lookup.Fails(LookupFailure.ServFail) with
        {
            ExtendedErrors = [new ExtendedDnsError(code)],
        };

    public static DnsLookup<T> Through<T>(this DnsLookup<T> lookup, params string[] aliases) =>
        lookup with
        {
            Aliases = [.. aliases.Select(DomainName.Parse)],
        };
}
