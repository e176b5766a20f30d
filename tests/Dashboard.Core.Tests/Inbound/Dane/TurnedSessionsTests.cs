using System.Text.Json;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Planned;
using Dashboard.Core.Notices;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Tests.Inbound.Dane;

/// <summary>Where sessions with one address differ, nothing that is said follows from which of them came last.</summary>
public sealed class TurnedSessionsTests
{
    private static readonly Dictionary<string, StartTlsObservation> Sessions = new()
    {
        ["encrypted"] = Seen.Session(),
        ["another certificate"] = Seen.Session(Pki.OtherLeaf),
        ["with its issuer"] = Seen.Session(Pki.RsaLeaf, Pki.Intermediate.Der),
        ["no STARTTLS"] = Seen.WithoutStartTls() with { Fault = null },
        ["502"] = Seen.Session() with
        {
            Handshake = null,
            StartTls = new SmtpReply(502, ["no"]),
            EhloAfterTls = null,
        },
        ["EHLO refused"] = Seen.WithoutStartTls() with
        {
            Ehlo = new SmtpReply(502, ["no"]),
            Helo = new SmtpReply(250, ["mx"]),
            Fault = null,
        },
        ["a tab behind the keyword, another certificate"] = Seen.Session(Pki.OtherLeaf) with
        {
            Ehlo = new SmtpReply(250, ["mx", "STARTTLS\\x09"]),
        },
    };

    private static readonly Dictionary<
        string,
        Func<AddressObservation, InboundObservation>
    > Domains = new()
    {
        ["TLSA"] = address => Seen.Domain(Seen.Host(addresses: address)),
        ["TLSA of the other"] = address =>
            Seen.Domain(Seen.Host(tlsa: [Seen.Pinned(Pki.OtherLeaf)], addresses: address)),
        ["TLSA of both"] = address =>
            Seen.Domain(
                Seen.Host(
                    tlsa: [Seen.Pinned(Pki.Leaf), Seen.Pinned(Pki.OtherLeaf)],
                    addresses: address
                )
            ),
        ["TLSA of the issuer"] = address =>
            Seen.Domain(Seen.Host(tlsa: [Seen.Anchor(Pki.Intermediate.Der)], addresses: address)),
        ["no TLSA"] = address => Seen.Domain(SeenInDns.NoTlsa(Seen.Host(addresses: address))),
        ["MX insecure"] = address =>
            Seen.Domain(Seen.Host(addresses: address)) is var seen
                ? seen with
                {
                    Mx = seen.Mx with { Dnssec = Core.Dns.DnssecStatus.Insecure },
                }
                : seen,
    };

    public static TheoryData<string, string, string> Pairs()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var domain in Domains.Keys)
        {
            var names = Sessions.Keys.ToList();
            foreach (var (one, i) in names.Select((name, i) => (name, i)))
            {
                // Sessions that show one and the same certificate do not differ.
                foreach (
                    var other in names
                        .Skip(i + 1)
                        .Where(name => LeafOf(name) is not { } leaf || leaf != LeafOf(one))
                )
                {
                    data.Add(domain, one, other);
                }
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Everything_is_the_same_whichever_session_came_last(
        string domain,
        string one,
        string other
    )
    {
        var (first, second) = (Sessions[one], Sessions[other]);

        var left = Domains[domain](Met(first, second));
        var right = Domains[domain](Met(second, first));

        Said(right).ShouldBe(Said(left));
    }

    [Fact]
    public void Sender_without_DANE_may_meet_the_session_without_STARTTLS()
    {
        foreach (
            var seen in new[]
            {
                Met(Sessions["encrypted"], Sessions["no STARTTLS"]),
                Met(Sessions["no STARTTLS"], Sessions["encrypted"]),
            }.Select(address => Domains["TLSA"](address))
        )
        {
            SenderWithoutDane
                .DeliveryOf(DomainJudgement.Judge(seen), seen)
                .ShouldBe(Delivery.Clear);
        }
    }

    [Fact]
    public void Postfix_may_meet_the_session_that_refuses_STARTTLS_for_good()
    {
        foreach (
            var address in new[]
            {
                Met(Sessions["encrypted"], Sessions["502"]),
                Met(Sessions["502"], Sessions["encrypted"]),
            }
        )
        {
            var postfix = DomainJudgement
                .Judge(Domains["TLSA"](address))
                .Simulations.Single(one => one.Sender == SimulatedSender.PostfixDane);

            postfix.Delivery.ShouldBe(Delivery.Bounce);
            postfix.Differences.ShouldBe([SimulatedDifference.BouncesWhereStartTlsIsRefused]);
        }
    }

    /// <summary>A first attempt that lacked STARTTLS and broke off is an answer as well.</summary>
    [Fact]
    public void First_attempt_without_STARTTLS_counts_beside_its_retry()
    {
        var address = Seen.Address() with
        {
            Attempts =
            [
                Sessions["no STARTTLS"] with
                {
                    Fault = new(SmtpStage.Quit, SessionFaultKind.Reset),
                },
                Sessions["encrypted"],
            ],
        };

        DomainJudgement.Judge(Domains["no TLSA"](address)).Delivery.ShouldBe(Delivery.Clear);
    }

    private static Core.OctetString? LeafOf(string name) =>
        Sessions[name].Handshake?.Chain.Certificates[0].Sha256;

    private static AddressObservation Met(StartTlsObservation last, StartTlsObservation other) =>
        Seen.Address(session: last) with
        {
            Sightings = [SessionSightings.Of(other, SessionQuestion.Default, whole: true)],
        };

    private static string Said(InboundObservation seen)
    {
        var judged = InboundJudgement.Judge(seen);
        var verdict = judged.MailTransport;
        var document = JsonSerializer
            .SerializeToNode(InboundDocument.Create(seen, judged), EvidenceJson.Options)!
            .AsObject();
        // The evidence itself is in the order of time.
        document.Remove("observation");
        return string.Join(
            '\n',
            document.ToJsonString(),
            JsonSerializer.Serialize(
                new
                {
                    verdict.Simulations,
                    Without = SenderWithoutDane.DeliveryOf(verdict, seen),
                    Records = HostRecords.Of(seen.Hosts[0], verdict.Hosts[0]),
                    Ends = UpcomingEnds.Of(seen, verdict, Pki.Instant),
                },
                EvidenceJson.Options
            )
        );
    }
}
