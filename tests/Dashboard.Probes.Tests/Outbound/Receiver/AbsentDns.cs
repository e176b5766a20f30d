using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Probes.Outbound.Receiver.Identity;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>For sessions where the DNS has no part: nobody has a name.</summary>
internal sealed class AbsentDns : ISenderDns
{
    public Task<DnsLookup<string>> TxtAsync(DomainName name, CancellationToken cancellation) =>
        Absent<string>(name, DnsRecordType.Txt);

    public Task<DnsLookup<IPAddress>> AAsync(DomainName name, CancellationToken cancellation) =>
        Absent<IPAddress>(name, DnsRecordType.A);

    public Task<DnsLookup<IPAddress>> AaaaAsync(DomainName name, CancellationToken cancellation) =>
        Absent<IPAddress>(name, DnsRecordType.Aaaa);

    public Task<DnsLookup<MxRecord>> MxAsync(DomainName name, CancellationToken cancellation) =>
        Absent<MxRecord>(name, DnsRecordType.Mx);

    public Task<DnsLookup<DomainName>> PtrAsync(DomainName name, CancellationToken cancellation) =>
        Absent<DomainName>(name, DnsRecordType.Ptr);

    private static Task<DnsLookup<T>> Absent<T>(DomainName name, DnsRecordType type) =>
        Task.FromResult(
            new DnsLookup<T>
            {
                Name = name,
                Type = type,
                Outcome = LookupOutcome.NxDomain,
                Dnssec = DnssecStatus.Insecure,
            }
        );
}
