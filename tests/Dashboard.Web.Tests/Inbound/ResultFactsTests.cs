using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tests.Inbound;
using Dashboard.Core.Tls;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>What a result can say of the cause, over the records a host has.</summary>
public sealed class ResultFactsTests
{
    public sealed record Case
    {
        public required string Name { get; init; }

        /// <summary>Selector of each record.</summary>
        public required byte[] Selectors { get; init; }

        public byte Usage { get; init; } = 3;

        /// <summary>How many certificates the server sends.</summary>
        public int Sent { get; init; } = 1;

        public AddressOutcome Outcome { get; init; } = AddressOutcome.Refused;

        public int? MatchedAt { get; init; }

        /// <summary>A slug of <see cref="LikelyCause"/>.</summary>
        public required string? Expected { get; init; }

        public override string ToString() => Name;
    }

    public static TheoryData<Case> Cases =>
        [
            new Case
            {
                Name = "a whole certificate that matches nothing",
                Selectors = [0],
                Expected = "certificate-renewed",
            },
            new Case
            {
                Name = "a key that matches nothing",
                Selectors = [1],
                Expected = "key-replaced",
            },
            new Case
            {
                Name = "an issuer that is not the one that is sent",
                Selectors = [0, 1],
                Usage = 2,
                Sent = 2,
                Expected = "issuer-changed",
            },
            new Case
            {
                Name = "an issuer where none is sent",
                Selectors = [1],
                Usage = 2,
                Expected = null,
            },
            new Case
            {
                Name = "a usage that mail does not have",
                Selectors = [1],
                Usage = 1,
                Expected = null,
            },
            new Case
            {
                Name = "a whole certificate beside a key",
                Selectors = [0, 1],
                Expected = null,
            },
            new Case
            {
                Name = "a whole certificate that matches and does not suffice",
                Selectors = [0],
                MatchedAt = 1,
                Expected = null,
            },
            new Case
            {
                Name = "a key that is verified",
                Selectors = [1],
                Outcome = AddressOutcome.Authenticated,
                MatchedAt = 0,
                Expected = null,
            },
            new Case
            {
                Name = "a whole certificate that is verified",
                Selectors = [0],
                Outcome = AddressOutcome.Authenticated,
                MatchedAt = 0,
                Expected = null,
            },
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Cause_is_told_only_where_nothing_matches_and_all_records_are_of_one_kind(Case it)
    {
        ArgumentNullException.ThrowIfNull(it);
        var host = Samples.Verdict().Hosts[0];
        host = host with
        {
            Policy = host.Policy with
            {
                Tlsa =
                [
                    .. it.Selectors.Select(selector => new AssessedTlsa(
                        new TlsaRecord(it.Usage, selector, 1, OctetString.FromHex("aa"))
                    )),
                ],
            },
            Addresses =
            [
                host.Addresses[0] with
                {
                    Outcome = it.Outcome,
                    Certificates =
                    [
                        new()
                        {
                            KeyType = CertificateKeyType.Ecdsa,
                            Outcome = it.Outcome,
                            Matches =
                            [
                                .. it.Selectors.Select(
                                    (_, i) => new TlsaMatch(i, it.MatchedAt, false)
                                ),
                            ],
                        },
                    ],
                },
            ],
        };

        var seen = Seen.Host(
            addresses:
            [
                Seen.Address(
                    session: Seen.Session([
                        .. new[] { Pki.Leaf, Pki.Intermediate.Der }.Take(it.Sent),
                    ])
                ),
            ]
        );

        (ResultFacts.CauseOf(host, seen) is { } cause ? Slug.Of(cause) : null).ShouldBe(
            it.Expected
        );
        if (it.Usage == 2)
        {
            ResultFacts.CauseOf(host, seen: null).ShouldBeNull();
        }
    }
}
