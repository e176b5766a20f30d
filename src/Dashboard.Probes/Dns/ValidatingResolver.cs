using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Probes.Inbound;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Dns;

/// <summary>
/// Asks the validating resolver of the settings, and says of each question what came back and how far it can be believed. What
/// goes wrong is in the lookup; only cancellation throws.
/// </summary>
public sealed class ValidatingResolver
{
    private readonly ResolverQuestions questions;
    private readonly ResolverCheck check;
    private NameServerTcp? nameServers;
    private readonly TimeSpan retryAfter;
    private readonly TimeProvider time;

    public ValidatingResolver(
        ResolverCheck check,
        IOptions<DnsOptions> options,
        IOptions<ProbeOptions> limits,
        TimeProvider time
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(limits);
        this.check = check;
        this.time = time;
        retryAfter = options.Value.RetryAfter;
        ResolverEndpoint.TryRead(options.Value.Resolver, out var endpoint);
        questions = new ResolverQuestions(endpoint, options.Value.Timeout);
        nameServers = new NameServerTcp(options, limits, time);
    }

    /// <summary>The same, that asks nobody but the resolver why a lookup failed: for names that a sender chooses.</summary>
    internal ValidatingResolver WithoutNameServers()
    {
        var copy = (ValidatingResolver)MemberwiseClone();
        copy.nameServers = null;
        return copy;
    }

    public Task<DnsLookup<MxRecord>> MxAsync(DomainName name, CancellationToken cancellation) =>
        AskAsync<MxRecord>(name, DnsRecordType.Mx, cancellation);

    public Task<DnsLookup<IPAddress>> AAsync(DomainName name, CancellationToken cancellation) =>
        AskAsync<IPAddress>(name, DnsRecordType.A, cancellation);

    public Task<DnsLookup<IPAddress>> AaaaAsync(DomainName name, CancellationToken cancellation) =>
        AskAsync<IPAddress>(name, DnsRecordType.Aaaa, cancellation);

    public Task<DnsLookup<TlsaRecord>> TlsaAsync(DomainName name, CancellationToken cancellation) =>
        AskAsync<TlsaRecord>(name, DnsRecordType.Tlsa, cancellation);

    public Task<DnsLookup<DomainName>> CnameAsync(
        DomainName name,
        CancellationToken cancellation
    ) => AskAsync<DomainName>(name, DnsRecordType.Cname, cancellation);

    public Task<DnsLookup<DsRecord>> DsAsync(DomainName name, CancellationToken cancellation) =>
        AskAsync<DsRecord>(name, DnsRecordType.Ds, cancellation);

    public Task<DnsLookup<CaaRecord>> CaaAsync(DomainName name, CancellationToken cancellation) =>
        AskAsync<CaaRecord>(name, DnsRecordType.Caa, cancellation);

    public Task<DnsLookup<DomainName>> NsAsync(DomainName name, CancellationToken cancellation) =>
        AskAsync<DomainName>(name, DnsRecordType.Ns, cancellation);

    /// <summary>The records are the names of the primary servers (RFC 1035 section 3.3.13, MNAME).</summary>
    public Task<DnsLookup<DomainName>> SoaAsync(DomainName name, CancellationToken cancellation) =>
        AskAsync<DomainName>(name, DnsRecordType.Soa, cancellation);

    public Task<DnsLookup<DomainName>> PtrAsync(DomainName name, CancellationToken cancellation) =>
        AskAsync<DomainName>(name, DnsRecordType.Ptr, cancellation);

    /// <summary>The character strings of a record are joined (RFC 7208 section 3.3).</summary>
    public Task<DnsLookup<string>> TxtAsync(DomainName name, CancellationToken cancellation) =>
        AskAsync<string>(name, DnsRecordType.Txt, cancellation);

    /// <summary>As <see cref="TxtAsync"/>, with what a denial is proven by.</summary>
    public Task<DnsLookup<string>> TxtWithDenialAsync(
        DomainName name,
        CancellationToken cancellation
    ) => AskAsync<string>(name, DnsRecordType.Txt, cancellation, DnsAnswer.WithDenial);

    public Task<DnsLookup<DnskeyRecord>> DnskeyAsync(
        DomainName name,
        CancellationToken cancellation
    ) => AskAsync<DnskeyRecord>(name, DnsRecordType.Dnskey, cancellation, DnsAnswer.WithDenial);

    public Task<DnsLookup<Nsec3ParamRecord>> Nsec3ParamAsync(
        DomainName name,
        CancellationToken cancellation
    ) =>
        AskAsync<Nsec3ParamRecord>(
            name,
            DnsRecordType.Nsec3Param,
            cancellation,
            DnsAnswer.WithDenial
        );

    /// <summary>
    /// The zone that a name lies in, as the one record, by the SOA record that the answer or its denial carries (RFC 2308 section 3),
    /// or of an alias by who signs it. Failed where no zone can be told.
    /// </summary>
    public Task<DnsLookup<DomainName>> ZoneApexAsync(
        DomainName name,
        CancellationToken cancellation
    ) => AskAsync<DomainName>(name, DnsRecordType.Soa, cancellation, DnsAnswer.AsApex);

    private async Task<DnsLookup<TRecord>> AskAsync<TRecord>(
        DomainName name,
        DnsRecordType type,
        CancellationToken cancellation,
        Func<DnsLookup<TRecord>, DnsReply, DnsLookup<TRecord>>? read = null
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        var start = time.GetTimestamp();
        var lookup = await AskOnceAsync(name, type, read, cancellation);
        if (IsTemporary(lookup))
        {
            await Task.Delay(retryAfter, time, cancellation);
            lookup = await AskOnceAsync(name, type, read, cancellation) with { Attempts = 2 };
        }
        return lookup with
        {
            Cause = await CauseInTimeAsync(lookup, cancellation),
            Duration = time.GetElapsedTime(start),
        };
    }

    /// <summary>A lookup that failed has failed, whether or not there was time to find out why.</summary>
    private async Task<LookupFailureCause?> CauseInTimeAsync(
        DnsLookup lookup,
        CancellationToken cancellation
    )
    {
        try
        {
            return await CauseAsync(lookup, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return lookup.Cause;
        }
    }

    /// <summary>
    /// SERVFAIL and silence have several causes. Of what is known to be DNSSEC there is nothing to add, unless it is the key set that
    /// could not be had.
    /// </summary>
    private async Task<LookupFailureCause?> CauseAsync(
        DnsLookup lookup,
        CancellationToken cancellation
    )
    {
        if (
            lookup.Cause is not null
            || lookup.Failure is not (LookupFailure.ServFail or LookupFailure.Timeout)
            || lookup.ExtendedErrors.Any(error =>
                error is { SaysBogus: true, InfoCode: not ExtendedDnsError.DnskeyMissing }
            )
        )
        {
            return lookup.Cause;
        }
        return lookup
                is {
                    Failure: LookupFailure.ServFail,
                    Dnssec: not DnssecStatus.Bogus,
                    AnsweredWithCheckingDisabled: not true
                }
            && await questions.IsAliasLoopAsync(lookup.Name, cancellation)
                ? LookupFailureCause.AliasLoop
            : nameServers is { } servers
            && lookup.Type is not (DnsRecordType.Txt or DnsRecordType.Ptr)
            && await servers.IsClosedAsync(lookup.Name, lookup.Type, cancellation)
                ? LookupFailureCause.TcpClosed
            : null;
    }

    private async Task<DnsLookup<TRecord>> AskOnceAsync<TRecord>(
        DomainName name,
        DnsRecordType type,
        Func<DnsLookup<TRecord>, DnsReply, DnsLookup<TRecord>>? read,
        CancellationToken cancellation
    )
    {
        var resolver = await check.CheckAsync(cancellation);
        if (resolver.Validation == ResolverValidation.Unreachable)
        {
            return Failed<TRecord>(name, type, LookupFailure.ResolverUnreachable);
        }
        var asked = await questions.AskAsync(name, type, cancellation);
        if (asked.Reply is not { } reply)
        {
            var failure = asked.Failure ?? LookupFailure.Malformed;
            if (
                asked.Cause is null
                && failure is (LookupFailure.Timeout or LookupFailure.ResolverUnreachable)
            )
            {
                check.Doubt();
                var now = await check.CheckAsync(cancellation);
                failure =
                    now.Validation == ResolverValidation.Unreachable
                        ? LookupFailure.ResolverUnreachable
                        : LookupFailure.Timeout;
            }
            return Failed<TRecord>(name, type, failure) with { Cause = asked.Cause };
        }
        var believed =
            resolver.Trust != ResolverTrust.Untrusted
            && (resolver.Validation != ResolverValidation.DoesNotValidate || Proves(reply));
        var lookup = DnsAnswer.Read<TRecord>(name, type, reply, believed);
        if (lookup.Failure != LookupFailure.ServFail)
        {
            return read is null ? lookup : read(lookup, reply);
        }
        var answered = await questions.IsAnsweredUncheckedAsync(name, type, cancellation);
        return lookup with
        {
            AnsweredWithCheckingDisabled = answered,
            Dnssec = believed && answered ? DnssecStatus.Bogus : lookup.Dnssec,
        };
    }

    /// <summary>The root was not validated and this is: the trust anchors are for zones below it.</summary>
    private bool Proves(DnsReply reply)
    {
        if (reply.AuthenticData)
        {
            check.Prove();
        }
        return reply.AuthenticData;
    }

    /// <summary>
    /// Worth asking once more: nothing came, or the resolver failed and did not say that validation is why (RFC 8914). An answer
    /// with checking disabled alone may also come of a server that is back.
    /// </summary>
    private static bool IsTemporary(DnsLookup lookup) =>
        lookup
            is {
                Outcome: LookupOutcome.Failed,
                Failure: LookupFailure.Timeout
                    or LookupFailure.ServFail
                    or LookupFailure.ResolverUnreachable
            }
        && !lookup.ExtendedErrors.Any(error => error.SaysBogus);

    private static DnsLookup<TRecord> Failed<TRecord>(
        DomainName name,
        DnsRecordType type,
        LookupFailure failure
    ) =>
        new()
        {
            Name = name,
            Type = type,
            Outcome = LookupOutcome.Failed,
            Dnssec = DnssecStatus.Indeterminate,
            Failure = failure,
        };
}
