using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// The questions of one message, each asked once, whatever it is for and for however many tests. The sender of the message chooses the
/// names, so they are bounded beyond what RFC 7208 section 4.6.4 allows a record: else one message makes thousands of questions to the
/// servers of somebody else (section 11.1).
/// </summary>
internal sealed class MessageDns(ISenderDns dns) : ISenderDns
{
    /// <summary>Several times what the record of a large organisation takes with its keys and its policy.</summary>
    public const int MostQuestions = 120;

    /// <summary>Of hosts that have an address of neither family.</summary>
    public const int MostVoid = 20;

    private readonly Lock gate = new();
    private readonly Dictionary<(DnsRecordType Type, DomainName Name), Task> known = [];
    private readonly HashSet<DomainName> withoutOneFamily = [];
    private int empty;

    /// <summary>How many were asked.</summary>
    public int Asked
    {
        get
        {
            lock (gate)
            {
                return known.Count;
            }
        }
    }

    public Task<DnsLookup<string>> TxtAsync(DomainName name, CancellationToken cancellation) =>
        OnceAsync(DnsRecordType.Txt, name, () => dns.TxtAsync(name, cancellation));

    public Task<DnsLookup<IPAddress>> AAsync(DomainName name, CancellationToken cancellation) =>
        OnceAsync(DnsRecordType.A, name, () => HostAsync(dns.AAsync(name, cancellation)));

    public Task<DnsLookup<IPAddress>> AaaaAsync(DomainName name, CancellationToken cancellation) =>
        OnceAsync(DnsRecordType.Aaaa, name, () => HostAsync(dns.AaaaAsync(name, cancellation)));

    public Task<DnsLookup<MxRecord>> MxAsync(DomainName name, CancellationToken cancellation) =>
        OnceAsync(DnsRecordType.Mx, name, () => dns.MxAsync(name, cancellation));

    public Task<DnsLookup<DomainName>> PtrAsync(DomainName name, CancellationToken cancellation) =>
        OnceAsync(DnsRecordType.Ptr, name, () => dns.PtrAsync(name, cancellation));

    /// <exception cref="OperationCanceledException">
    /// The questions have run out: a limit of ours as a lapse of time is, and no word about the domain.
    /// </exception>
    private async Task<DnsLookup<T>> OnceAsync<T>(
        DnsRecordType type,
        DomainName name,
        Func<Task<DnsLookup<T>>> ask
    )
    {
        Task<DnsLookup<T>> asked;
        lock (gate)
        {
            if (known.TryGetValue((type, name), out var before))
            {
                asked = (Task<DnsLookup<T>>)before;
            }
            else
            {
                if (known.Count >= MostQuestions || empty >= MostVoid)
                {
                    throw new OperationCanceledException("One message asks no more questions.");
                }
                asked = ask();
                known.Add((type, name), asked);
            }
        }
        return await asked;
    }

    private async Task<DnsLookup<IPAddress>> HostAsync(Task<DnsLookup<IPAddress>> asked)
    {
        var lookup = await asked;
        lock (gate)
        {
            // A host without one family is as good as any; one without both is none.
            if (
                lookup.Outcome is LookupOutcome.NoData or LookupOutcome.NxDomain
                && !withoutOneFamily.Add(lookup.Name)
            )
            {
                empty++;
            }
        }
        return lookup;
    }
}
