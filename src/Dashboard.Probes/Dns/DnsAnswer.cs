using Dashboard.Core.Dns;

namespace Dashboard.Probes.Dns;

/// <summary>What a reply says to its question: pure.</summary>
internal static class DnsAnswer
{
    private const int NoError = 0;
    private const int ServFail = 2;
    private const int NxDomain = 3;
    private const int Refused = 5;

    /// <summary>Longer chains of aliases are loops; resolvers stop sooner.</summary>
    private const int MaximumAliases = 20;

    /// <param name="name">The name asked for.</param>
    /// <param name="type">The type asked for.</param>
    /// <param name="reply">The reply, known to be one to this question.</param>
    /// <param name="believed">Whether the resolver's AD bit counts.</param>
    public static DnsLookup<TRecord> Read<TRecord>(
        DomainName name,
        DnsRecordType type,
        DnsReply reply,
        bool believed
    )
    {
        var (aliases, owner) = Follow(name, type, reply.Answers);
        var records = reply
            .Answers.Where(record => record.Owner == owner && record.Type == (int)type)
            .ToList();
        var failure = Failure(reply.ResponseCode);
        var outcome =
            failure is not null ? LookupOutcome.Failed
            : reply.ResponseCode == NxDomain ? LookupOutcome.NxDomain
            : records.Count == 0 ? LookupOutcome.NoData
            : LookupOutcome.Answer;
        return new DnsLookup<TRecord>
        {
            Name = name,
            Type = type,
            Outcome = outcome,
            Dnssec = Security(outcome, reply, believed),
            Failure = failure,
            ResponseCode = reply.ResponseCode,
            ExtendedErrors = reply.ExtendedErrors,
            Aliases = aliases,
            Signatures = RecordOrder.Of(
                reply.Answers.Select(record => record.Data).OfType<RrsigSpan>()
            ),
            Ttl = reply.Answers.Count == 0 ? null : reply.Answers.Min(record => record.Ttl),
            Records =
                outcome == LookupOutcome.Answer
                    ? RecordOrder.Of(records.Select(record => record.Data).OfType<TRecord>())
                    : [],
        };
    }

    /// <summary>With what a denial is proven by: pure.</summary>
    public static DnsLookup<TRecord> WithDenial<TRecord>(DnsLookup<TRecord> lookup, DnsReply reply)
    {
        if (lookup.Outcome is not (LookupOutcome.NoData or LookupOutcome.NxDomain))
        {
            return lookup;
        }
        var owner = lookup.Aliases.Count == 0 ? lookup.Name : lookup.Aliases[^1];
        return lookup with
        {
            DenialSignatures = RecordOrder.Of(
                reply.Authorities.Select(record => record.Data).OfType<RrsigSpan>()
            ),
            HasNxName = reply.Authorities.Any(record =>
                record.Owner == owner && record.Data is NsecTypes { HasNxName: true }
            ),
        };
    }

    /// <summary>
    /// The answer to a question for SOA read as one for the zone: the record is its apex. That of a name which is an alias tells of
    /// the zone of its target, so who signs the alias counts too (RFC 4034 section 3.1.7): pure.
    /// </summary>
    public static DnsLookup<DomainName> AsApex(DnsLookup<DomainName> lookup, DnsReply reply)
    {
        if (lookup.Outcome == LookupOutcome.Failed)
        {
            return lookup;
        }
        var name = lookup.Name;
        var apex = reply
            .Authorities.Concat(reply.Answers)
            .Where(record => record.Type == (int)DnsRecordType.Soa)
            .Select(record => record.Owner)
            .Concat(
                reply
                    .Answers.Where(record => name.IsAtOrBelow(record.Owner))
                    .Select(record => record.Data)
                    .OfType<RrsigSpan>()
                    .Select(signature => signature.Signer)
            )
            .Where(name.IsAtOrBelow)
            .MaxBy(owner => owner.Value.Length);
        return apex is null
            ? lookup with
            {
                Outcome = LookupOutcome.Failed,
                Failure = LookupFailure.Malformed,
                Records = [],
            }
            : lookup with
            {
                Outcome = LookupOutcome.Answer,
                Records = [apex],
            };
    }

    private static DnssecStatus Security(LookupOutcome outcome, DnsReply reply, bool believed) =>
        !believed ? DnssecStatus.Indeterminate
        : outcome != LookupOutcome.Failed
            ? reply.AuthenticData ? DnssecStatus.Secure
                : DnssecStatus.Insecure
        : reply.ResponseCode == ServFail && reply.ExtendedErrors.Any(error => error.SaysBogus)
            ? DnssecStatus.Bogus
        : DnssecStatus.Indeterminate;

    private static LookupFailure? Failure(int responseCode) =>
        responseCode switch
        {
            NoError or NxDomain => null,
            ServFail => LookupFailure.ServFail,
            Refused => LookupFailure.Refused,
            _ => LookupFailure.OtherResponseCode,
        };

    /// <summary>From the name asked for to the end of its chain of aliases; records of other owners do not count.</summary>
    private static (List<DomainName> Aliases, DomainName Owner) Follow(
        DomainName name,
        DnsRecordType type,
        IReadOnlyList<DnsReplyRecord> answers
    )
    {
        var aliases = new List<DomainName>();
        var owner = name;
        while (type != DnsRecordType.Cname && aliases.Count < MaximumAliases)
        {
            var alias = answers.FirstOrDefault(record =>
                record.Owner == owner && record.Type == (int)DnsRecordType.Cname
            );
            if (alias?.Data is not DomainName target)
            {
                break;
            }
            aliases.Add(target);
            owner = target;
        }
        return (aliases, owner);
    }
}
