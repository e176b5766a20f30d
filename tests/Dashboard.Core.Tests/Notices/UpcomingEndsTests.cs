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

        /// <summary>Null where it is not told.</summary>
        public CertificateRole? Told { get; init; }
    }

    private static readonly Row[] Table =
    [
        new()
        {
            Name = "3 0 1 of a certificate that ends",
            Tlsa = [Whole(Pki.ExpiringLeaf)],
            Told = CertificateRole.Named,
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
            Told = CertificateRole.UnderAnchor,
        },
        new()
        {
            Name = "3 0 1 beside 2 0 1, which the renewal by the same issuer matches",
            Tlsa = [Whole(Pki.ExpiringLeaf), Seen.Anchor(Pki.Intermediate.Der)],
            Told = CertificateRole.UnderAnchor,
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
                row.Told is { } role
                    ?
                    [
                        new(
                            UpcomingEndKind.Certificate,
                            Seen.Name(Seen.Mx1),
                            Pki.Instant.AddDays(3),
                            role
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

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private sealed record Life(string Name, TimeSpan Since, TimeSpan Left, bool Told);

    /// <summary>A certificate has whole seconds.</summary>
    private static readonly Life[] Lives =
    [
        new("ends this second", 10 * Day, TimeSpan.Zero, false),
        new("ends next second", 10 * Day, TimeSpan.FromSeconds(1), true),
        new("has ended", 10 * Day, TimeSpan.FromSeconds(-1), false),
        new("two weeks left", 100 * Day, 14 * Day, false),
        new(
            "a second less than two weeks left",
            100 * Day,
            14 * Day - TimeSpan.FromSeconds(1),
            true
        ),
        new("a quarter of its life left", 9 * Day, 3 * Day, false),
        new("a second less than a quarter left", 9 * Day, 3 * Day - TimeSpan.FromSeconds(1), true),
        new("lasts", 100 * Day, 200 * Day, false),
    ];

    public static TheoryData<string> LifeNames => [.. Lives.Select(life => life.Name)];

    [Theory]
    [MemberData(nameof(LifeNames))]
    public void Certificate_ends_soon_in_two_weeks_and_in_the_last_quarter_of_its_life(string name)
    {
        var life = Lives.Single(life => life.Name == name);
        var leaf = Pki.Intermediate.Leaf(
            Seen.Mx1,
            notBefore: Pki.Instant - life.Since,
            notAfter: Pki.Instant + life.Left
        );
        var seen = Seen.Domain(
            Seen.Host(
                tlsa: [Seen.Anchor(Pki.Intermediate.Der), Whole(leaf)],
                addresses: Seen.Address(session: Seen.Session(leaf, Pki.Intermediate.Der))
            )
        );
        (Ends(seen).Count > 0).ShouldBe(life.Told);
    }

    [Fact]
    public void Certificates_up_to_the_anchor_count_and_those_beyond_it_do_not()
    {
        var ending = Pki.Root.Below("Ending", notAfter: Pki.Instant.AddDays(5));
        var leaf = ending.Leaf(Seen.Mx1);
        InboundObservation Under(params TlsaRecord[] tlsa) =>
            Seen.Domain(
                Seen.Host(
                    tlsa: tlsa,
                    addresses: Seen.Address(session: Seen.Session(leaf, ending.Der))
                )
            );
        var end = new UpcomingEnd(
            UpcomingEndKind.Certificate,
            Seen.Name(Seen.Mx1),
            Pki.Instant.AddDays(5),
            CertificateRole.Anchor
        );

        Ends(Under(Seen.Anchor(ending.Der))).ShouldBe([end]);
        Ends(Under(Whole(leaf), Seen.Anchor(ending.Der))).ShouldBe([end]);
        Ends(Under(Whole(leaf))).ShouldBeEmpty();
    }

    [Fact]
    public void Leaf_and_its_anchor_that_both_end_are_told_each()
    {
        var ending = Pki.Root.Below("Both", notAfter: Pki.Instant.AddDays(5));
        var leaf = ending.Leaf(Seen.Mx1, notAfter: Pki.Instant.AddDays(2));
        var seen = Seen.Domain(
            Seen.Host(
                tlsa: [Seen.Anchor(ending.Der)],
                addresses: Seen.Address(session: Seen.Session(leaf, ending.Der))
            )
        );

        Ends(seen)
            .Select(end => (end.Role, end.EndsAt))
            .ShouldBe([
                (CertificateRole.UnderAnchor, Pki.Instant.AddDays(2)),
                (CertificateRole.Anchor, Pki.Instant.AddDays(5)),
            ]);
    }

    [Fact]
    public void Signatures_of_what_senders_ask_count_and_ends_are_told_in_their_order()
    {
        static RrsigSpan Ending(string zone, int hours) =>
            new(1, 13, Seen.Name(zone), Pki.Instant.AddDays(-13), Pki.Instant.AddHours(hours));
        var host = Seen.Host(
            tlsa: [Whole(Pki.ExpiringLeaf)],
            addresses: Seen.Address(session: Seen.Session(Pki.ExpiringLeaf, Pki.Intermediate.Der))
        );
        var asked = host.Tlsa[0];
        var seen = Seen.Domain(
            host with
            {
                A = host.A with { Signatures = [Ending("c.example", 24)] },
                Aaaa = host.Aaaa with { Signatures = [Ending("b.example", 24)] },
                Tlsa =
                [
                    asked with
                    {
                        Lookup = asked.Lookup with { Signatures = [Ending("a.example", 30)] },
                    },
                    asked.For(TlsaQueryPurpose.SlipPort) with
                    {
                        Lookup = asked.Lookup with { Signatures = [Ending("slip.example", 20)] },
                    },
                ],
            }
        );

        Ends(seen)
            .Select(end => (end.Kind, end.Where.Value))
            .ShouldBe([
                (UpcomingEndKind.Signature, "b.example"),
                (UpcomingEndKind.Signature, "c.example"),
                (UpcomingEndKind.Signature, "a.example"),
                (UpcomingEndKind.Certificate, Seen.Mx1),
            ]);
    }

    private static TlsaRecord Whole(byte[] certificate) =>
        Seen.Record(CertificateUsage.DaneEe, Selector.Cert, MatchingType.Sha256, certificate);

    private static IReadOnlyList<UpcomingEnd> Ends(InboundObservation seen) =>
        UpcomingEnds.Of(seen, DomainJudgement.Judge(seen), Pki.Instant);
}
