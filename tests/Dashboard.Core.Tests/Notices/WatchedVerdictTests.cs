using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Notices;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tests.Inbound;

namespace Dashboard.Core.Tests.Notices;

/// <summary>What of a test is news: never that a server could not be reached from here.</summary>
public sealed class WatchedVerdictTests
{
    private static readonly AddressObservation Silent = Seen.Address(
        "2001:db8::1",
        Seen.Ended(SmtpStage.Connect, SessionFaultKind.Timeout)
    );

    private static readonly AddressObservation WithoutRoute = Seen.Address("2001:db8::1") with
    {
        Disposition = AddressDisposition.NoRouteHere,
        Attempts = [],
    };

    private sealed record Row
    {
        public required string Name { get; init; }

        public required InboundObservation Seen { get; init; }

        /// <summary>Null where nothing follows.</summary>
        public DomainStatus? Status { get; init; }
    }

    private static readonly Row[] Table =
    [
        new()
        {
            Name = "all is well",
            Seen = Seen.Domain(Seen.Host()),
            Status = DomainStatus.Protected,
        },
        new()
        {
            Name = "this machine has lost IPv6",
            Seen = Seen.Domain(Seen.Host(addresses: [Seen.Address(), WithoutRoute])),
            Status = DomainStatus.Protected,
        },
        new()
        {
            Name = "one address does not answer",
            Seen = Seen.Domain(Seen.Host(addresses: [Seen.Address(), Silent])),
            Status = DomainStatus.Protected,
        },
        new()
        {
            Name = "one of two servers does not answer",
            Seen = Seen.Domain(Seen.Host(), Seen.Host("mx2.example.nl", 20, addresses: [Silent])),
            Status = DomainStatus.Protected,
        },
        new() { Name = "nothing answers", Seen = Seen.Domain(Seen.Host(addresses: [Silent])) },
        new()
        {
            Name = "a server that does not answer has no records either",
            Seen = Seen.Domain(
                Seen.Host(),
                Seen.Host("mx2.example.nl", 20, tlsa: [], addresses: [Silent])
            ),
            Status = DomainStatus.Protected,
        },
        new()
        {
            Name = "an address that answers at the second attempt",
            Seen = Seen.Domain(
                Seen.Host(
                    addresses: Seen.Address() with
                    {
                        Attempts =
                        [
                            Seen.Ended(SmtpStage.Connect, SessionFaultKind.Timeout),
                            Seen.Session(),
                        ],
                    }
                )
            ),
            Status = DomainStatus.Protected,
        },
        new()
        {
            Name = "no address can be reached from here",
            Seen = Seen.Domain(Seen.Host(addresses: [WithoutRoute])),
        },
        new()
        {
            Name = "a resolver that does not validate",
            Seen = Seen.Domain(Seen.Host()) with
            {
                Resolver = new(
                    "127.0.0.1:53",
                    ResolverTrust.Loopback,
                    ResolverValidation.DoesNotValidate
                ),
            },
        },
        new()
        {
            Name = "no mail is wanted",
            Seen = Seen.Domain() with
            {
                Mx = Look.Up(
                    "example.nl",
                    DnsRecordType.Mx,
                    DnssecStatus.Secure,
                    new MxRecord(0, DomainName.Root)
                ),
            },
            Status = DomainStatus.NoMail,
        },
        new()
        {
            Name = "the server that answers has no records",
            Seen = Seen.Domain(
                Seen.Host(tlsa: []),
                Seen.Host("mx2.example.nl", 20, addresses: [Silent])
            ),
            Status = DomainStatus.None,
        },
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Servers_that_were_not_reached_change_nothing(string name)
    {
        var row = Table.Single(row => row.Name == name);

        WatchedVerdict
            .Of(row.Seen, DomainJudgement.Judge(row.Seen))
            ?.Status.ShouldBe(row.Status!.Value);
        (WatchedVerdict.Of(row.Seen, DomainJudgement.Judge(row.Seen)) is null).ShouldBe(
            row.Status is null
        );
    }
}
