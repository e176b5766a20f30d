using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Counting;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Tests.Inbound.Counting;

/// <summary>What counting reads of a host, beside its addresses.</summary>
public sealed class TransportFactsReaderTests
{
    private static HostFacts Of(HostObservation host, Func<HostPolicy, HostPolicy>? policy = null)
    {
        var seen = Seen.Domain(host);
        var verdict = DomainJudgement.Judge(seen);
        var judged = verdict.Hosts[0];
        verdict = verdict with
        {
            Hosts = [judged with { Policy = policy?.Invoke(judged.Policy) ?? judged.Policy }],
        };
        return TransportFactsReader.Read(seen, verdict).Hosts.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    public void Family_is_lost_where_one_of_the_lookups_failed(bool a, bool aaaa, bool lost)
    {
        var host = Seen.Host();

        Of(
            host with
            {
                A = a ? host.A.Fails() : host.A,
                Aaaa = aaaa ? host.Aaaa.Fails() : host.Aaaa,
            }
        )
            .FamilyLost.ShouldBe(lost);
    }

    [Theory]
    [InlineData("skipped, signed, no address", true, DnssecStatus.Secure, false, true)]
    [InlineData("not skipped", false, DnssecStatus.Secure, false, false)]
    [InlineData("unsigned", true, DnssecStatus.Insecure, false, false)]
    [InlineData("with an address", true, DnssecStatus.Secure, true, false)]
    public void Host_is_proven_to_be_nowhere_by_a_signed_answer_alone(
        string what,
        bool skipped,
        DnssecStatus security,
        bool hasAddress,
        bool proven
    )
    {
        var host = Seen.Host();

        Of(
            hasAddress ? host : host with { A = Look.A(Seen.Mx1), Addresses = [] },
            policy => policy with { Skipped = skipped, AddressSecurity = security }
        )
            .ProvenNowhere.ShouldBe(proven, what);
    }

    /// <summary>RFC 5321 section 4.5.3.2: senders wait for five minutes.</summary>
    [Theory]
    [InlineData("sooner than senders do", SmtpStage.Handshake, true, 299, AddressReach.Untestable)]
    [InlineData("as late as senders do", SmtpStage.Handshake, true, 300, AddressReach.WithoutTls)]
    [InlineData("at QUIT, without an offer", SmtpStage.Quit, false, 9, AddressReach.WithoutTls)]
    public void Wait_that_we_ended_says_nothing_of_TLS_that_was_offered(
        string when,
        SmtpStage stage,
        bool offered,
        int seconds,
        AddressReach reach
    )
    {
        var session = Seen.Ended(stage, SessionFaultKind.Timeout) with
        {
            StartTlsOffered = offered,
            StartTls = offered ? new SmtpReply(220, ["go"]) : null,
            Fault = new SessionFault(stage, SessionFaultKind.Timeout)
            {
                Waited = TimeSpan.FromSeconds(seconds),
            },
        };

        Of(Seen.Host(addresses: Seen.Address(session: session)))
            .Addresses.ShouldHaveSingleItem()
            .Reach.ShouldBe(reach, when);
    }

    /// <summary>In TLS 1.3 the demand comes behind a handshake that is complete for the client (RFC 8446 section 4.4.2.4).</summary>
    [Theory]
    [InlineData("TLS 1.2", SmtpStage.Handshake, 40)]
    [InlineData("TLS 1.3", SmtpStage.EhloAfterTls, 116)]
    public void Server_that_demands_a_client_certificate_has_no_STARTTLS(
        string version,
        SmtpStage stage,
        int alert
    )
    {
        var whole = Seen.Session();
        var session = whole with
        {
            ClientCertificateRequested = true,
            Handshake = stage == SmtpStage.Handshake ? null : whole.Handshake,
            EhloAfterTls = null,
            Fault = new SessionFault(stage, SessionFaultKind.TlsAlert) { Alert = alert },
        };

        Of(Seen.Host(addresses: Seen.Address(session: session)))
            .Addresses.ShouldHaveSingleItem()
            .Reach.ShouldBe(AddressReach.WithoutTls, version);
    }

    [Fact]
    public void Domain_whose_lookup_failed_has_no_hosts_to_count()
    {
        var good = Seen.Domain(Seen.Host());
        var verdict = DomainJudgement.Judge(good);
        var seen = good with { Mx = good.Mx.Fails() };

        var facts = TransportFactsReader.Read(seen, verdict);

        facts.Reach.ShouldBe(DomainReach.LookupFailed);
        facts.Hosts.ShouldBeEmpty();
    }
}
