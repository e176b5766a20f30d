using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Tests.Inbound.Dane;

/// <summary>What shows when records, addresses and senders are laid side by side.</summary>
public sealed class SideBySideTests
{
    private static VerdictReason? ReasonOf(HostObservation host, string slug) =>
        DomainJudgement
            .Judge(Seen.Domain(host))
            .Hosts[0]
            .Reasons.SingleOrDefault(reason => reason.Slug == slug);

    private static HostObservation Served(params TlsaRecord[] tlsa) => Seen.Host(tlsa: tlsa);

    [Fact]
    public void Rollover_is_prepared_by_a_next_record_or_by_an_authority()
    {
        var key = Seen.Pinned(Pki.Leaf);
        var next = Seen.Pinned(Pki.OtherLeaf);
        var authority = Seen.Anchor(Pki.Intermediate.Der);

        By(key, next).ShouldBe("next-record");
        By(key, authority).ShouldBe("trust-anchor");
        By(key, authority, next).ShouldBe("next-record");
        By(key).ShouldBeNull();

        static string? By(params TlsaRecord[] tlsa) =>
            ReasonOf(Served(tlsa), ReasonSlug.RolloverPrepared)?.Facts["by"];
    }

    [Fact]
    public void Outcomes_of_addresses_that_differ_are_named_from_worst_to_best() =>
        ReasonOf(
            Seen.Host(
                addresses:
                [
                    Seen.Address(),
                    Seen.Address("198.51.100.2", Seen.Session(Pki.OtherLeaf)),
                    Seen.Address(
                        "198.51.100.3",
                        Seen.Ended(SmtpStage.Connect, SessionFaultKind.Timeout)
                    ),
                ]
            ),
            ReasonSlug.AddressesDiffer
        )!
            .Facts["outcomes"]
            .ShouldBe("unreachable refused authenticated");

    private static InboundObservation InsecureMx(StartTlsObservation session) =>
        Seen.Domain(Seen.Host(tlsa: [Seen.Mismatch()], addresses: Seen.Address(session: session)))
            is var seen
            ? seen with
            {
                Mx = seen.Mx.Is(DnssecStatus.Insecure),
            }
            : throw new InvalidOperationException();

    [Fact]
    public void Sender_that_takes_no_DANE_from_an_insecure_MX_delivers_as_it_finds_the_host()
    {
        By(Seen.Session()).ShouldBe(Delivery.Tls);
        By(Seen.WithoutStartTls()).ShouldBe(Delivery.Clear);

        static Delivery By(StartTlsObservation session)
        {
            var simulation = DomainJudgement
                .Judge(InsecureMx(session))
                .Simulations.Single(one => one.Sender == SimulatedSender.ExchangeOnline);
            simulation.Differences.ShouldBe([SimulatedDifference.NoDaneWithInsecureMx]);
            return simulation.Delivery;
        }
    }

    [Theory]
    [InlineData("without TLSA records", false, Delivery.Clear)]
    [InlineData("with TLSA records", true, Delivery.Defer)]
    public void Keyword_that_Exim_does_not_read_is_none_to_it(
        string host,
        bool tlsa,
        Delivery delivery
    )
    {
        var session = Seen.Session() with { Ehlo = new SmtpReply(250, ["mx", "STARTTLS=yes"]) };
        var seen = Seen.Domain(
            Seen.Host(
                tlsa: tlsa ? [Seen.Pinned(Pki.Leaf)] : [],
                addresses: Seen.Address(session: session)
            )
        );
        var exim = DomainJudgement
            .Judge(seen)
            .Simulations.Single(one => one.Sender == SimulatedSender.Exim);

        exim.Differences.ShouldBe([SimulatedDifference.ReadsKeywordStrictly], host);
        exim.Delivery.ShouldBe(delivery, host);
    }

    [Fact]
    public void Differences_of_a_sender_are_in_order_of_their_words()
    {
        var anchor = Seen.Anchor(Pki.Intermediate.Der);
        var seen = Seen.Domain(
            Seen.Host(
                tlsa: [anchor],
                addresses:
                [
                    Seen.Address(session: Seen.Session(Pki.NextHopLeaf, Pki.Intermediate.Der)),
                    Seen.Address(
                        "198.51.100.2",
                        Seen.Session(Pki.WrongNameLeaf, Pki.Intermediate.Der)
                    ),
                ]
            )
        );

        DomainJudgement
            .Judge(seen)
            .Simulations.Single(one => one.Sender == SimulatedSender.Exim)
            .Differences.ShouldBe([
                SimulatedDifference.DeliversDespiteWrongName,
                SimulatedDifference.NextHopNameNotVerified,
            ]);
    }

    [Theory]
    [InlineData("of ours", true, "our-side")]
    [InlineData("of nobody's known", false, null)]
    public void Handshake_that_our_own_library_refused_is_said_to_be(
        string refusal,
        bool ours,
        string? refusedBy
    )
    {
        var session = Seen.Ended(SmtpStage.Handshake, SessionFaultKind.Closed);
        session = session with
        {
            Fault = session.Fault! with
            {
                ClientRefusal = ours
                    ? Enum.GetValues<ClientRefusal>()
                        .First(one => one != ClientRefusal.NoSecureRenegotiation)
                    : null,
            },
        };

        StartTlsReading
            .Of(session)
            .Reasons.Single(reason => reason.Slug == ReasonSlug.HandshakeFailed)
            .Facts.GetValueOrDefault("refusedBy")
            .ShouldBe(refusedBy, refusal);
    }

    [Theory]
    [InlineData(DanePolicy.Defer, AddressOutcome.Unreachable)]
    [InlineData(DanePolicy.Opportunistic, AddressOutcome.Encrypted)]
    [InlineData(DanePolicy.EncryptOnly, AddressOutcome.Encrypted)]
    public void Certificate_is_not_judged_where_nothing_authenticates(
        DanePolicy policy,
        AddressOutcome outcome
    )
    {
        var known = DomainJudgement.Judge(Seen.Domain(Seen.Host())).Hosts[0].Policy;

        var judged = CertificateRules.Judge(
            known with
            {
                Policy = policy,
            },
            Seen.Handshake(Pki.OtherLeaf),
            Pki.Instant
        );

        judged.Outcome.ShouldBe(outcome);
        judged.Matches.ShouldBeEmpty();
    }
}
