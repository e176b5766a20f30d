using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using static Dashboard.Core.Inbound.Delivery;
using static Dashboard.Core.Inbound.DomainStatus;
using static Dashboard.Core.Tests.Inbound.Seen;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>The rows of the verdict table on what the TLSA records are.</summary>
internal static class RecordCases
{
    public static IEnumerable<Case> All()
    {
        var pkix = new[] { CertificateUsage.PkixTa, CertificateUsage.PkixEe };
        foreach (var usage in pkix)
        {
            yield return new(
                Row: "17",
                Says: $"only {usage}",
                Observation: Domain(
                    Host(tlsa: [Record(usage, Selector.Spki, MatchingType.Sha256, Pki.Leaf)])
                ),
                Status: Unusable,
                Delivery: Delivery.Tls,
                Attacker: 2,
                Slugs: [ReasonSlug.TlsaPkixUsage, ReasonSlug.TlsaAllUnusable]
            );
            yield return new(
                Row: "17",
                Says: $"{usage} beside a good record",
                Observation: Domain(
                    Host(
                        tlsa:
                        [
                            Record(usage, Selector.Spki, MatchingType.Sha256, Pki.Leaf),
                            Pinned(Pki.Leaf),
                        ]
                    )
                ),
                Status: Protected,
                Delivery: Delivery.Dane,
                Attacker: 3,
                Slugs: [ReasonSlug.TlsaPkixUsage, ReasonSlug.RolloverNotPrepared]
            );
            yield return new(
                Row: "17",
                Says: $"{usage} matches beside a wrong DANE-EE",
                Observation: Domain(
                    Host(
                        tlsa:
                        [
                            Record(usage, Selector.Spki, MatchingType.Sha256, Pki.Leaf),
                            Mismatch(),
                        ]
                    )
                ),
                Status: Failed,
                Delivery: Defer,
                Attacker: null,
                Slugs: [ReasonSlug.NoMatch, ReasonSlug.TlsaPkixUsage]
            );
        }
        (string Says, TlsaRecord Record, string Slug)[] unusable =
        [
            ("unknown usage", Pinned(Pki.Leaf) with { Usage = 4 }, ReasonSlug.TlsaUnknownParameter),
            (
                "private usage",
                Pinned(Pki.Leaf) with
                {
                    Usage = 255,
                },
                ReasonSlug.TlsaUnknownParameter
            ),
            (
                "unknown selector",
                Pinned(Pki.Leaf) with
                {
                    Selector = 2,
                },
                ReasonSlug.TlsaUnknownParameter
            ),
            (
                "unknown matching type",
                Pinned(Pki.Leaf) with
                {
                    MatchingType = 3,
                },
                ReasonSlug.TlsaUnknownParameter
            ),
            (
                "SHA-256 of 31 octets",
                new(3, 1, 1, new OctetString(new byte[31])),
                ReasonSlug.TlsaWrongLength
            ),
            ("SHA-256 without data", new(3, 1, 1, default), ReasonSlug.TlsaWrongLength),
            (
                "SHA-512 of 32 octets",
                new(3, 1, 2, new OctetString(new byte[32])),
                ReasonSlug.TlsaWrongLength
            ),
            (
                "whole certificate that is none",
                new(3, 0, 0, new OctetString([1, 2, 3])),
                ReasonSlug.TlsaMalformed
            ),
            (
                "whole key that is none",
                new(3, 1, 0, new OctetString([0x30, 0])),
                ReasonSlug.TlsaMalformed
            ),
        ];
        foreach (var (says, record, slug) in unusable)
        {
            yield return new(
                Row: "18",
                Says: says,
                Observation: Domain(Host(tlsa: [record])),
                Status: Unusable,
                Delivery: Delivery.Tls,
                Attacker: 2,
                Slugs: [slug, ReasonSlug.TlsaAllUnusable]
            );
            yield return new(
                Row: "18",
                Says: $"{says}, beside a good record",
                Observation: Domain(Host(tlsa: [record, Pinned(Pki.Leaf)])),
                Status: Protected,
                Delivery: Delivery.Dane,
                Attacker: 3,
                Slugs: [slug, ReasonSlug.RolloverNotPrepared]
            );
        }
        yield return new(
            Row: "18",
            Says: "all unusable and no STARTTLS",
            Observation: Domain(
                Host(tlsa: [new(3, 1, 1, default)], addresses: Address(session: WithoutStartTls()))
            ),
            Status: Failed,
            Delivery: Defer,
            Attacker: 2,
            Slugs:
            [
                ReasonSlug.TlsaAllUnusable,
                ReasonSlug.StartTlsNotOffered,
                ReasonSlug.TlsaWrongLength,
            ]
        );
        yield return new(
            Row: "19",
            Says: "an extra record that matches nothing",
            Observation: Domain(Host(tlsa: [Mismatch(), Pinned(Pki.Leaf)])),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.TlsaUnmatchedExtra, ReasonSlug.RolloverPrepared]
        );
        yield return new(
            Row: "19",
            Says: "the same record twice",
            Observation: Domain(Host(tlsa: [Pinned(Pki.Leaf), Pinned(Pki.Leaf)])),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.TlsaDuplicate, ReasonSlug.RolloverNotPrepared]
        );
        var strong = Record(CertificateUsage.DaneEe, Selector.Spki, MatchingType.Sha512, Pki.Leaf);
        var wrongStrong = Record(
            CertificateUsage.DaneEe,
            Selector.Spki,
            MatchingType.Sha512,
            Pki.Stranger.Der
        );
        yield return new(
            Row: "20",
            Says: "weaker right, stronger wrong",
            Observation: Domain(Host(tlsa: [Pinned(Pki.Leaf), wrongStrong])),
            Status: Failed,
            Delivery: Defer,
            Attacker: null,
            Slugs: [ReasonSlug.TlsaWeakerDigestPassedOver, ReasonSlug.NoMatch]
        );
        yield return new(
            Row: "20",
            Says: "weaker wrong, stronger right",
            Observation: Domain(Host(tlsa: [Mismatch(), strong])),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.TlsaWeakerDigestPassedOver, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "20",
            Says: "stronger is unusable: it pushes nothing aside",
            Observation: Domain(
                Host(tlsa: [Pinned(Pki.Leaf), new(3, 1, 2, new OctetString(new byte[63]))])
            ),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.TlsaWrongLength, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "20",
            Says: "stronger has another selector: both count",
            Observation: Domain(
                Host(
                    tlsa:
                    [
                        Pinned(Pki.Leaf),
                        Record(
                            CertificateUsage.DaneEe,
                            Selector.Cert,
                            MatchingType.Sha512,
                            Pki.Stranger.Der
                        ),
                    ]
                )
            ),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs:
            [
                ReasonSlug.TlsaFullCertificateDigest,
                ReasonSlug.RolloverPrepared,
                ReasonSlug.TlsaUnmatchedExtra,
            ]
        );
        yield return new(
            Row: "20",
            Says: "Full is exempt from agility",
            Observation: Domain(
                Host(
                    tlsa:
                    [
                        Record(CertificateUsage.DaneEe, Selector.Spki, MatchingType.Full, Pki.Leaf),
                        wrongStrong,
                    ]
                )
            ),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.RolloverPrepared, ReasonSlug.TlsaUnmatchedExtra]
        );
        foreach (var type in new[] { MatchingType.Full, MatchingType.Sha256, MatchingType.Sha512 })
        {
            yield return new(
                Row: "21",
                Says: $"3 0 {(int)type}",
                Observation: Domain(
                    Host(tlsa: [Record(CertificateUsage.DaneEe, Selector.Cert, type, Pki.Leaf)])
                ),
                Status: Protected,
                Delivery: Delivery.Dane,
                Attacker: 3,
                Slugs: [ReasonSlug.TlsaFullCertificateDigest, ReasonSlug.RolloverNotPrepared]
            );
        }
        yield return new(
            Row: "22",
            Says: "one record for what is served",
            Observation: Domain(Host()),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "22",
            Says: "a record for what comes next",
            Observation: Domain(Host(tlsa: [Pinned(Pki.Leaf), Pinned(Pki.OtherLeaf)])),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.RolloverPrepared, ReasonSlug.TlsaUnmatchedExtra]
        );
        yield return new(
            Row: "22",
            Says: "a trust anchor beside the key",
            Observation: Domain(Host(tlsa: [Pinned(Pki.Leaf), Anchor(Pki.Intermediate.Der)])),
            Status: Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.RolloverPrepared]
        );
    }
}
