using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;

namespace Dashboard.Core.Inbound.MailAuthentication;

/// <summary>Why a record that was to be evaluated is an error (RFC 7208 sections 4.5, 4.6, 5.2 and 6.1).</summary>
public enum SpfFault
{
    Absent,
    Multiple,
    Syntax,

    /// <summary>It leads back to itself.</summary>
    Loop,

    /// <summary>Something that it includes, or redirects to, is an error.</summary>
    Nested,

    /// <summary>What is there is no name.</summary>
    NoName,
}

/// <summary>What a record comes to for a sender that nothing else in it names.</summary>
internal enum SpfEnd
{
    Pass,
    Neutral,
    SoftFail,
    Fail,

    /// <summary>Not known: a lookup failed, or depends on the message.</summary>
    Unknown,
}

/// <summary>An <c>include</c> or <c>redirect</c> of the record of the domain itself, the outermost.</summary>
internal sealed record SpfReference(
    string Target,
    bool IsRedirect,
    SpfFault? Fault,
    bool PassesAll
);

/// <summary>A network of senders that the record does not refuse.</summary>
/// <param name="Term">The directive as it may be written.</param>
internal sealed record SpfRange(string Term, IPNetwork Network);

/// <summary>What a match in a record does for the domain that is asked about.</summary>
internal enum SpfEffect
{
    /// <summary>It gives the result.</summary>
    Direct,

    /// <summary>A pass makes an <c>include</c> match that lets pass, or says nothing.</summary>
    Included,

    /// <summary>It lets nobody pass.</summary>
    None,
}

/// <summary>
/// Walks an SPF record and what it includes as a message from nowhere would: every mechanism that can match is looked at, nothing
/// matches but <c>all</c> (RFC 7208 section 4.6.4). Pure: what is not in the evidence yet is a question.
/// </summary>
internal sealed class SpfTree
{
    private const int MostLookups = 10;

    private readonly Dictionary<DomainName, DnsLookup<string>> texts;
    private readonly Dictionary<DomainName, DnsLookup<MxRecord>> mx;
    private readonly Dictionary<(DomainName, DnsRecordType), DnsLookup<IPAddress>> addresses;
    private readonly List<SpfQuestion> records = [];
    private readonly List<SpfQuestion> hosts = [];
    private readonly List<DnsLookup> failures = [];
    private readonly List<SpfReference> references = [];
    private readonly List<SpfRange> ranges = [];

    public SpfTree(DomainName domain, SpfObservation observed)
    {
        texts = ByName(observed.Records);
        mx = ByName(observed.Mx);
        addresses = observed
            .Addresses.GroupBy(lookup => (lookup.Name, lookup.Type))
            .ToDictionary(same => same.Key, same => same.First());
        Top = Visit(domain, [], SpfEffect.Direct);
    }

    /// <summary>What came of the domain's own record.</summary>
    public Node Top { get; }

    /// <summary>Terms that ask the DNS, nested ones too; no more than one beyond the limit.</summary>
    public int Lookups { get; private set; }

    public bool HasTooManyLookups => Lookups > MostLookups;

    /// <summary>Lookups of <c>a</c>, <c>mx</c> and <c>exists</c> that gave nothing.</summary>
    public int VoidLookups { get; private set; }

    /// <summary>The first <c>mx</c> with more than ten hosts.</summary>
    public DomainName? ManyMx { get; private set; }

    public bool HasPtr { get; private set; }

    public bool HasMacro { get; private set; }

    /// <summary>Of the domain's own record.</summary>
    public IReadOnlyList<SpfReference> References => references;

    /// <summary>
    /// What the record does not refuse: of the directives that let pass, an <c>include</c>'s too, and of those that say nothing.
    /// </summary>
    public IReadOnlyList<SpfRange> Ranges => ranges;

    /// <summary>Lookups that failed.</summary>
    public IReadOnlyList<DnsLookup> Failures => failures;

    /// <summary>What is to be asked next, records before hosts; none where more lookups would change nothing.</summary>
    public IReadOnlyList<SpfQuestion> Questions =>
        HasTooManyLookups ? []
        : records.Count > 0 ? [.. records.Distinct()]
        : [.. hosts.Distinct()];

    private Node Visit(DomainName domain, DomainName[] above, SpfEffect effect)
    {
        if (above.Contains(domain))
        {
            return new(SpfFault.Loop, SpfEnd.Unknown, false, null);
        }
        if (!texts.TryGetValue(domain, out var lookup))
        {
            records.Add(new(domain, DnsRecordType.Txt));
            return Unknown;
        }
        if (lookup.Outcome == LookupOutcome.Failed)
        {
            failures.Add(lookup);
            return Unknown;
        }
        var found = lookup.Records.Where(SpfRecord.IsSpf).ToList();
        return found.Count switch
        {
            0 => new(SpfFault.Absent, SpfEnd.Unknown, false, null),
            > 1 => new(SpfFault.Multiple, SpfEnd.Unknown, false, found[0]),
            _ => SpfRecord.TryParse(found[0], out var record)
                ? Walk(domain, above, record, effect) with
                {
                    Text = found[0],
                }
                : new(SpfFault.Syntax, SpfEnd.Unknown, false, found[0]),
        };
    }

    private Node Walk(DomainName domain, DomainName[] above, SpfRecord record, SpfEffect effect)
    {
        DomainName[] path = [.. above, domain];
        var nested = false;
        var passesAll = false;
        foreach (var directive in record.Directives)
        {
            if (directive.Mechanism == SpfMechanism.All)
            {
                return new(
                    nested ? SpfFault.Nested : null,
                    End(directive.Qualifier),
                    passesAll,
                    null
                );
            }
            var counts = Counts(directive.Qualifier, effect);
            if (!directive.AsksDns)
            {
                if (counts)
                {
                    ranges.Add(new(SpfTerm.Write(directive), directive.Network!.Value));
                }
                continue;
            }
            if (!CountLookup())
            {
                return Unknown;
            }
            if (directive.Mechanism != SpfMechanism.Include)
            {
                LookAt(directive, domain, counts);
                continue;
            }
            var included = Follow(
                directive.DomainSpec!,
                path,
                directive.Qualifier,
                counts ? SpfEffect.Included : SpfEffect.None
            );
            nested |= included.Fault is not null;
            passesAll |= directive.Qualifier == SpfQualifier.Pass && PassesAll(included);
        }
        if (record.Redirect is null)
        {
            return new(nested ? SpfFault.Nested : null, SpfEnd.Neutral, passesAll, null);
        }
        if (!CountLookup())
        {
            return Unknown;
        }
        var redirected = Follow(record.Redirect, path, qualifier: null, effect);
        return new(
            nested || redirected.Fault is not null ? SpfFault.Nested : null,
            redirected.End,
            passesAll || redirected.PassesAll,
            null
        );
    }

    /// <param name="qualifier">Of an <c>include</c>; null for a <c>redirect</c>.</param>
    private Node Follow(string spec, DomainName[] path, SpfQualifier? qualifier, SpfEffect effect)
    {
        if (spec.Contains('%', StringComparison.Ordinal))
        {
            // Depends on the message: counted, and not followed.
            HasMacro = true;
            return Unknown;
        }
        var node =
            DomainName.TryParse(spec, out var name) && !name.IsRoot
                ? Visit(name, path, effect)
                : new Node(SpfFault.NoName, SpfEnd.Unknown, false, null);
        if (path.Length == 1)
        {
            references.Add(
                new(
                    spec,
                    IsRedirect: qualifier is null,
                    node.Fault,
                    qualifier is null or SpfQualifier.Pass && PassesAll(node)
                )
            );
        }
        return node;
    }

    private static bool PassesAll(Node node) => node.PassesAll || node.End == SpfEnd.Pass;

    /// <summary>Of an included record only a pass matches (RFC 7208 section 5.2).</summary>
    private static bool Counts(SpfQualifier qualifier, SpfEffect effect) =>
        effect switch
        {
            SpfEffect.Direct => qualifier is SpfQualifier.Pass or SpfQualifier.Neutral,
            SpfEffect.Included => qualifier == SpfQualifier.Pass,
            _ => false,
        };

    private void LookAt(SpfDirective directive, DomainName domain, bool counts)
    {
        HasPtr |= directive.Mechanism == SpfMechanism.Ptr;
        var spec = directive.DomainSpec;
        if (spec?.Contains('%', StringComparison.Ordinal) == true)
        {
            HasMacro = true;
            return;
        }
        DomainName? name = domain;
        if (directive.Mechanism == SpfMechanism.Ptr)
        {
            return;
        }
        if (spec is not null && (!DomainName.TryParse(spec, out name) || name.IsRoot))
        {
            VoidLookups++;
            return;
        }
        switch (directive.Mechanism)
        {
            case SpfMechanism.Mx:
                LookAtMx(name!, counts ? directive : null);
                break;
            case SpfMechanism.A:
                LookAtAddresses(name!, DnsRecordType.A, DnsRecordType.Aaaa);
                AddAround(name!, counts ? directive : null);
                break;
            case SpfMechanism.Exists:
                LookAtAddresses(name!, DnsRecordType.A);
                AddExisting(name!, counts ? directive : null);
                break;
        }
    }

    /// <summary>The networks around the addresses of a host, of both families where the wider one matters.</summary>
    private void AddAround(DomainName name, SpfDirective? directive)
    {
        if (directive is null)
        {
            return;
        }
        if (directive.IPv6Prefix < SpfBreadth.WidestIPv6Prefix)
        {
            Answer(
                addresses.GetValueOrDefault((name, DnsRecordType.Aaaa)),
                new(name, DnsRecordType.Aaaa)
            );
        }
        var known = new[] { DnsRecordType.A, DnsRecordType.Aaaa }
            .Select(type => addresses.GetValueOrDefault((name, type)))
            .SelectMany(lookup => lookup?.Records ?? []);
        var term = SpfTerm.Write(directive);
        ranges.AddRange(known.Select(host => new SpfRange(term, directive.Around(host))));
    }

    /// <summary>A name without a macro exists for every sender alike (RFC 7208 section 5.7).</summary>
    private void AddExisting(DomainName name, SpfDirective? directive)
    {
        if (
            directive is not null
            && addresses.GetValueOrDefault((name, DnsRecordType.A)) is { Records.Count: > 0 }
        )
        {
            var term = SpfTerm.Write(directive);
            ranges.Add(new(term, new(IPAddress.Any, 0)));
            ranges.Add(new(term, new(IPAddress.IPv6Any, 0)));
        }
    }

    /// <param name="counting">The directive, where what it matches is not refused.</param>
    private void LookAtMx(DomainName name, SpfDirective? counting)
    {
        if (Answer(mx.GetValueOrDefault(name), new(name, DnsRecordType.Mx)) is not { } lookup)
        {
            return;
        }
        if (counting is not null && lookup.Records.Any(record => !record.Exchange.IsRoot))
        {
            AddWidePrefixes(counting);
        }
        VoidLookups += lookup.Records.Count == 0 ? 1 : 0;
        if (lookup.Records.Count + (lookup.OmittedRecords ?? 0) > MostLookups)
        {
            ManyMx ??= name;
        }
    }

    /// <summary>
    /// Addresses of MX hosts are not asked for here. A prefix that is too wide is so around any address; as if each lay in the
    /// first network.
    /// </summary>
    private void AddWidePrefixes(SpfDirective mx)
    {
        foreach (var any in new[] { IPAddress.Any, IPAddress.IPv6Any })
        {
            var around = mx.Around(any);
            if (SpfBreadth.IsTooWide(around))
            {
                ranges.Add(new(SpfTerm.Write(mx), around));
            }
        }
    }

    /// <summary>A sender asks for one family: only where both are absent is it void to all.</summary>
    private void LookAtAddresses(DomainName name, params ReadOnlySpan<DnsRecordType> types)
    {
        foreach (var type in types)
        {
            if (
                Answer(addresses.GetValueOrDefault((name, type)), new(name, type))
                is not { Records.Count: 0 }
            )
            {
                return;
            }
        }
        VoidLookups++;
    }

    private DnsLookup<TRecord>? Answer<TRecord>(DnsLookup<TRecord>? lookup, SpfQuestion question)
    {
        if (lookup is null)
        {
            hosts.Add(question);
        }
        else if (lookup.Outcome == LookupOutcome.Failed)
        {
            failures.Add(lookup);
            return null;
        }
        return lookup;
    }

    private bool CountLookup()
    {
        if (!HasTooManyLookups)
        {
            Lookups++;
        }
        return !HasTooManyLookups;
    }

    private static SpfEnd End(SpfQualifier qualifier) =>
        qualifier switch
        {
            SpfQualifier.Pass => SpfEnd.Pass,
            SpfQualifier.SoftFail => SpfEnd.SoftFail,
            SpfQualifier.Fail => SpfEnd.Fail,
            _ => SpfEnd.Neutral,
        };

    private static Dictionary<DomainName, DnsLookup<TRecord>> ByName<TRecord>(
        IEnumerable<DnsLookup<TRecord>> lookups
    ) => lookups.GroupBy(lookup => lookup.Name).ToDictionary(g => g.Key, g => g.First());

    private static readonly Node Unknown = new(null, SpfEnd.Unknown, false, null);

    /// <param name="Fault">Null where the record holds, as far as it could be followed.</param>
    /// <param name="PassesAll">Something that it includes lets everybody pass.</param>
    /// <param name="Text">Of the record; null where there is none.</param>
    internal sealed record Node(SpfFault? Fault, SpfEnd End, bool PassesAll, string? Text);
}
