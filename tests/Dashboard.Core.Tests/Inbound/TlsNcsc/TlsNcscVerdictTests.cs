using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>What the sub-tests of all addresses come to together, and what is said and advised of them.</summary>
public sealed class TlsNcscVerdictTests
{
    private const string Second = "198.51.100.2";

    private static readonly ModelServer Modern = new()
    {
        Versions = [TlsProtocolVersion.Tls13],
        Groups = ["X25519MLKEM768", "x25519"],
    };

    private static readonly ModelServer OldSuite = new()
    {
        Suites = ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"],
    };

    private static readonly ModelServer FadingCurve = new() { Groups = ["secp256r1", "secp224r1"] };

    private static readonly ModelServer FadingSuite = new()
    {
        Suites = ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"],
    };

    private static readonly ModelServer Elsewhere = new() { Chain = [Pki.WrongNameLeaf] };

    private static readonly AddressObservation Silent = Seen.Address(
        session: Seen.Ended(SmtpStage.Connect, SessionFaultKind.Timeout)
    );

    private sealed record Row(
        string Name,
        AddressObservation[] Addresses,
        string In2025,
        string In2021
    );

    private static readonly Row[] Statuses =
    [
        new("modern", [Full(Modern)], "sufficient", "good"),
        new("stock", [Full(new())], "sufficient", "sufficient"),
        new("phase-out", [Full(FadingCurve)], "phase-out", "phase-out"),
        new("insufficient", [Full(OldSuite)], "insufficient", "sufficient"),
        new("a round", [Round(new())], "not-measured", "not-measured"),
        new("insufficient in a round", [Round(OldSuite)], "insufficient", "not-measured"),
        new("nobody answers", [Silent], "not-measured", "not-measured"),
        new("one of two answers", [Silent, Full(new())], "sufficient", "sufficient"),
        new("modern and worse", [Full(Modern), Full(FadingCurve)], "phase-out", "phase-out"),
    ];

    public static TheoryData<string> StatusNames => [.. Statuses.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(StatusNames))]
    public void Status_is_the_worst_level_unless_something_worse_may_hide(string name)
    {
        var row = Statuses.Single(each => each.Name == name);
        Judge(NcscMethod.Ncsc2025, row.Addresses).Status.ShouldBe(row.In2025);
        Judge(NcscMethod.Ncsc2021, row.Addresses).Status.ShouldBe(row.In2021);
    }

    [Fact]
    public void Domain_that_nobody_answers_for_has_no_results()
    {
        var verdict = Judge(NcscMethod.Ncsc2025, Silent);
        verdict.ShouldSatisfyAllConditions(
            () => verdict.Forum.ShouldBe(StandardOutcome.NotMeasured),
            () => verdict.Strict.ShouldBe(StandardOutcome.NotMeasured),
            () => verdict.Results.ShouldBeEmpty(),
            () => verdict.Reasons.ShouldBeEmpty()
        );
    }

    [Fact]
    public void Sub_test_that_does_not_apply_is_left_out() =>
        Judge(NcscMethod.Ncsc2021, Full(Modern))
            .Results.Select(result => result.Slug)
            .ShouldBe([
                "tls-available",
                "tls-version",
                "tls-suites",
                "tls-groups",
                "tls-early-data",
                "tls-caa",
                "cert-key",
                "cert-signature",
                "cert-chain",
                "cert-name",
            ]);

    /// <summary>By the strict view, then the Forum view, then the level.</summary>
    [Fact]
    public void Place_is_that_of_the_address_that_decides()
    {
        var version = Result("tls-version", Full(Modern), Full(new(), Second));
        version.Level.ShouldBe("sufficient");
        version.Address?.ToString().ShouldBe(Second);
        var signature = Result(
            "cert-signature",
            Full(new()),
            Full(new() { Chain = [WeakCertificates.RsaWithPss] }, Second)
        );
        signature.Forum.ShouldBe(StandardOutcome.Failed);
        signature.Strict.ShouldBe(StandardOutcome.Passed);
        signature.Address?.ToString().ShouldBe(Second);
        var suites = Result("tls-suites", Full(FadingSuite), Full(OldSuite, Second));
        suites.Level.ShouldBe("insufficient");
        suites.Address?.ToString().ShouldBe(Second);
    }

    [Fact]
    public void Worst_reasons_come_first() =>
        Judge(NcscMethod.Ncsc2025, Full(OldSuite with { MaxEarlyData = 1 }))
            .Reasons.Select(reason => reason.Slug)
            .ShouldBe(["tls-suites-weak", "tls-early-data-on", "tls-hybrid-missing"]);

    [Fact]
    public void Well_run_server_has_no_reasons_but_the_hybrid()
    {
        Judge(NcscMethod.Ncsc2025, Full(new()))
            .Reasons.Select(reason => reason.Slug)
            .ShouldBe(["tls-hybrid-missing"]);
        Judge(NcscMethod.Ncsc2021, Full(new())).Reasons.ShouldBeEmpty();
        Judge(NcscMethod.Ncsc2025, Full(Modern)).Reasons.ShouldBeEmpty();
    }

    /// <summary>Key exchange by RSA alone: the suites tell, and a hybrid would be no help.</summary>
    [Fact]
    public void Server_without_groups_is_not_told_of_hybrids() =>
        Judge(
            NcscMethod.Ncsc2025,
            Full(
                new()
                {
                    Versions = [TlsProtocolVersion.Tls12],
                    Suites = ["TLS_RSA_WITH_AES_128_CBC_SHA"],
                }
            )
        )
            .Reasons.ShouldNotContain(reason => reason.Slug == "tls-hybrid-missing");

    [Fact]
    public void Same_reason_at_several_places_is_said_once()
    {
        var one = Judge(NcscMethod.Ncsc2025, Full(new())).Reasons.ShouldHaveSingleItem();
        one.Facts.ShouldBeEmpty();
        var two = Judge(NcscMethod.Ncsc2025, Full(new()), Full(new(), Second))
            .Reasons.ShouldHaveSingleItem();
        two.Facts.ShouldBe(new Dictionary<string, string> { ["places"] = "2" });
        two.Address?.ToString().ShouldBe("198.51.100.1");
    }

    private sealed record Advised(string Name, ModelServer Server, string Advice);

    private static readonly Advised[] Advices =
    [
        new("well run", new(), ""),
        new("only worth knowing", Elsewhere, ""),
        new("suites", OldSuite, "tls-restrict-suites mail-server"),
        new(
            "order",
            new() { Suites = [.. FadingSuite.Suites.Reverse()] },
            "tls-prefer-strong-suites mail-server, tls-restrict-suites mail-server"
        ),
        new("early data", new() { MaxEarlyData = 1 }, "tls-disable-early-data mail-server"),
        new("compression", new() { Compression = true }, "tls-disable-compression mail-server"),
        new(
            "renegotiation",
            new() { ClientRenegotiation = true, SecureRenegotiation = false },
            "tls-secure-renegotiation mail-server, tls-disable-client-renegotiation mail-server"
        ),
        new("master secret", new() { ExtendedMasterSecret = false }, "tls-enable-ems mail-server"),
        new("hash", new() { Hashes = ["sha256", "sha1"] }, "tls-sign-with-sha2 mail-server"),
        new(
            "groups",
            new() { Groups = ["secp256r1", "secp192r1"] },
            "tls-restrict-groups mail-server"
        ),
        new(
            "versions",
            new()
            {
                Versions = [TlsProtocolVersion.Tls11, TlsProtocolVersion.Tls12],
                Suites = OldSuite.Suites,
            },
            "tls-disable-old-versions mail-server, tls-restrict-suites mail-server"
        ),
        new(
            "certificate",
            new() { Chain = [WeakCertificates.RsaOf1024] },
            "tls-replace-key mail-server"
        ),
        new(
            "signature",
            new() { Chain = [WeakCertificates.RsaWithSha1] },
            "tls-replace-signature mail-server"
        ),
    ];

    public static TheoryData<string> AdviceNames => [.. Advices.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(AdviceNames))]
    public void Advice_follows_from_what_weighs(string name)
    {
        var row = Advices.Single(each => each.Name == name);
        Told(Judge(NcscMethod.Ncsc2025, Full(row.Server))).ShouldBe(row.Advice);
    }

    /// <summary>The operator of the host's DNS, and not that of the mail server.</summary>
    [Fact]
    public void Advice_on_Caa_goes_to_the_DNS_of_the_host() =>
        Told(
                TlsNcscJudgement.Judge(
                    Seen.Domain(
                        Seen.Host(addresses: Full(new())) with
                        {
                            Caa = SubTestCases.Records(),
                        }
                    ),
                    NcscMethod.Ncsc2025,
                    excluded: null
                )
            )
            .ShouldBe("tls-publish-caa host-dns");

    [Fact]
    public void Advice_without_StartTls_is_to_offer_it() =>
        Told(Judge(NcscMethod.Ncsc2025, Seen.Address(session: Seen.WithoutStartTls())))
            .ShouldBe("tls-offer-starttls mail-server");

    private static string Told(StandardVerdict verdict) =>
        string.Join(", ", verdict.Advice.Select(each => $"{each.Slug} {Slug.Of(each.Actor)}"));

    private static StandardResult Result(string slug, params AddressObservation[] addresses) =>
        Judge(NcscMethod.Ncsc2025, addresses).Results.Single(result => result.Slug == slug);

    private static AddressObservation Full(ModelServer server, string address = "198.51.100.1") =>
        server.Examined(TlsProfile.Full) with
        {
            Address = System.Net.IPAddress.Parse(address),
        };

    private static AddressObservation Round(ModelServer server) =>
        server.Examined(TlsProfile.Round);

    internal static StandardVerdict Judge(
        NcscMethod method,
        params AddressObservation[] addresses
    ) =>
        TlsNcscJudgement.Judge(
            Seen.Domain(
                Seen.Host(addresses: addresses) with
                {
                    Caa = SubTestCases.Records(new CaaRecord(0, "issue", ";")),
                }
            ),
            method,
            excluded: null
        );
}
