using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>What is said of a session, step by step.</summary>
public sealed class SessionReasonsTests
{
    private static AddressVerdict Of(StartTlsObservation session) =>
        Of(Seen.Address(session: session));

    private static AddressVerdict Of(AddressObservation address) =>
        DomainJudgement.Judge(Seen.Domain(Seen.Host(addresses: address))).Hosts[0].Addresses[0];

    private static SmtpReply Reply(int code, params string[] lines) => new(code, lines);

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(220, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    [InlineData(421, false)]
    [InlineData(554, false)]
    public void Greeting_welcomes_with_2yz(int code, bool welcome) =>
        Of(Seen.Session() with { Handshake = null, Greeting = Reply(code) })
            .Reasons.Any(r => r.Slug == ReasonSlug.GreetingRefused)
            .ShouldBe(!welcome);

    [Fact]
    public void Greeting_without_text_has_no_text_among_its_facts() =>
        Of(Seen.Session() with { Handshake = null, Greeting = Reply(554) })
            .Reasons[0]
            .Facts.ShouldNotContainKey("text");

    [Theory]
    [InlineData(SmtpStage.Greeting, ReasonSlug.GreetingMissing, 60, "wait-longer")]
    [InlineData(SmtpStage.Ehlo, ReasonSlug.SessionEnded, 60, "wait-longer")]
    [InlineData(SmtpStage.StartTls, ReasonSlug.HandshakeTimeout, 299, "wait-longer")]
    [InlineData(SmtpStage.Handshake, ReasonSlug.HandshakeTimeout, 300, null)]
    [InlineData(SmtpStage.EhloAfterTls, ReasonSlug.SessionEnded, 60, "wait-longer")]
    public void Time_that_ran_out_is_told_in_seconds_with_what_senders_do(
        SmtpStage stage,
        string slug,
        int seconds,
        string? senders
    )
    {
        var fault = new SessionFault(stage, SessionFaultKind.Timeout)
        {
            Waited = TimeSpan.FromSeconds(seconds),
        };

        var session =
            stage == SmtpStage.EhloAfterTls
                ? Seen.Session() with
                {
                    EhloAfterTls = null,
                }
                : Seen.Ended(stage, SessionFaultKind.Timeout);
        var facts = Of(session with { Fault = fault })
            .Reasons.Single(reason => reason.Slug == slug)
            .Facts;

        facts["waited"].ShouldBe($"{seconds}");
        facts.GetValueOrDefault("senders").ShouldBe(senders);
    }

    [Fact]
    public void Address_at_which_the_test_stopped_says_after_how_many_seconds()
    {
        var reason = Of(
            Seen.Address() with
            {
                Attempts = [],
                Disposition = AddressDisposition.Stopped,
                StoppedAfter = TimeSpan.FromSeconds(240),
            }
        )
            .Reasons.ShouldHaveSingleItem();

        reason.Slug.ShouldBe(ReasonSlug.AddressNotProbed);
        reason.Facts["disposition"].ShouldBe("stopped");
        reason.Facts["waited"].ShouldBe("240");
    }

    [Theory]
    [InlineData("EHLO alone", null, "502", "no EHLO")]
    [InlineData("EHLO and HELO", 421, "421", "no HELO")]
    public void Server_that_takes_neither_EHLO_nor_HELO_is_said_to_end_with_its_last_refusal(
        string because,
        int? helo,
        string code,
        string text
    )
    {
        var reason = Of(
            Seen.WithoutStartTls() with
            {
                Ehlo = Reply(502, "no EHLO"),
                Helo = helo is { } number ? Reply(number, "no HELO") : null,
            }
        ).Reasons[0];
        reason.Slug.ShouldBe(ReasonSlug.SessionEnded, because);
        reason.Facts["code"].ShouldBe(code, because);
        reason.Facts["text"].ShouldBe(text, because);
    }

    [Theory]
    [InlineData("X's of the same length", "XXXXXXXX", true)]
    [InlineData("X's and the A of a firewall", "XXXXXXXA", true)]
    [InlineData("small x's", "xxxxxxxx", true)]
    [InlineData("four", "XXXA", true)]
    [InlineData("spaces around", " XXXXXXXX ", true)]
    [InlineData("three", "XXX", false)]
    [InlineData("an extension whose name begins so", "XXX-QUEUE", false)]
    [InlineData("an extension with an X", "XCLIENT", false)]
    [InlineData("the letters elsewhere", "AXXX", false)]
    public void Keyword_is_overwritten_where_nothing_is_left_of_it(
        string because,
        string line,
        bool stripped
    )
    {
        var reason = Of(Seen.WithoutStartTls("mx", "PIPELINING", line)).Reasons[0];
        reason.Slug.ShouldBe(
            stripped ? ReasonSlug.StartTlsStripped : ReasonSlug.StartTlsNotOffered,
            because
        );
        if (stripped)
        {
            reason.Facts["text"].ShouldBe(line.Trim(), because);
        }
    }

    [Theory]
    [InlineData(TlsProtocolVersion.Ssl3, "SSLv3")]
    [InlineData(TlsProtocolVersion.Tls10, "TLSv1.0")]
    [InlineData(TlsProtocolVersion.Tls11, "TLSv1.1")]
    [InlineData(TlsProtocolVersion.Tls12, null)]
    [InlineData(TlsProtocolVersion.Tls13, null)]
    public void Version_is_too_old_below_1_2(TlsProtocolVersion version, string? said)
    {
        var session = Seen.Session() with
        {
            Handshake = Seen.Handshake(Pki.Leaf) with { Version = version },
        };
        Of(session)
            .Reasons.Where(r => r.Slug == ReasonSlug.TlsTooOld)
            .Select(r => (r.Facts["version"], r.Severity))
            .ShouldBe(said is null ? [] : [(said, ReasonSeverity.Warning)]);
    }

    private static readonly EarlyEnd[] EarlyEnds =
    [
        new()
        {
            Name = "refused connection",
            Stage = SmtpStage.Connect,
            Kind = SessionFaultKind.ConnectionRefused,
            Slug = ReasonSlug.ConnectFailed,
            SaidKind = "connection-refused",
        },
        new()
        {
            Name = "silent server",
            Stage = SmtpStage.Greeting,
            Kind = SessionFaultKind.Timeout,
            Slug = ReasonSlug.GreetingMissing,
            SaidKind = "timeout",
        },
        new()
        {
            Name = "closed after EHLO",
            Stage = SmtpStage.Ehlo,
            Kind = SessionFaultKind.Closed,
            Slug = ReasonSlug.SessionEnded,
            SaidKind = "closed",
            SaidStage = "ehlo",
        },
        new()
        {
            Name = "closed after STARTTLS",
            Stage = SmtpStage.StartTls,
            Kind = SessionFaultKind.Closed,
            Slug = ReasonSlug.HandshakeFailed,
            SaidKind = "closed",
            SaidStage = "start-tls",
        },
        new()
        {
            Name = "alert in the handshake",
            Stage = SmtpStage.Handshake,
            Kind = SessionFaultKind.TlsAlert,
            Slug = ReasonSlug.HandshakeFailed,
            SaidKind = "tls-alert",
            SaidStage = "handshake",
        },
    ];

    public static TheoryData<string> EarlyEndNames => [.. EarlyEnds.Select(end => end.Name)];

    [Theory]
    [MemberData(nameof(EarlyEndNames))]
    public void Session_that_ends_early_says_where_and_how(string name)
    {
        var end = EarlyEnds.Single(one => one.Name == name);
        var reason = Of(Seen.Ended(end.Stage, end.Kind)).Reasons[0];
        reason.Slug.ShouldBe(end.Slug);
        reason.Facts["kind"].ShouldBe(end.SaidKind);
        reason.Facts.GetValueOrDefault("stage").ShouldBe(end.SaidStage);
    }

    [Fact]
    public void Handshake_that_failed_without_a_known_fault_says_the_step_alone()
    {
        var reason = Of(Seen.Session() with { Handshake = null }).Reasons[0];
        reason.Slug.ShouldBe(ReasonSlug.HandshakeFailed);
        reason.Facts["stage"].ShouldBe("handshake");
        reason.Facts.ShouldNotContainKey("kind");
    }

    [Fact]
    public void Refused_EHLO_behind_TLS_has_its_code_and_text()
    {
        var reason = Of(
            Seen.Session() with
            {
                EhloAfterTls = Reply(421, "busy"),
                Fault = new SessionFault(SmtpStage.EhloAfterTls, SessionFaultKind.RefusedByReply),
            }
        ).Reasons[0];
        reason.Slug.ShouldBe(ReasonSlug.SessionEnded);
        reason.Facts["code"].ShouldBe("421");
        reason.Facts["text"].ShouldBe("busy");
    }

    [Theory]
    [InlineData("closed after QUIT", SmtpStage.Quit, SessionFaultKind.Reset)]
    [InlineData("our own limit", SmtpStage.EhloAfterTls, SessionFaultKind.OwnLimit)]
    public void End_that_says_nothing_of_the_server_is_no_breakdown_behind_TLS(
        string because,
        SmtpStage stage,
        SessionFaultKind kind
    )
    {
        var verdict = Of(Seen.Session() with { Fault = new SessionFault(stage, kind) });
        verdict.Outcome.ShouldBe(AddressOutcome.Authenticated, because);
        verdict.Reasons.ShouldBeEmpty(because);
    }

    [Theory]
    [InlineData("first attempt failed, second did not", true, false, true)]
    [InlineData("both failed", true, true, false)]
    [InlineData("first did not fail, second did", false, true, false)]
    [InlineData("neither failed", false, false, false)]
    public void Retry_is_said_to_have_succeeded_where_only_the_first_attempt_failed(
        string because,
        bool firstFails,
        bool secondFails,
        bool expected
    )
    {
        StartTlsObservation Attempt(bool fails) =>
            fails ? Seen.Ended(SmtpStage.Handshake, SessionFaultKind.TlsAlert) : Seen.Session();
        var reasons = Of(
            Seen.Address() with
            {
                Attempts = [Attempt(firstFails), Attempt(secondFails)],
            }
        )
            .Reasons.Where(r => r.Slug == ReasonSlug.RetrySucceeded)
            .ToList();
        reasons.Count.ShouldBe(expected ? 1 : 0, because);
        if (expected)
        {
            reasons[0].Facts["first"].ShouldBe("handshake-failed", because);
            reasons[0].Facts["stage"].ShouldBe("handshake", because);
        }
    }

    [Fact]
    public void Single_attempt_is_no_retry() =>
        Of(Seen.Session()).Reasons.ShouldNotContain(r => r.Slug == ReasonSlug.RetrySucceeded);

    [Fact]
    public void Refusal_of_the_other_certificate_type_says_whose_it_is()
    {
        var reasons = Of(Seen.Address() with { OtherCertificate = Seen.Session(Pki.RsaLeaf) })
            .Reasons.ToDictionary(r => r.Slug);
        reasons.Keys.ShouldBe(
            [ReasonSlug.CertificateTypesDiffer, ReasonSlug.NoMatch],
            ignoreOrder: true
        );
        reasons[ReasonSlug.NoMatch].Facts["certificate"].ShouldBe("rsa");
        reasons[ReasonSlug.NoMatch].Facts["records"].ShouldBe("1");
    }

    [Theory]
    [InlineData("no such certificate", SmtpStage.Handshake, SessionFaultKind.TlsAlert, true)]
    [InlineData("closed in the handshake", SmtpStage.Handshake, SessionFaultKind.Closed, true)]
    [InlineData("hangs in the handshake", SmtpStage.Handshake, SessionFaultKind.Timeout, false)]
    [InlineData("our own limit", SmtpStage.Handshake, SessionFaultKind.OwnLimit, false)]
    [InlineData("closed at once", SmtpStage.Greeting, SessionFaultKind.Closed, false)]
    public void Other_certificate_type_is_known_not_to_be_there_by_the_handshake_alone(
        string because,
        SmtpStage stage,
        SessionFaultKind kind,
        bool good
    ) =>
        Of(Seen.Address() with { OtherCertificate = Seen.Ended(stage, kind) })
            .Good.ShouldBe(good, because);

    /// <summary>A session that ends early, and what its reason says.</summary>
    private sealed record EarlyEnd
    {
        public required string Name { get; init; }

        public required SmtpStage Stage { get; init; }

        public required SessionFaultKind Kind { get; init; }

        public required string Slug { get; init; }

        public required string SaidKind { get; init; }

        /// <summary>Null where the slug itself says the step.</summary>
        public string? SaidStage { get; init; }
    }
}
