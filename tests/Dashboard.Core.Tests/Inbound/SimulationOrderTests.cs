using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>How a session reads to a sender comes before what it makes of a chain, and that before what it does without TLS.</summary>
public sealed class SimulationOrderTests
{
    private static readonly Pki.TestAuthority Old = Pki.Root.Below(
        "Old",
        notAfter: Pki.Instant.AddDays(-1)
    );

    public static TheoryData<string, string> Broken()
    {
        var data = new TheoryData<string, string>();
        foreach (var session in BrokenSessions.Keys)
        {
            foreach (var chain in Chains.Keys)
            {
                data.Add(session, chain);
            }
        }
        return data;
    }

    private static Dictionary<
        string,
        Func<StartTlsObservation, StartTlsObservation>
    > BrokenSessions { get; } =
        new(StringComparer.Ordinal)
        {
            ["client certificate demanded in TLS 1.3"] = session =>
                session with
                {
                    ClientCertificateRequested = true,
                    EhloAfterTls = null,
                    Fault = new(SmtpStage.EhloAfterTls, SessionFaultKind.TlsAlert) { Alert = 116 },
                },
            ["EHLO refused behind TLS"] = session =>
                session with
                {
                    EhloAfterTls = new SmtpReply(554, ["no"]),
                },
            ["closed behind TLS"] = session =>
                session with
                {
                    EhloAfterTls = null,
                    Fault = new(SmtpStage.EhloAfterTls, SessionFaultKind.Closed),
                },
        };

    /// <summary>Each is taken by one of the senders that refuses nothing else, where TLS is of use.</summary>
    private static Dictionary<
        string,
        (SimulatedSender Sender, TlsaRecord Tlsa, byte[][] Chain, DnssecStatus Mx)
    > Chains { get; } =
        new(StringComparer.Ordinal)
        {
            ["an anchor that is in the DNS alone"] = (
                SimulatedSender.PostfixDane,
                Seen.Record(
                    CertificateUsage.DaneTa,
                    Selector.Cert,
                    MatchingType.Full,
                    Pki.Root.Der
                ),
                [Pki.Leaf, Pki.Intermediate.Der],
                DnssecStatus.Secure
            ),
            ["the name of the next hop"] = (
                SimulatedSender.PostfixDane,
                Seen.Anchor(Pki.Intermediate.Der),
                [Pki.NextHopLeaf, Pki.Intermediate.Der],
                DnssecStatus.Insecure
            ),
            ["another name"] = (
                SimulatedSender.Exim,
                Seen.Anchor(Pki.Intermediate.Der),
                [Pki.WrongNameLeaf, Pki.Intermediate.Der],
                DnssecStatus.Secure
            ),
            ["a mismatch, MX insecure"] = (
                SimulatedSender.ExchangeOnline,
                Seen.Mismatch(),
                [Pki.Leaf, Pki.Intermediate.Der],
                DnssecStatus.Insecure
            ),
            ["a leaf that has expired"] = (
                SimulatedSender.GnuTls,
                Seen.Anchor(Pki.Intermediate.Der),
                [Pki.ExpiredLeaf, Pki.Intermediate.Der],
                DnssecStatus.Secure
            ),
            ["an anchor outside its dates"] = (
                SimulatedSender.Exim,
                Seen.Anchor(Old.Der),
                [Old.Leaf(Seen.Mx1), Old.Der],
                DnssecStatus.Secure
            ),
        };

    private static InboundObservation Domain(
        string chain,
        Func<StartTlsObservation, StartTlsObservation> change
    )
    {
        var (_, tlsa, certificates, mx) = Chains[chain];
        var seen = Seen.Domain(
            Seen.Host(
                tlsa: [tlsa],
                addresses: Seen.Address(session: change(Seen.Session(certificates)))
            )
        );
        return seen with { Mx = seen.Mx.Is(mx) };
    }

    private static Dictionary<SimulatedSender, string> Of(InboundObservation seen) =>
        DomainJudgement
            .Judge(seen)
            .Simulations.ToDictionary(
                one => one.Sender,
                one => $"{one.Delivery} {string.Join(' ', one.Differences)}".TrimEnd()
            );

    [Theory]
    [MemberData(nameof(Broken))]
    public void Session_that_is_of_no_use_is_delivered_over_by_nobody(string session, string chain)
    {
        foreach (var (sender, delivery) in Of(Domain(chain, BrokenSessions[session])))
        {
            delivery.ShouldNotStartWith("Dane", Shouldly.Case.Sensitive, $"{sender}");
            delivery.ShouldNotStartWith("Tls", Shouldly.Case.Sensitive, $"{sender}");
        }
    }

    [Theory]
    [InlineData("an anchor that is in the DNS alone", "Dane uses-trust-anchor-from-dns")]
    [InlineData("the name of the next hop", "Tls accepts-next-hop-name")]
    [InlineData("another name", "Tls delivers-despite-wrong-name")]
    [InlineData("a mismatch, MX insecure", "Tls no-dane-with-insecure-mx")]
    public void Session_that_is_of_use_shows_what_one_sender_takes(string chain, string expected) =>
        Of(Domain(chain, session => session))[Chains[chain].Sender].ShouldBe(expected);

    [Theory]
    [InlineData("refused for good", "Defer reads-keyword-strictly")]
    [InlineData("an anchor that is in the DNS alone", "Defer reads-keyword-strictly")]
    [InlineData("the name of the next hop", "Defer reads-keyword-strictly")]
    public void Keyword_that_Postfix_does_not_read_comes_before_what_follows_it(
        string what,
        string expected
    )
    {
        var seen = Domain(
            Chains.ContainsKey(what) ? what : "another name",
            session =>
                (
                    Chains.ContainsKey(what)
                        ? session
                        : session with
                        {
                            StartTls = new SmtpReply(502, ["no"]),
                            Handshake = null,
                        }
                ) with
                {
                    Ehlo = new SmtpReply(250, ["mx", "\\x09STARTTLS"]),
                }
        );

        Of(seen)[SimulatedSender.PostfixDane].ShouldBe(expected);
    }

    [Theory]
    [InlineData("starttls", DnssecStatus.Insecure, "Clear reads-keyword-strictly")]
    [InlineData("starttls", DnssecStatus.Secure, "Defer reads-keyword-strictly")]
    [InlineData("no reply", DnssecStatus.Insecure, "Defer defers-without-starttls-reply")]
    [InlineData("no reply", DnssecStatus.Secure, "Defer")]
    [InlineData("starttls, injected", DnssecStatus.Insecure, "Clear reads-keyword-strictly")]
    [InlineData("none", DnssecStatus.Insecure, "Clear no-dane-with-insecure-mx")]
    public void Exim_reads_the_session_before_it_leaves_DANE_alone(
        string what,
        DnssecStatus mx,
        string expected
    )
    {
        var lower = Seen.Session() with { Ehlo = new SmtpReply(250, ["mx", "starttls"]) };
        var session = what switch
        {
            "starttls" => lower,
            "starttls, injected" => lower with { DiscardedOctets = 20 },
            "none" => Seen.WithoutStartTls(),
            _ => Seen.Ended(SmtpStage.StartTls, SessionFaultKind.Closed),
        };
        var seen = Seen.Domain(
            Seen.Host(tlsa: [Seen.Mismatch()], addresses: Seen.Address(session: session))
        );

        Of(seen with { Mx = seen.Mx.Is(mx) })[SimulatedSender.Exim].ShouldBe(expected);
    }

    /// <summary>Neither asks for TLSA records where the MX set is insecure, and nobody looked at the server behind them.</summary>
    [Theory]
    [InlineData("failed", DnssecStatus.Insecure, false)]
    [InlineData("bogus", DnssecStatus.Insecure, false)]
    [InlineData("failed", DnssecStatus.Secure, true)]
    [InlineData("present", DnssecStatus.Insecure, true)]
    public void Sender_that_would_have_come_where_nobody_looked_is_left_out(
        string tlsa,
        DnssecStatus mx,
        bool isNamed
    )
    {
        var host = tlsa switch
        {
            "failed" => Seen.Host().WithTlsa(t => t.Fails()),
            "bogus" => Seen.Host().WithTlsa(t => t.IsBogus()),
            _ => Seen.Host(),
        };
        var seen = Seen.Domain(host);

        var simulations = Of(seen with { Mx = seen.Mx.Is(mx) });

        simulations.ShouldContainKey(SimulatedSender.PostfixDane);
        simulations.ContainsKey(SimulatedSender.Exim).ShouldBe(isNamed);
        simulations.ContainsKey(SimulatedSender.ExchangeOnline).ShouldBe(isNamed);
    }
}
