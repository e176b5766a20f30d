using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Counting;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>
/// What a domain came to, in the words of internet.nl's batch API. Tests of what is not measured are <c>not_tested</c>.
/// </summary>
/// <param name="Tests">Those that were run; all others are <c>not_tested</c>.</param>
/// <param name="TestableStatus"><c>no_mx</c>, <c>unreachable</c>, <c>untestable</c> or <c>ok</c>.</param>
internal sealed record BatchDomain(
    IReadOnlyDictionary<string, BatchTest> Tests,
    string TestableStatus,
    InboundObservation Seen,
    InboundVerdict Verdict
)
{
    private static readonly string[] WorstFirst = ["error", "warning", "info", "passed"];

    /// <summary>By SPF and DMARC.</summary>
    public bool SendsNoMail => RelatedStandards.SendsNoMail(Seen);

    public string Tls13 => BatchTls.SupportOf13(Seen);

    /// <returns>Null where nothing can be told of the domain: a program finds an error.</returns>
    public static BatchDomain? Of(InboundObservation seen, InboundVerdict verdict)
    {
        var facts = TransportFactsReader.Read(seen, verdict.MailTransport);
        if (facts.Reach is DomainReach.NoDomain or DomainReach.LookupFailed or DomainReach.OwnFault)
        {
            return null;
        }
        var startTls = Find(verdict, MailStandard.StartTls);
        if (startTls.Why == ExclusionReason.OwnFault)
        {
            return null;
        }
        var tests = new Dictionary<string, BatchTest>();
        Dnssec(
            tests,
            "mail_dnssec_mailto",
            seen.Mx.Dnssec,
            // A domain whose MX set was not got has no results at all.
            failed: null,
            Find(verdict, MailStandard.DnssecDomain)
        );
        if (facts.Reach == DomainReach.NoMail)
        {
            var isNullMx = seen.Mx.Outcome == LookupOutcome.Answer;
            tests["mail_dnssec_mx_exist"] = new(
                "not_tested",
                isNullMx ? "null-mx" : "no-mailservers"
            );
            tests["mail_starttls_tls_available"] = new(
                "not_tested",
                isNullMx ? "null-mx" : "other-2"
            );
            tests["mail_ipv6_mx_address"] = new("not_tested", isNullMx ? "null-mx" : "other");
            tests["mail_ipv6_mx_reach"] = new("not_tested", isNullMx ? "not-tested" : "other");
            BatchRelated.Add(tests, verdict);
            return new(tests, isNullMx ? "ok" : "no_mx", seen, verdict);
        }
        if (facts.Reach == DomainReach.Hosts && WithoutMailServers(seen) is { } unclear)
        {
            foreach (var test in BatchTests.OfMailServers)
            {
                tests[test] = unclear;
            }
            BatchRelated.Add(tests, verdict);
            return new(tests, "ok", seen, verdict);
        }
        // Where the MX answer does not validate, no host is known.
        if (facts.Reach == DomainReach.Hosts)
        {
            Dnssec(
                tests,
                "mail_dnssec_mx",
                seen.Hosts.Any(h => IsBogus(h.A) || IsBogus(h.Aaaa))
                    ? DnssecStatus.Bogus
                    : DnssecStatus.Indeterminate,
                Failure([
                    .. seen
                        .Hosts.SelectMany(OwnFaults.Lookups)
                        .Where(lookup =>
                            lookup.Outcome == LookupOutcome.Failed && !OwnFaults.IsOwn(lookup)
                        ),
                ]),
                Find(verdict, MailStandard.DnssecMx)
            );
        }
        // Of a host whose TLSA records cannot be had, no server is connected to: a sender with DANE waits.
        var sought = seen
            .Hosts.SelectMany(h => h.Tlsa)
            .Where(t => t.Purpose == TlsaQueryPurpose.Sender)
            .Select(t => t.Lookup)
            .ToList();
        var available = startTls switch
        {
            { Forum: StandardOutcome.Failed } => BatchTest.Bad,
            { Forum: not (StandardOutcome.Excluded or StandardOutcome.NotMeasured) } =>
                BatchTest.Good,
            { Why: ExclusionReason.Untestable } => new BatchTest("error", "could-not-test"),
            // A limit of ours, or of what we reach from here, is no word about the servers.
            { Why: ExclusionReason.NotMeasured } => BatchTest.NotTested,
            _ when sought.Exists(t => IsBogus(t) || t.Outcome == LookupOutcome.Failed) =>
                BatchTest.NotTested,
            _ => new("error", "other"),
        };
        tests["mail_starttls_tls_available"] = available;
        if (sought.Exists(IsBogus))
        {
            tests["mail_starttls_dane_exist"] = new("failed", "bogus");
        }
        else if (
            available == BatchTest.Good
            && !sought.Exists(lookup => lookup.Outcome == LookupOutcome.Failed)
        )
        {
            Dane(tests, verdict);
        }
        BatchRelated.Add(tests, verdict);
        if (available == BatchTest.Good)
        {
            BatchTls.Add(tests, verdict);
        }
        return new(
            tests,
            available.Verdict switch
            {
                "other" => "unreachable",
                "could-not-test" => "untestable",
                _ => "ok",
            },
            seen,
            verdict
        );
    }

    public BatchTest this[string test] => Tests.GetValueOrDefault(test, BatchTest.NotTested);

    /// <summary>
    /// As <c>status</c> and <c>verdict</c> of a category: the worst of its mandatory tests; where none of them was run, that of the
    /// others. A mandatory test that comes to a warning is passed, as it is in the score.
    /// </summary>
    public string Category(IReadOnlyList<string> tests)
    {
        var mandatory = Mandatory(tests);
        var others = tests.Select(test => this[test].Status).ToHashSet();
        return mandatory.Contains("error") ? "error"
            : mandatory.Contains("failed") ? "failed"
            : mandatory.Count > 0 ? "passed"
            : WorstFirst.FirstOrDefault(others.Contains) ?? "info";
    }

    /// <summary>
    /// The mean over the categories in which a mandatory test was run, of the share of those that passed; a warning passes.
    /// </summary>
    public int Percentage
    {
        get
        {
            var shares = BatchTests
                .Categories.Select(category => Mandatory(category.Tests))
                .Where(statuses => statuses.Count > 0)
                .Select(statuses =>
                    100 * statuses.Count(s => s is "passed" or "warning") / statuses.Count
                )
                .ToList();
            return shares.Count == 0 ? 0 : shares.Sum() / shares.Count;
        }
    }

    /// <summary>
    /// Statuses of the mandatory tests that were run. One that only says that there is no mail server to look at was not run, whatever
    /// it says of that.
    /// </summary>
    private List<string> Mandatory(IEnumerable<string> tests) =>
        [
            .. tests
                .Where(BatchTests.Mandatory.Contains)
                .Select(test => this[test])
                .Where(test => !BatchTests.WithoutMailServers.Contains(test.Verdict))
                .Select(test => test.Status)
                .Where(status => status is "passed" or "failed" or "warning" or "error"),
        ];

    /// <summary>
    /// What internet.nl says of a domain whose records contradict each other about its taking mail, and it looks at none of its servers
    /// then: a null MX beside other mail servers, or an address without MX whose SPF lets nobody send.
    /// </summary>
    private static BatchTest? WithoutMailServers(InboundObservation seen) =>
        seen.Mx.Records.Any(record => record.Exchange.IsRoot)
            ? new("warning", "null-mx-with-other-mx")
        : seen.Mx.Outcome == LookupOutcome.NoData && BatchRelated.SpfAllowsNobody(seen)
            ? new("info", "no-null-mx")
        : null;

    /// <summary>What kept answers about the hosts from us; the name servers' own word goes first. Null where nothing did.</summary>
    private static string? Failure(IReadOnlyList<DnsLookup> failed) =>
        failed.Count == 0 ? null
        : failed.Any(lookup => lookup.Failure == LookupFailure.ServFail) ? "servfail"
        : "resolver-error";

    private static void Dnssec(
        Dictionary<string, BatchTest> tests,
        string name,
        DnssecStatus status,
        string? failed,
        StandardVerdict verdict
    )
    {
        // Of what was looked up and does not validate, a signature is there.
        var isBogus = status == DnssecStatus.Bogus;
        switch (verdict.Forum)
        {
            case StandardOutcome.Failed when !isBogus:
                tests[name + "_exist"] = BatchTest.Bad;
                break;
            case StandardOutcome.Failed:
                tests[name + "_exist"] = BatchTest.Good;
                tests[name + "_valid"] = BatchTest.Bad;
                break;
            case StandardOutcome.Warning:
                tests[name + "_exist"] = BatchTest.Good;
                tests[name + "_valid"] = new("warning", "unsupported-ds-algo");
                break;
            case StandardOutcome.Passed or StandardOutcome.Info:
                tests[name + "_exist"] = BatchTest.Good;
                tests[name + "_valid"] = BatchTest.Good;
                break;
            case StandardOutcome.NotMeasured when failed is not null:
                tests[name + "_exist"] = new("failed", failed);
                break;
        }
        if (verdict.Forum == StandardOutcome.Excluded && status == DnssecStatus.Secure)
        {
            tests[name + "_exist"] = BatchTest.Good;
            tests[name + "_valid"] = BatchTest.Good;
        }
        else if (verdict.Forum == StandardOutcome.Excluded && status == DnssecStatus.Insecure)
        {
            tests[name + "_exist"] = BatchTest.Bad;
        }
    }

    private static void Dane(Dictionary<string, BatchTest> tests, InboundVerdict verdict)
    {
        var policies = verdict
            .MailTransport.Hosts.Select(h => h.Policy)
            .Where(p => !p.Skipped)
            .ToList();
        if (policies.Count == 0 || policies.Any(p => p.Policy == DanePolicy.Opportunistic))
        {
            tests["mail_starttls_dane_exist"] = BatchTest.Bad;
        }
        else
        {
            tests["mail_starttls_dane_exist"] = BatchTest.Good;
            tests["mail_starttls_dane_valid"] =
                Find(verdict, MailStandard.Dane).Forum == StandardOutcome.Passed
                    ? BatchTest.Good
                    : BatchTest.Bad;
            tests["mail_starttls_dane_rollover"] = verdict.MailTransport.Hosts.All(HasRollover)
                ? BatchTest.Good
                : new("info", "bad");
        }
    }

    /// <summary>A record for the next certificate or key is beside that for the present one; hosts passed over need none.</summary>
    public static bool HasRollover(HostVerdict host) =>
        host.Policy.Skipped || host.Rollover == RolloverState.Prepared;

    private static StandardVerdict Find(InboundVerdict verdict, MailStandard standard) =>
        verdict.Standards.First(s => s.Standard == standard);

    private static bool IsBogus(DnsLookup lookup) => lookup.Dnssec == DnssecStatus.Bogus;
}
