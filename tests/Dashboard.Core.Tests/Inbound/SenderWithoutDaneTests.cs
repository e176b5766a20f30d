using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>Where mail of a sender goes that takes TLS where it finds it and never verifies (RFC 7435).</summary>
public sealed class SenderWithoutDaneTests
{
    private sealed record WalkCase
    {
        public required HostObservation[] Hosts { get; init; }

        public required Delivery? Delivery { get; init; }
    }

    private static readonly StartTlsObservation Clear = Seen.WithoutStartTls();

    private static readonly StartTlsObservation Broken = Seen.Ended(
        SmtpStage.Handshake,
        SessionFaultKind.Closed
    );

    private static readonly StartTlsObservation Silent = Seen.Ended(
        SmtpStage.Connect,
        SessionFaultKind.Timeout
    );

    private static StartTlsObservation Refusing(int code) =>
        Clear with
        {
            Ehlo = new SmtpReply(code, ["no"]),
            Helo = new SmtpReply(code, ["no"]),
        };

    private static AddressObservation At(StartTlsObservation session, int number = 1) =>
        Seen.Address($"198.51.100.{number}", session);

    private static HostObservation First(params AddressObservation[] addresses) =>
        Seen.Host(addresses: addresses);

    private static HostObservation Second(params AddressObservation[] addresses) =>
        Seen.Host("mx2.example.nl", 20, addresses: addresses);

    private static AddressObservation NotLookedAt(int number = 1) =>
        At(Silent, number) with
        {
            Disposition = AddressDisposition.NotNeeded,
            Attempts = [],
        };

    private static HostObservation WithoutAddresses() =>
        First() with
        {
            A = Look.A(Seen.Mx1),
            Addresses = [],
        };

    private static readonly Dictionary<string, WalkCase> Cases = new()
    {
        ["no host"] = new() { Hosts = [], Delivery = null },
        ["TLS, whatever its certificate"] = new()
        {
            Hosts = [Seen.Host(tlsa: [Seen.Mismatch()])],
            Delivery = Delivery.Tls,
        },
        ["no STARTTLS, though TLSA records are there"] = new()
        {
            Hosts = [First(At(Clear))],
            Delivery = Delivery.Clear,
        },
        ["a handshake that fails is done without"] = new()
        {
            Hosts = [First(At(Broken))],
            Delivery = Delivery.Clear,
        },
        ["a handshake that only old software completes is TLS or none"] = new()
        {
            Hosts = [First(At(Broken) with { LegacyHandshake = Seen.Handshake(Pki.Leaf) })],
            Delivery = Delivery.Clear,
        },
        ["the worst of one host's addresses"] = new()
        {
            Hosts = [First(At(Seen.Session()), At(Clear, 2))],
            Delivery = Delivery.Clear,
        },
        ["the first host that answers"] = new()
        {
            Hosts = [First(At(Silent)), Second(At(Clear, 2))],
            Delivery = Delivery.Clear,
        },
        ["a better host before a worse one"] = new()
        {
            Hosts = [First(At(Seen.Session())), Second(At(Clear, 2))],
            Delivery = Delivery.Tls,
        },
        ["none that answers, and all looked at"] = new()
        {
            Hosts = [First(At(Silent)), Second(At(Silent, 2))],
            Delivery = Delivery.Defer,
        },
        ["none that answers, and one not looked at"] = new()
        {
            Hosts = [First(At(Silent)), Second(NotLookedAt(2))],
            Delivery = null,
        },
        ["one not looked at, and one that answers"] = new()
        {
            Hosts = [First(NotLookedAt()), Second(At(Seen.Session(), 2))],
            Delivery = Delivery.Tls,
        },
        ["one not looked at before one that was, at one host"] = new()
        {
            Hosts = [First(NotLookedAt(), At(Silent, 2))],
            Delivery = null,
        },
        ["the last one that refuses EHLO and HELO for good"] = new()
        {
            Hosts = [First(At(Silent)), Second(At(Refusing(550), 2))],
            Delivery = Delivery.Bounce,
        },
        ["the last one that refuses EHLO and HELO for now"] = new()
        {
            Hosts = [First(At(Silent)), Second(At(Refusing(450), 2))],
            Delivery = Delivery.Defer,
        },
        ["one that refuses EHLO and HELO for good before one that does not answer"] = new()
        {
            Hosts = [First(At(Refusing(550))), Second(At(Silent, 2))],
            Delivery = Delivery.Defer,
        },
        ["one not looked at before one that refuses EHLO and HELO for good"] = new()
        {
            Hosts = [First(NotLookedAt()), Second(At(Refusing(550), 2))],
            Delivery = null,
        },
        ["one that does not exist and one that does not answer"] = new()
        {
            Hosts = [WithoutAddresses(), Second(At(Silent, 2))],
            Delivery = Delivery.Defer,
        },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mail_goes_with_TLS_in_the_clear_or_not_at_all(string name)
    {
        var given = Cases[name];
        var seen = Seen.Domain(given.Hosts);

        SenderWithoutDane.DeliveryOf(DomainJudgement.Judge(seen), seen).ShouldBe(given.Delivery);
    }

    [Theory]
    [InlineData("that no sender can come to", true, Delivery.Defer)]
    [InlineData("whose addresses are not known", false, null)]
    public void Host_without_addresses_leaves_it_open_unless_it_is_passed_over(
        string host,
        bool skipped,
        Delivery? delivery
    )
    {
        var seen = Seen.Domain(First(At(Silent)));
        var verdict = DomainJudgement.Judge(seen);
        var known = verdict.Hosts[0];
        verdict = verdict with
        {
            Hosts =
            [
                known,
                known with
                {
                    Addresses = [],
                    Policy = known.Policy with { Skipped = skipped },
                },
            ],
        };

        SenderWithoutDane.DeliveryOf(verdict, seen).ShouldBe(delivery, host);
    }

    [Fact]
    public void Address_of_which_nothing_was_seen_leaves_it_open_whether_mail_waits()
    {
        var seen = Seen.Domain(First(At(Silent)));
        var verdict = DomainJudgement.Judge(seen);

        SenderWithoutDane.DeliveryOf(verdict, seen).ShouldBe(Delivery.Defer);
        SenderWithoutDane.DeliveryOf(verdict, seen with { Hosts = [] }).ShouldBeNull();
        SenderWithoutDane
            .DeliveryOf(verdict, seen with { Hosts = [First(At(Silent, 9))] })
            .ShouldBeNull();
    }
}
