using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Web.Features.Api.Batch;

namespace Dashboard.Web.Tests.Api;

/// <summary>Our verdicts in the words of internet.nl: every row of the table in docs/batch.md, from evidence made up.</summary>
public sealed class BatchDomainTests
{
    /// <param name="Status">Null where the row is told by its evidence.</param>
    /// <param name="Dane">Verdicts of <c>dane_exist</c> and <c>dane_valid</c>.</param>
    /// <param name="Signed">Verdicts of <c>dnssec_mailto_exist</c> and <c>_valid</c>.</param>
    private sealed record Row(
        string Name,
        InboundObservation Seen,
        DomainStatus? Status,
        string Available,
        string Dane,
        string Testable,
        string Signed = "good good"
    );

    private const string Other = "mx2.example.nl";

    private static readonly Row[] Table =
    [
        new(
            "protected",
            Seen.Domain(Seen.Host()),
            DomainStatus.Protected,
            "passed good",
            "good good",
            "ok"
        ),
        new(
            "failed",
            Seen.Domain(Seen.Host(tlsa: [Seen.Mismatch()])),
            DomainStatus.Failed,
            "passed good",
            "good bad",
            "ok"
        ),
        new(
            "none: no TLSA at the host",
            Seen.Domain(Seen.Host(tlsa: [])),
            DomainStatus.None,
            "passed good",
            "bad not-tested",
            "ok"
        ),
        new(
            "none: MX set insecure, TLSA matches",
            WithMx(Seen.Domain(Seen.Host()), mx => mx.Is(DnssecStatus.Insecure)),
            DomainStatus.None,
            "passed good",
            "good good",
            "ok",
            "bad not-tested"
        ),
        new(
            "unusable",
            Seen.Domain(Seen.Host(tlsa: [new(1, 1, 1, Seen.Mismatch().AssociationData)])),
            null,
            "passed good",
            "good bad",
            "ok"
        ),
        new(
            "STARTTLS missing",
            Seen.Domain(
                Seen.Host(tlsa: [], addresses: Seen.Address(session: Seen.WithoutStartTls()))
            ),
            DomainStatus.None,
            "failed bad",
            "not-tested not-tested",
            "ok"
        ),
        new(
            "partial: a host silent",
            Seen.Domain(Seen.Host(), Silent(Other)),
            null,
            "error other",
            "not-tested not-tested",
            "unreachable"
        ),
        new(
            "partial: a host refused",
            Seen.Domain(Seen.Host(), Second(Seen.Mismatch())),
            DomainStatus.Partial,
            "passed good",
            "good bad",
            "ok"
        ),
        new(
            "partial: a host without TLSA",
            Seen.Domain(Seen.Host(), Second()),
            DomainStatus.Partial,
            "passed good",
            "bad not-tested",
            "ok"
        ),
        new(
            "partial: one type of certificate only",
            Seen.Domain(
                Seen.Host(
                    tlsa: [Seen.Pinned(Pki.Leaf)],
                    addresses: Seen.Address() with
                    {
                        OtherCertificate = Seen.Session(Pki.RsaLeaf, Pki.Intermediate.Der),
                    }
                )
            ),
            null,
            "passed good",
            "good good",
            "ok"
        ),
        new(
            "unreachable",
            Seen.Domain(Silent(Seen.Mx1)),
            DomainStatus.Unreachable,
            "error other",
            "not-tested not-tested",
            "unreachable"
        ),
        new(
            "421",
            Seen.Domain(Seen.Host(addresses: Seen.Address(session: Refusing(421)))),
            null,
            "error could-not-test",
            "not-tested not-tested",
            "untestable"
        ),
        new(
            "no mail by null MX",
            WithMx(
                Seen.Domain(),
                mx =>
                    mx with
                    {
                        Outcome = LookupOutcome.Answer,
                        Records = [new MxRecord(0, DomainName.Root)],
                    }
            ),
            DomainStatus.NoMail,
            "not_tested null-mx",
            "not-tested not-tested",
            "ok"
        ),
        new(
            "no mail without MX",
            Seen.ImplicitMx(
                Seen.Host("example.nl") with
                {
                    A = Look.A("example.nl"),
                    Aaaa = Look.Aaaa("example.nl"),
                    Addresses = [],
                }
            ),
            DomainStatus.NoMail,
            "not_tested other-2",
            "not-tested not-tested",
            "no_mx"
        ),
        new(
            "MX bogus",
            WithMx(Seen.Domain(), mx => mx.IsBogus().Is(DnssecStatus.Bogus)),
            null,
            "error other",
            "not-tested not-tested",
            "unreachable",
            "good bad"
        ),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Verdict_is_told_in_the_words_of_internet_nl(string name)
    {
        var row = Table.Single(row => row.Name == name);
        var verdict = InboundJudgement.Judge(row.Seen);
        if (row.Status is { } status)
        {
            verdict.MailTransport.Status.ShouldBe(status);
        }

        var batch = BatchDomain.Of(row.Seen, verdict).ShouldNotBeNull();

        var available = batch["mail_starttls_tls_available"];
        $"{available.Status} {available.Verdict}".ShouldBe(row.Available);
        Verdicts("mail_starttls_dane_exist", "mail_starttls_dane_valid").ShouldBe(row.Dane);
        Verdicts("mail_dnssec_mailto_exist", "mail_dnssec_mailto_valid").ShouldBe(row.Signed);
        batch.TestableStatus.ShouldBe(row.Testable);

        string Verdicts(params string[] tests) =>
            string.Join(' ', tests.Select(test => batch[test].Verdict));
    }

    [Fact]
    public void Domain_that_is_not_there_or_not_looked_up_is_an_error_as_a_whole()
    {
        InboundObservation[] lost =
        [
            WithMx(Seen.Domain(), mx => mx.NxDomain()),
            WithMx(Seen.Domain(), mx => mx.Fails()),
            WithMx(Seen.Domain(), mx => mx.Fails(LookupFailure.ServFail)),
            WithMx(Seen.Domain(), mx => mx.Fails(LookupFailure.ResolverUnreachable)),
        ];

        foreach (var seen in lost)
        {
            BatchDomain.Of(seen, InboundJudgement.Judge(seen)).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("tls-version", "passed na", "info other", "not_tested na-no-tls-1-2")]
    [InlineData("tls-hash", "passed na", "passed good", "not_tested not-tested")]
    [InlineData("tls-order", "passed good", "info other", "not_tested na-no-tls-1-2")]
    public void Test_of_tls_1_2_says_so_where_no_server_has_it(
        string measured,
        string order,
        string hash,
        string masterSecret
    )
    {
        var seen = Seen.Domain(Seen.Host());
        var verdict = InboundJudgement.Judge(seen);
        verdict = verdict with
        {
            Standards =
            [
                .. verdict.Standards.Where(s => s.Standard != MailStandard.TlsNcsc),
                new StandardVerdict
                {
                    Standard = MailStandard.TlsNcsc,
                    MethodVersion = "ncsc-2025",
                    Status = "good",
                    Forum = StandardOutcome.Passed,
                    Strict = StandardOutcome.Passed,
                    Results =
                    [
                        new StandardResult
                        {
                            Slug = measured,
                            Level = "good",
                            Forum = StandardOutcome.Passed,
                            Strict = StandardOutcome.Passed,
                        },
                    ],
                },
            ],
        };

        var batch = BatchDomain.Of(seen, verdict).ShouldNotBeNull();

        Told("cipherorder").ShouldBe(order);
        Told("keyexchangehash").ShouldBe(hash);
        Told("extendedmastersecret").ShouldBe(masterSecret);

        string Told(string test) =>
            batch[$"mail_starttls_tls_{test}"] is var told
                ? $"{told.Status} {told.Verdict}"
                : string.Empty;
    }

    private static InboundObservation WithMx(
        InboundObservation seen,
        Func<DnsLookup<MxRecord>, DnsLookup<MxRecord>> change
    ) => seen with { Mx = change(seen.Mx) };

    private static HostObservation Silent(string name) =>
        Seen.Host(
            name,
            tlsa: [Seen.Pinned(Pki.Leaf)],
            addresses: Seen.Address(
                "198.51.100.2",
                Seen.Ended(SmtpStage.Connect, SessionFaultKind.Timeout)
            )
        );

    private static HostObservation Second(params TlsaRecord[] tlsa) =>
        Seen.Host(Other, tlsa: tlsa, addresses: Seen.Address("198.51.100.2"));

    private static StartTlsObservation Refusing(int code) =>
        Seen.Ended(SmtpStage.Greeting, SessionFaultKind.RefusedByReply) with
        {
            Greeting = new SmtpReply(code, ["mx not now"]),
        };
}
