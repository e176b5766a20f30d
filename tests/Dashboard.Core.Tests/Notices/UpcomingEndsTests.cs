using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Notices;
using Dashboard.Core.Tests.Inbound;

namespace Dashboard.Core.Tests.Notices;

public sealed class UpcomingEndsTests
{
    private sealed record Row
    {
        public required string Name { get; init; }

        public required TlsaRecord[] Tlsa { get; init; }

        public byte[] Leaf { get; init; } = Pki.ExpiringLeaf;

        public bool Told { get; init; }
    }

    private static readonly Row[] Table =
    [
        new()
        {
            Name = "3 0 1 of a certificate that ends",
            Tlsa = [Whole(Pki.ExpiringLeaf)],
            Told = true,
        },
        new()
        {
            Name = "3 0 1 of a certificate that lasts",
            Tlsa = [Whole(Pki.Leaf)],
            Leaf = Pki.Leaf,
        },
        new()
        {
            Name = "3 1 1, which a renewal with the same key keeps",
            Tlsa = [Seen.Pinned(Pki.ExpiringLeaf)],
        },
        new()
        {
            Name = "3 0 1 beside 3 1 1",
            Tlsa = [Whole(Pki.ExpiringLeaf), Seen.Pinned(Pki.ExpiringLeaf)],
        },
        new()
        {
            Name = "2 0 1, under which the dates count",
            Tlsa = [Seen.Anchor(Pki.Intermediate.Der)],
            Told = true,
        },
        new() { Name = "nothing that matches", Tlsa = [Seen.Mismatch()] },
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Certificate_that_ends_is_told_where_a_record_depends_on_it(string name)
    {
        var row = Table.Single(row => row.Name == name);
        var seen = Seen.Domain(
            Seen.Host(
                tlsa: row.Tlsa,
                addresses: Seen.Address(session: Seen.Session(row.Leaf, Pki.Intermediate.Der))
            )
        );
        Ends(seen)
            .ShouldBe(
                row.Told
                    ?
                    [
                        new(
                            UpcomingEndKind.Certificate,
                            Seen.Name(Seen.Mx1),
                            Pki.Instant.AddDays(3)
                        ),
                    ]
                    : []
            );
    }

    [Theory]
    [InlineData(-13, 24, true)]
    [InlineData(-13, 72, false)]
    [InlineData(-1, 24, false)]
    public void Signature_that_ends_is_told_where_it_should_have_been_renewed(
        int inceptionDays,
        int hoursLeft,
        bool told
    )
    {
        var zone = Seen.Name("example.nl");
        var ends = Pki.Instant.AddHours(hoursLeft);
        var seen = Seen.Domain(Seen.Host());
        seen = seen with
        {
            Mx = seen.Mx with
            {
                Signatures =
                [
                    new(15, 13, zone, Pki.Instant.AddDays(inceptionDays), ends),
                    new(15, 13, zone, Pki.Instant.AddDays(inceptionDays), ends.AddHours(1)),
                ],
            },
        };
        Ends(seen).ShouldBe(told ? [new UpcomingEnd(UpcomingEndKind.Signature, zone, ends)] : []);
    }

    private static TlsaRecord Whole(byte[] certificate) =>
        Seen.Record(CertificateUsage.DaneEe, Selector.Cert, MatchingType.Sha256, certificate);

    private static IReadOnlyList<UpcomingEnd> Ends(InboundObservation seen) =>
        UpcomingEnds.Of(seen, DomainJudgement.Judge(seen), Pki.Instant);
}
