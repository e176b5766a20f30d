using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Smtp;
using static Dashboard.Core.Inbound.MtaSts.SenderAction;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound.MtaSts;

/// <summary>The table "Both standards" of docs/related-standards.md, from evidence to what senders do.</summary>
public sealed class SenderTableTests
{
    internal sealed record Case
    {
        public required string Name { get; init; }
        public required HostObservation Host { get; init; }
        public required MtaStsObservation MtaSts { get; init; }
        public required SenderAction DaneOnly { get; init; }
        public required SenderAction MtaStsOnly { get; init; }
        public required SenderAction Both { get; init; }
        public required SenderAction Neither { get; init; }
    }

    private static readonly MtaStsObservation Broken = Sts(
        GoodPolicy.Replace("mx1.", "other.", StringComparison.Ordinal)
    );

    private static readonly MtaStsObservation Testing = Sts(
        GoodPolicy.Replace("enforce", "testing", StringComparison.Ordinal)
    );

    private static readonly MtaStsObservation Absent = Sts() with
    {
        Record = Text("_mta-sts.example.nl"),
        Fetch = null,
    };

    private static readonly HostObservation Authenticates = Seen.Host();
    private static readonly HostObservation Refused = Seen.Host(tlsa: [Seen.Mismatch()]);
    private static readonly HostObservation Opportunist = SeenInDns.NoTlsa(Seen.Host());

    private static readonly HostObservation Deferred = Seen.Host().WithTlsa(tlsa => tlsa.IsBogus());

    private static readonly HostObservation EncryptOnly = Seen.Host(
        tlsa: [Seen.Record(CertificateUsage.PkixEe, Selector.Spki, MatchingType.Sha256, Pki.Leaf)]
    );

    private static readonly HostObservation Silent = Seen.Host(
        addresses: Seen.Address(session: Seen.Ended(SmtpStage.Connect, SessionFaultKind.Timeout))
    );

    private static readonly Case[] All =
    [
        Row(
            "authenticates, enforce valid",
            Authenticates,
            Sts(),
            VerifiedByDane,
            VerifiedByMtaSts,
            VerifiedByDane,
            Encrypted
        ),
        Row(
            "authenticates, enforce broken",
            Authenticates,
            Broken,
            VerifiedByDane,
            NotAtThisHost,
            VerifiedByDane,
            Encrypted
        ),
        Row(
            "authenticates, absent",
            Authenticates,
            Absent,
            VerifiedByDane,
            Opportunistic,
            VerifiedByDane,
            Encrypted
        ),
        Row(
            "refused, enforce valid",
            Refused,
            Sts(),
            Refuses,
            VerifiedByMtaSts,
            Refuses,
            Opportunistic
        ),
        Row("refused, testing", Refused, Testing, Refuses, Opportunistic, Refuses, Opportunistic),
        Row(
            "defer, enforce valid",
            Deferred,
            Sts(),
            Defers,
            VerifiedByMtaSts,
            Defers,
            Opportunistic
        ),
        Row(
            "defer, enforce broken",
            Deferred,
            Broken,
            Defers,
            NotAtThisHost,
            Defers,
            Opportunistic
        ),
        Row(
            "encrypt-only, enforce valid",
            EncryptOnly,
            Sts(),
            EncryptedOrNotAtAll,
            VerifiedByMtaSts,
            VerifiedByMtaSts,
            Opportunistic
        ),
        Row(
            "encrypt-only, enforce broken",
            EncryptOnly,
            Broken,
            EncryptedOrNotAtAll,
            NotAtThisHost,
            NotAtThisHost,
            Opportunistic
        ),
        Row(
            "encrypt-only, testing",
            EncryptOnly,
            Testing,
            EncryptedOrNotAtAll,
            Opportunistic,
            EncryptedOrNotAtAll,
            Opportunistic
        ),
        Row(
            "opportunistic, and one address of two without STARTTLS",
            SeenInDns.NoTlsa(
                Seen.Host(
                    addresses:
                    [
                        Seen.Address(),
                        Seen.Address("198.51.100.2", Seen.WithoutStartTls()),
                    ]
                )
            ),
            Sts(),
            Opportunistic,
            NotAtThisHost,
            NotAtThisHost,
            Opportunistic
        ),
        Row(
            "opportunistic, enforce valid",
            Opportunist,
            Sts(),
            Opportunistic,
            VerifiedByMtaSts,
            VerifiedByMtaSts,
            Opportunistic
        ),
        Row(
            "opportunistic, enforce broken",
            Opportunist,
            Broken,
            Opportunistic,
            NotAtThisHost,
            NotAtThisHost,
            Opportunistic
        ),
        Row(
            "opportunistic, testing",
            Opportunist,
            Testing,
            Opportunistic,
            Opportunistic,
            Opportunistic,
            Opportunistic
        ),
        Row(
            "opportunistic, none",
            Opportunist,
            Sts("version: STSv1\nmode: none\nmax_age: 1"),
            Opportunistic,
            Opportunistic,
            Opportunistic,
            Opportunistic
        ),
        Row(
            "opportunistic, absent",
            Opportunist,
            Absent,
            Opportunistic,
            Opportunistic,
            Opportunistic,
            Opportunistic
        ),
        Row(
            "opportunistic, unfetchable",
            Opportunist,
            StsFails(StsFetchFault.ConnectTimeout),
            Opportunistic,
            Opportunistic,
            Opportunistic,
            Opportunistic
        ),
        Row(
            "opportunistic, not known",
            Opportunist,
            StsFails(StsFetchFault.OwnFault),
            Opportunistic,
            Unknown,
            Unknown,
            Opportunistic
        ),
        Row("nobody answers", Silent, Sts(), Unknown, Unknown, Unknown, Unknown),
    ];

    public static TheoryData<string> Cases => [.. All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Senders_do_as_the_table_says(string name)
    {
        var row = All.Single(known => known.Name == name);
        var seen = Seen.Domain(row.Host) with { Related = Good with { MtaSts = row.MtaSts } };

        RelatedStandards
            .Senders(seen, DomainJudgement.Judge(seen))
            .ShouldHaveSingleItem()
            .ShouldBe(
                new HostSenders(
                    row.Host.Host.Name,
                    row.DaneOnly,
                    row.MtaStsOnly,
                    row.Both,
                    row.Neither
                )
            );
    }

    /// <summary>RFC 8461 section 2: an MTA-STS result never overrides a DANE one that fails, nor one that verifies.</summary>
    [Fact]
    public void MtaSts_never_overrides_Dane()
    {
        foreach (var dane in (SenderAction[])[VerifiedByDane, Refuses, Defers])
        {
            foreach (var sts in Enum.GetValues<SenderAction>())
            {
                SenderTable.Row(Seen.Name("mx.nl"), dane, sts).Both.ShouldBe(dane);
            }
        }
    }

    /// <summary>A sender of both is never in the clear where a sender of one of them is not.</summary>
    [Fact]
    public void Both_are_never_weaker_than_one()
    {
        foreach (
            var dane in (SenderAction[])
                [VerifiedByDane, Refuses, Defers, EncryptedOrNotAtAll, Opportunistic]
        )
        {
            foreach (var sts in (SenderAction[])[VerifiedByMtaSts, NotAtThisHost, Opportunistic])
            {
                var row = SenderTable.Row(Seen.Name("mx.nl"), dane, sts);
                (row.Both == Opportunistic).ShouldBe(dane == Opportunistic && sts == Opportunistic);
            }
        }
    }

    private static Case Row(
        string name,
        HostObservation host,
        MtaStsObservation sts,
        SenderAction dane,
        SenderAction mtaSts,
        SenderAction both,
        SenderAction neither
    ) =>
        new()
        {
            Name = name,
            Host = host,
            MtaSts = sts,
            DaneOnly = dane,
            MtaStsOnly = mtaSts,
            Both = both,
            Neither = neither,
        };
}
