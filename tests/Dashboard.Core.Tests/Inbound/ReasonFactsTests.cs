using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>The facts that a sentence about a reason needs.</summary>
public sealed class ReasonFactsTests
{
    private static VerdictReason Of(InboundObservation seen, string slug) =>
        DomainJudgement.Judge(seen).Reasons.First(r => r.Slug == slug);

    private static InboundObservation With(AddressObservation address) =>
        Seen.Domain(Seen.Host(addresses: address));

    [Fact]
    public void Well_run_domain_has_no_reason_but_what_stands_in_its_records() =>
        DomainJudgement
            .Judge(Seen.Domain(Seen.Host()))
            .Reasons.Select(r => r.Slug)
            .ShouldBe([ReasonSlug.RolloverNotPrepared]);

    [Theory]
    [InlineData(AddressDisposition.Probed, "no-session")]
    [InlineData(AddressDisposition.BeyondLimit, "beyond-limit")]
    [InlineData(AddressDisposition.NoRouteHere, "no-route-here")]
    public void Address_that_was_not_probed_says_why(
        AddressDisposition disposition,
        string expected
    ) =>
        Of(
            With(Seen.Address() with { Attempts = [], Disposition = disposition }),
            ReasonSlug.AddressNotProbed
        )
            .Facts["disposition"]
            .ShouldBe(expected);

    [Fact]
    public void Address_of_a_host_that_must_be_skipped_has_no_reason_of_its_own()
    {
        var deferred = Seen.Host().WithTlsa(t => t.Fails());
        var notNeeded = Seen.Address() with
        {
            Attempts = [],
            Disposition = AddressDisposition.NotNeeded,
        };
        var refusing = Seen.Address(session: Seen.WithoutStartTls());
        foreach (var address in new[] { Seen.Address(), refusing, notNeeded })
        {
            var verdict = DomainJudgement
                .Judge(Seen.Domain(deferred with { Addresses = [address] }))
                .Hosts[0]
                .Addresses[0];
            verdict.Reasons.ShouldBeEmpty();
            verdict.Certificates.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Session_at_an_address_that_is_not_to_be_probed_does_not_count() =>
        DomainJudgement
            .Judge(With(Seen.Address() with { Disposition = AddressDisposition.Reserved }))
            .Status.ShouldBe(DomainStatus.Unreachable);

    [Fact]
    public void Refused_greeting_has_its_code_and_text()
    {
        var reason = Of(
            With(
                Seen.Address(
                    session: Seen.Ended(SmtpStage.Greeting, SessionFaultKind.RefusedByReply) with
                    {
                        Greeting = new SmtpReply(421, ["try later", "second line"]),
                    }
                )
            ),
            ReasonSlug.GreetingRefused
        );
        reason.Facts["code"].ShouldBe("421");
        reason.Facts["text"].ShouldBe("try later");
        reason.Address!.ToString().ShouldBe("198.51.100.1");
        reason.Host.ShouldBe(Seen.Name(Seen.Mx1));
    }

    [Fact]
    public void Name_mismatch_has_the_names_on_both_sides()
    {
        var reason = Of(
            Seen.Domain(
                Seen.Host(
                    tlsa: [Seen.Anchor(Pki.Intermediate.Der)],
                    addresses: Seen.Address(
                        session: Seen.Session(Pki.WrongNameLeaf, Pki.Intermediate.Der)
                    )
                )
            ),
            ReasonSlug.NameMismatch
        );
        reason.Facts["presented"].ShouldBe("mail.elsewhere.nl");
        reason.Facts["expected"].ShouldBe("mx1.example.nl example.nl");
    }

    [Fact]
    public void Failed_lookup_has_owner_type_failure_and_extended_errors()
    {
        var reason = Of(Seen.Domain(Seen.Host().WithTlsa(t => t.IsBogus(7))), ReasonSlug.TlsaBogus);
        reason.Facts["owner"].ShouldBe("_25._tcp.mx1.example.nl");
        reason.Facts["type"].ShouldBe("TLSA");
        reason.Facts["failure"].ShouldBe("serv-fail");
        reason.Facts["ede"].ShouldBe("7");
    }

    [Fact]
    public void Old_version_is_named() =>
        Of(
            With(
                Seen.Address(
                    session: Seen.Ended(SmtpStage.Handshake, SessionFaultKind.TlsProtocol)
                ) with
                {
                    LegacyHandshake = Seen.Handshake(Pki.Leaf) with
                    {
                        Version = TlsProtocolVersion.Tls10,
                    },
                }
            ),
            ReasonSlug.TlsTooOld
        )
            .Facts["version"]
            .ShouldBe("TLSv1.0");

    [Fact]
    public void Weaker_digest_that_would_match_is_said_with_the_refusal() =>
        Of(
            VerdictCases.All.Single(c => c.Says == "weaker right, stronger wrong").Observation,
            ReasonSlug.NoMatch
        )
            .Facts["weakerDigestMatches"]
            .ShouldBe("yes");

    [Theory]
    [InlineData("a day left of two weeks", -13, 24, true)]
    [InlineData("a day left of two days", -1, 24, false)]
    [InlineData("three days left of two weeks", -11, 72, false)]
    [InlineData("an hour left of thirty days", -30, 1, true)]
    public void Signature_is_soon_to_end_by_time_left_and_by_share(
        string because,
        int inceptionDays,
        int hoursLeft,
        bool expected
    )
    {
        var seen = Seen.Domain(Seen.Host());
        var signed = seen with
        {
            Mx = seen.Mx with
            {
                Signatures =
                [
                    new RrsigSpan(
                        15,
                        13,
                        Seen.Name("example.nl"),
                        Pki.Instant.AddDays(inceptionDays),
                        Pki.Instant.AddHours(hoursLeft)
                    ),
                ],
            },
        };
        DomainJudgement
            .Judge(signed)
            .Reasons.Any(r => r.Slug == ReasonSlug.SignatureExpiresSoon)
            .ShouldBe(expected, because);
    }

    [Fact]
    public void Reasons_stand_worst_first()
    {
        foreach (var @case in VerdictCases.All)
        {
            DomainJudgement
                .Judge(@case.Observation)
                .Reasons.Select(r => r.Severity)
                .ShouldBeInOrder(SortDirection.Descending);
        }
    }
}
