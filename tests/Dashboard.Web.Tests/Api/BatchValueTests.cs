using System.Text.RegularExpressions;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tests;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tests.Inbound.TlsNcsc;
using Dashboard.Core.Tls;
using Dashboard.Web.Features.Api.Batch;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Web.Tests.Api;

/// <summary>
/// Every verdict of every test that internet.nl has: evidence that comes to it, or a line in docs/batch.md that says why none does. A
/// word of the description that never comes out is found here, and so is one that came out after all.
/// </summary>
public sealed partial class BatchValueTests
{
    private const string Gcm = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
    private const string Cbc = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256";
    private const string CbcSha = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";
    private const string Plain = "TLS_RSA_WITH_AES_128_GCM_SHA256";

    private static readonly TlsProtocolVersion[] Only12 = [TlsProtocolVersion.Tls12];

    private static readonly TlsProtocolVersion[] Only13 = [TlsProtocolVersion.Tls13];

    private static InboundObservation WellRun { get; } = RelatedEvidence.Domain;

    /// <summary>A verdict of a test, and the evidence that comes to it.</summary>
    private sealed record Row(
        string Test,
        string Outcome,
        InboundObservation Seen,
        NcscMethod Method = NcscMethod.Ncsc2025
    );

    private static readonly Row[] Table =
    [
        // What is said of mail servers.
        .. Each(
            "passed good",
            Whole(),
            "ipv6_mx_address",
            "dnssec_mx_exist",
            "starttls_tls_available"
        ),
        .. Each(
            "not_tested null-mx",
            With(NullMx),
            "ipv6_mx_address",
            "dnssec_mx_exist",
            "starttls_tls_available"
        ),
        .. Each(
            "warning null-mx-with-other-mx",
            NullMxAmongOthers(),
            "ipv6_mx_address",
            "dnssec_mx_exist",
            "starttls_tls_available"
        ),
        .. Each(
            "info no-null-mx",
            NoNullMx(),
            "ipv6_mx_address",
            "dnssec_mx_exist",
            "starttls_tls_available"
        ),
        .. Each("not_tested other", NoMail(), "ipv6_mx_address", "ipv6_mx_reach"),
        new("dnssec_mx_exist", "not_tested no-mailservers", NoMail()),
        new("starttls_tls_available", "not_tested other-2", NoMail()),
        new(
            "starttls_tls_available",
            "failed bad",
            With(
                Seen.Domain(
                    Seen.Host(tlsa: [], addresses: Seen.Address(session: Seen.WithoutStartTls()))
                )
            )
        ),
        new(
            "starttls_tls_available",
            "error other",
            With(
                Seen.Domain(
                    Seen.Host(
                        addresses: Seen.Address(
                            session: Seen.Ended(SmtpStage.Connect, SessionFaultKind.Timeout)
                        )
                    )
                )
            )
        ),
        new(
            "starttls_tls_available",
            "error could-not-test",
            With(Seen.Domain(Seen.Host(addresses: Seen.Address(session: Refusing()))))
        ),
        // IPv6.
        new("ipv6_mx_address", "failed bad", With(Seen.Domain(Seen.Host()))),
        new("ipv6_mx_reach", "passed good", Whole()),
        new(
            "ipv6_mx_reach",
            "failed bad",
            With(
                Seen.Domain(
                    Seen.Host(
                        addresses: Seen.Address(
                            "2001:db8::1",
                            Seen.Ended(SmtpStage.Connect, SessionFaultKind.ConnectionRefused)
                        )
                    )
                ),
                good => good with { HasIpv6 = true }
            )
        ),
        // DNSSEC.
        new("dnssec_mailto_exist", "passed good", Whole()),
        new(
            "dnssec_mailto_exist",
            "failed bad",
            With(WellRun with { Mx = WellRun.Mx.Is(DnssecStatus.Insecure) })
        ),
        new("dnssec_mailto_valid", "passed good", Whole()),
        new(
            "dnssec_mailto_valid",
            "failed bad",
            With(WellRun with { Mx = WellRun.Mx.IsBogus().Is(DnssecStatus.Bogus) })
        ),
        new(
            "dnssec_mailto_valid",
            "warning unsupported-ds-algo",
            With(
                WellRun with
                {
                    Mx = WellRun.Mx.Is(DnssecStatus.Insecure),
                    Zone = OfUnsupported("example.nl"),
                }
            )
        ),
        new(
            "dnssec_mx_exist",
            "failed bad",
            OfHost(host =>
                host with
                {
                    A = host.A.Is(DnssecStatus.Insecure),
                    Aaaa = host.Aaaa.Is(DnssecStatus.Insecure),
                }
            )
        ),
        new(
            "dnssec_mx_exist",
            "failed servfail",
            OfHost(host =>
                host with
                {
                    A = host.A.Fails(LookupFailure.ServFail),
                    Aaaa = host.Aaaa.Fails(LookupFailure.ServFail),
                    Addresses = [],
                }
            )
        ),
        new(
            "dnssec_mx_exist",
            "failed resolver-error",
            OfHost(host =>
                host with
                {
                    A = host.A.Fails(),
                    Aaaa = host.Aaaa.Fails(),
                    Addresses = [],
                }
            )
        ),
        new("dnssec_mx_valid", "passed good", Whole()),
        new(
            "dnssec_mx_valid",
            "failed bad",
            OfHost(host =>
                host with
                {
                    A = host.A.IsBogus().Is(DnssecStatus.Bogus),
                    Aaaa = host.Aaaa.IsBogus().Is(DnssecStatus.Bogus),
                    Addresses = [],
                }
            )
        ),
        new(
            "dnssec_mx_valid",
            "warning unsupported-ds-algo",
            OfHost(host =>
                host with
                {
                    A = host.A.Is(DnssecStatus.Insecure),
                    Aaaa = host.Aaaa.Is(DnssecStatus.Insecure),
                    Zone = OfUnsupported("example.nl"),
                }
            )
        ),
        // Authentication.
        new("auth_dmarc_exist", "passed good", Whole()),
        new("auth_dmarc_exist", "failed bad", OfDmarc(null)),
        new("auth_dmarc_policy", "passed good", Whole()),
        new("auth_dmarc_policy", "failed bad", OfDmarc("v=DMARC1; p=reject; pct=many")),
        new(
            "auth_dmarc_policy",
            "failed policy",
            OfDmarc("v=DMARC1; p=none; rua=mailto:dmarc@example.nl")
        ),
        new(
            "auth_dmarc_policy",
            "warning external",
            With(
                WellRun,
                good =>
                    good with
                    {
                        Dmarc = Dmarc(
                            ("example.nl", "v=DMARC1; p=reject; rua=mailto:d@reports.example.org")
                        ) with
                        {
                            Permissions =
                            [
                                new DmarcPermission(
                                    DomainName.Parse("reports.example.org"),
                                    Text("example.nl._report._dmarc.reports.example.org")
                                ),
                            ],
                        },
                    }
            )
        ),
        new("auth_dkim_exist", "passed good", Whole()),
        new(
            "auth_dkim_exist",
            "failed bad",
            With(
                WellRun,
                good => good with { Dkim = good.Dkim with { Keys = good.Dkim.Keys!.NxDomain() } }
            )
        ),
        new(
            "auth_dkim_exist",
            "not_tested no-email",
            With(
                NullMx,
                good => good with { Dkim = good.Dkim with { Keys = good.Dkim.Keys!.NxDomain() } }
            )
        ),
        new("auth_spf_exist", "passed good", Whole()),
        new("auth_spf_exist", "failed bad", OfSpf(("example.nl", null))),
        new("auth_spf_policy", "passed good", Whole()),
        new("auth_spf_policy", "failed bad", OfSpf(("example.nl", "v=spf1 ip5:192.0.2.1 -all"))),
        new(
            "auth_spf_policy",
            "failed max-lookups",
            OfSpf(
                (
                    "example.nl",
                    $"v=spf1 {string.Join(' ', Enumerable.Range(0, 11).Select(i => $"ptr:p{i}.nl"))} -all"
                )
            )
        ),
        new("auth_spf_policy", "failed all", OfSpf(("example.nl", "v=spf1 +all"))),
        new(
            "auth_spf_policy",
            "failed include",
            OfSpf(("example.nl", "v=spf1 include:a.nl -all"), ("a.nl", null))
        ),
        new(
            "auth_spf_policy",
            "failed redirect",
            OfSpf(("example.nl", "v=spf1 redirect=a.nl"), ("a.nl", null))
        ),
        // TLS.
        .. Each(
            "passed good",
            Tls(new() { Suites = [Gcm, Cbc], Versions = Only12 }),
            "starttls_tls_version",
            "starttls_tls_cipherorder",
            "starttls_tls_keyexchange",
            "starttls_tls_keyexchangehash",
            "starttls_tls_compress",
            "starttls_tls_secreneg",
            "starttls_tls_extendedmastersecret",
            "starttls_tls_caa",
            "starttls_cert_chain",
            "starttls_cert_pubkey",
            "starttls_cert_sig",
            "starttls_cert_domain"
        ),
        new("starttls_tls_ciphers", "passed good", Tls(new())),
        new("starttls_tls_clientreneg", "passed not-allowed", Tls(new())),
        new(
            "starttls_tls_clientreneg",
            "info allowed-with-low-limit",
            Tls(new() { ClientRenegotiation = true })
        ),
        new(
            "starttls_tls_version",
            "failed bad",
            Tls(new() { Versions = [TlsProtocolVersion.Tls11, .. Only12], Suites = [Gcm, CbcSha] })
        ),
        new(
            "starttls_tls_version",
            "warning phase-out",
            Tls(new() { Versions = [TlsProtocolVersion.Tls11, .. Only12], Suites = [Gcm, CbcSha] }),
            NcscMethod.Ncsc2021
        ),
        new("starttls_tls_ciphers", "warning phase-out", Tls(new() { Suites = [Gcm, Cbc] })),
        new("starttls_tls_ciphers", "failed bad", Tls(new() { Suites = [Gcm, CbcSha] })),
        new("starttls_tls_cipherorder", "failed bad", Tls(new() { Suites = [Cbc, Gcm] })),
        new("starttls_tls_cipherorder", "passed na", Tls(new() { Versions = Only13 })),
        new(
            "starttls_tls_keyexchange",
            "passed na",
            Tls(new() { Versions = Only12, Suites = [Plain] })
        ),
        new(
            "starttls_tls_keyexchange",
            "warning phase-out",
            Tls(new() { Versions = Only12, Groups = ["secp224r1"] })
        ),
        new(
            "starttls_tls_keyexchange",
            "failed bad",
            Tls(new() { Suites = [Gcm, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"], Dh = "own1024" })
        ),
        new(
            "starttls_tls_keyexchangehash",
            "warning phase-out",
            Tls(new() { Hashes = ["sha256", "sha224"] })
        ),
        new(
            "starttls_tls_keyexchangehash",
            "failed bad",
            Tls(new() { Hashes = ["sha256", "sha1"] })
        ),
        new("starttls_tls_keyexchangehash", "info other", Tls(new() { Versions = Only13 })),
        new("starttls_tls_compress", "failed bad", Tls(new() { Compression = true })),
        new("starttls_tls_secreneg", "failed bad", Tls(new() { SecureRenegotiation = false })),
        new(
            "starttls_tls_extendedmastersecret",
            "failed bad",
            Tls(new() { ExtendedMasterSecret = false })
        ),
        new(
            "starttls_tls_extendedmastersecret",
            "not_tested na-no-tls-1-2",
            Tls(new() { Versions = Only13 })
        ),
        new(
            "starttls_tls_extendedmastersecret",
            "not_tested unknown",
            Tls(
                new()
                {
                    Instead = Enum.GetValues<TlsQuestionId>()
                        .ToDictionary(id => id, _ => TlsAnswerKind.TimedOut),
                }
            )
        ),
        new("starttls_tls_0rtt", "passed na", Tls(new())),
        new(
            "starttls_tls_caa",
            "warning bad",
            Tls(new(), (HostObservation host) => host with { Caa = Caa() })
        ),
        new(
            "starttls_tls_caa",
            "warning syntax-error",
            Tls(
                new(),
                (HostObservation host) => host with { Caa = Caa(new CaaRecord(0, "isue", ";")) }
            )
        ),
        new(
            "starttls_tls_caa",
            "warning insufficient",
            Tls(
                new(),
                (HostObservation host) =>
                    host with
                    {
                        Caa = Caa(new CaaRecord(0, "iodef", "mailto:a@example.nl")),
                    }
            )
        ),
        new(
            "starttls_cert_chain",
            "info bad",
            Tls(
                new(),
                (AddressObservation address) =>
                    address with
                    {
                        WebPki = address.WebPki! with
                        {
                            Paths = [new(address.WebPki.Paths[0].Leaf, "untrusted-root")],
                        },
                    }
            )
        ),
        new(
            "starttls_cert_pubkey",
            "warning phase-out",
            Tls(new() { Chain = [Pki.RsaLeaf, Pki.Intermediate.Der] })
        ),
        new(
            "starttls_cert_pubkey",
            "failed bad",
            Tls(new() { Chain = [WeakCertificates.RsaOf1024] })
        ),
        new(
            "starttls_cert_sig",
            "failed bad",
            Tls(new() { Chain = [WeakCertificates.RsaWithSha1] })
        ),
        new(
            "starttls_cert_sig",
            "warning phase-out",
            Tls(
                new()
                {
                    Chain = [WeakCertificates.Signed(WeakCertificates.Rsa(3072), "SHA224WITHRSA")],
                }
            )
        ),
        new("starttls_cert_domain", "info bad", Tls(new() { Chain = [Pki.WrongNameLeaf] })),
        new(
            "starttls_cert_domain",
            "failed bad",
            Tls(
                new() { Chain = [Pki.WrongNameLeaf, Pki.Intermediate.Der] },
                (HostObservation host) =>
                    host with
                    {
                        Tlsa = [Seen.Tlsa(Seen.Mx1, Seen.Anchor(Pki.Intermediate.Der))],
                    }
            )
        ),
        // DANE.
        new("starttls_dane_exist", "passed good", Whole()),
        new("starttls_dane_exist", "failed bad", With(Seen.Domain(Seen.Host(tlsa: [])))),
        new(
            "starttls_dane_exist",
            "failed bogus",
            OfHost(host => host.WithTlsa(tlsa => tlsa.IsBogus().Is(DnssecStatus.Bogus)))
        ),
        new("starttls_dane_valid", "passed good", Whole()),
        new(
            "starttls_dane_valid",
            "failed bad",
            With(Seen.Domain(Seen.Host(tlsa: [Seen.Mismatch()])))
        ),
        new(
            "starttls_dane_rollover",
            "passed good",
            With(Seen.Domain(Seen.Host(tlsa: [Seen.Pinned(Pki.Leaf), Seen.Mismatch()])))
        ),
        new("starttls_dane_rollover", "info bad", Whole()),
    ];

    public static TheoryData<string> Tests =>
        [.. BatchTests.Categories.SelectMany(category => category.Tests)];

    [Theory]
    [MemberData(nameof(Tests))]
    public void Verdict_comes_out_or_the_document_says_why_it_does_not(string test)
    {
        var known = BatchTests
            .Hierarchy.SelectMany(category => category.Children)
            .SelectMany(section => section.Children)
            .Single(each => each.Name == test)
            .StatusVerdicts.SelectMany(pair =>
                pair.Verdicts.Select(verdict => $"{pair.Status} {verdict}")
            );
        var documented = NeverOut().Where(line => line.Test == test).Select(line => line.Verdict);
        var found = Table.Where(row => $"mail_{row.Test}" == test).ToList();

        foreach (var row in found)
        {
            var batch = BatchDomain
                .Of(row.Seen, InboundJudgement.Judge(row.Seen, row.Method))
                .ShouldNotBeNull($"{test} {row.Outcome}");
            $"{batch[test].Status} {batch[test].Verdict}".ShouldBe(row.Outcome);
        }
        known
            .Where(outcome => !documented.Contains(outcome.Split(' ')[1]))
            .ShouldBe(found.Select(row => row.Outcome), ignoreOrder: true);
        // The document gives a reason for nothing that there is not, and for nothing that comes out.
        documented.Except(known.Select(outcome => outcome.Split(' ')[1])).ShouldBeEmpty();
    }

    [Fact]
    public void Test_that_was_not_run_says_so()
    {
        var batch = Of(With(NullMx));

        batch["mail_starttls_dane_exist"].ShouldBe(new("not_tested", "not-tested"));
        batch["mail_rpki_exists"].ShouldBe(new("not_tested", "not-tested"));
    }

    /// <summary>None of the servers was looked at, as internet.nl has it, and that is no success.</summary>
    [Fact]
    public void Contradicting_records_warn_in_their_categories_and_count_in_no_score()
    {
        var batch = Of(NullMxAmongOthers());

        Categories(batch)
            .ShouldBe([
                ("mail_ipv6", "warning"),
                ("mail_dnssec", "passed"),
                ("mail_auth", "passed"),
                ("mail_starttls", "warning"),
                ("mail_rpki", "info"),
            ]);
        batch.TestableStatus.ShouldBe("ok");
        batch["mail_starttls_dane_exist"].ShouldBe(BatchTest.NotTested);
        batch.Percentage.ShouldBe(100);
        Categories(Of(NoNullMx())).ShouldContain(("mail_starttls", "info"));
    }

    private static (string, string)[] Categories(BatchDomain batch) =>
        [.. BatchTests.Categories.Select(each => (each.Category, batch.Category(each.Tests)))];

    private static BatchDomain Of(InboundObservation seen) =>
        BatchDomain.Of(seen, InboundJudgement.Judge(seen)).ShouldNotBeNull();

    /// <summary>The table in docs/batch.md, a line for each test and verdict.</summary>
    private static List<(string Test, string Verdict)> NeverOut() =>
        [
            .. from line in RepositoryFiles.Read("docs/batch.md").Split('\n')
            where line.StartsWith("| `mail_", StringComparison.Ordinal)
            let cells = line.Split('|')
            from test in Quoted().Matches(cells[1])
            from verdict in Quoted().Matches(cells[2])
            select (test.Groups[1].Value, verdict.Groups[1].Value),
        ];

    private static IEnumerable<Row> Each(
        string outcome,
        InboundObservation seen,
        params string[] tests
    ) => tests.Select(test => new Row(test, outcome, seen));

    private static InboundObservation With(
        InboundObservation seen,
        Func<RelatedObservation, RelatedObservation>? change = null
    ) => seen with { Related = (change ?? (good => good))(Good) };

    private static InboundObservation Whole() => With(WellRun);

    private static InboundObservation OfHost(Func<HostObservation, HostObservation> change) =>
        With(WellRun with { Hosts = [.. WellRun.Hosts.Select(change)] });

    private static InboundObservation OfSpf(params (string, string?)[] records) =>
        With(WellRun, good => good with { Spf = Spf(records) });

    private static InboundObservation OfDmarc(string? record) =>
        With(WellRun, good => good with { Dmarc = Dmarc(("example.nl", record), ("nl", null)) });

    private static InboundObservation NullMxAmongOthers() =>
        With(
            WellRun with
            {
                Mx = WellRun.Mx with
                {
                    Records = [new MxRecord(0, DomainName.Root), .. WellRun.Mx.Records],
                },
            }
        );

    /// <summary>An address without MX that says that it never sends.</summary>
    private static InboundObservation NoNullMx() =>
        With(
            Seen.ImplicitMx(Seen.Host("example.nl")),
            good => good with { Spf = Spf(("example.nl", "v=spf1 -all")) }
        );

    private static InboundObservation NoMail() =>
        With(
            Seen.ImplicitMx(
                Seen.Host("example.nl") with
                {
                    A = Look.A("example.nl"),
                    Aaaa = Look.Aaaa("example.nl"),
                    Addresses = [],
                }
            )
        );

    private static StartTlsObservation Refusing() =>
        Seen.Ended(SmtpStage.Greeting, SessionFaultKind.RefusedByReply) with
        {
            Greeting = new SmtpReply(421, ["mx not now"]),
        };

    /// <summary>Delegated with an algorithm that no resolver knows.</summary>
    private static ZoneObservation OfUnsupported(string apex) =>
        new(
            DomainName.Parse(apex),
            Look.Up(
                apex,
                DnsRecordType.Ds,
                DnssecStatus.Secure,
                new DsRecord(1, 12, 2, new OctetString(new byte[32]))
            )
        );

    private static InboundObservation Tls(
        ModelServer server,
        Func<HostObservation, HostObservation> change
    ) =>
        With(
            Seen.Domain(
                change(
                    Seen.Host(addresses: server.Examined(TlsProfile.Full)) with
                    {
                        Caa = Caa(new CaaRecord(0, "issue", ";")),
                    }
                )
            )
        );

    private static InboundObservation Tls(ModelServer server) =>
        Tls(server, (HostObservation host) => host);

    private static InboundObservation Tls(
        ModelServer server,
        Func<AddressObservation, AddressObservation> change
    ) =>
        Tls(
            server,
            (HostObservation host) => host with { Addresses = [.. host.Addresses.Select(change)] }
        );

    private static CaaObservation Caa(params CaaRecord[] records) =>
        new([Look.Up(Seen.Mx1, DnsRecordType.Caa, DnssecStatus.Secure, records)]);

    [GeneratedRegex("`([a-z0-9_-]+)`")]
    private static partial Regex Quoted();
}
