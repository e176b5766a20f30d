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
                "17",
                $"only {usage}",
                Domain(Host(tlsa: [Record(usage, Selector.Spki, MatchingType.Sha256, Pki.Leaf)])),
                Unusable,
                Delivery.Tls,
                2,
                ReasonSlug.TlsaPkixUsage,
                ReasonSlug.TlsaAllUnusable
            );
            yield return new(
                "17",
                $"{usage} beside a good record",
                Domain(
                    Host(
                        tlsa:
                        [
                            Record(usage, Selector.Spki, MatchingType.Sha256, Pki.Leaf),
                            Pinned(Pki.Leaf),
                        ]
                    )
                ),
                Protected,
                Delivery.Dane,
                3,
                ReasonSlug.TlsaPkixUsage,
                ReasonSlug.RolloverNotPrepared
            );
            yield return new(
                "17",
                $"{usage} matches beside a wrong DANE-EE",
                Domain(
                    Host(
                        tlsa:
                        [
                            Record(usage, Selector.Spki, MatchingType.Sha256, Pki.Leaf),
                            Mismatch(),
                        ]
                    )
                ),
                Failed,
                Defer,
                null,
                ReasonSlug.NoMatch,
                ReasonSlug.TlsaPkixUsage
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
                "18",
                says,
                Domain(Host(tlsa: [record])),
                Unusable,
                Delivery.Tls,
                2,
                slug,
                ReasonSlug.TlsaAllUnusable
            );
            yield return new(
                "18",
                $"{says}, beside a good record",
                Domain(Host(tlsa: [record, Pinned(Pki.Leaf)])),
                Protected,
                Delivery.Dane,
                3,
                slug,
                ReasonSlug.RolloverNotPrepared
            );
        }
        yield return new(
            "18",
            "all unusable and no STARTTLS",
            Domain(
                Host(tlsa: [new(3, 1, 1, default)], addresses: Address(session: WithoutStartTls()))
            ),
            Failed,
            Defer,
            2,
            ReasonSlug.TlsaAllUnusable,
            ReasonSlug.StartTlsNotOffered,
            ReasonSlug.TlsaWrongLength
        );
        yield return new(
            "19",
            "an extra record that matches nothing",
            Domain(Host(tlsa: [Mismatch(), Pinned(Pki.Leaf)])),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.TlsaUnmatchedExtra,
            ReasonSlug.RolloverPrepared
        );
        yield return new(
            "19",
            "the same record twice",
            Domain(Host(tlsa: [Pinned(Pki.Leaf), Pinned(Pki.Leaf)])),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.TlsaDuplicate,
            ReasonSlug.RolloverNotPrepared
        );
        var strong = Record(CertificateUsage.DaneEe, Selector.Spki, MatchingType.Sha512, Pki.Leaf);
        var wrongStrong = Record(
            CertificateUsage.DaneEe,
            Selector.Spki,
            MatchingType.Sha512,
            Pki.Stranger.Der
        );
        yield return new(
            "20",
            "weaker right, stronger wrong",
            Domain(Host(tlsa: [Pinned(Pki.Leaf), wrongStrong])),
            Failed,
            Defer,
            null,
            ReasonSlug.TlsaWeakerDigestPassedOver,
            ReasonSlug.NoMatch
        );
        yield return new(
            "20",
            "weaker wrong, stronger right",
            Domain(Host(tlsa: [Mismatch(), strong])),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.TlsaWeakerDigestPassedOver,
            ReasonSlug.RolloverNotPrepared
        );
        yield return new(
            "20",
            "stronger is unusable: it pushes nothing aside",
            Domain(Host(tlsa: [Pinned(Pki.Leaf), new(3, 1, 2, new OctetString(new byte[63]))])),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.TlsaWrongLength,
            ReasonSlug.RolloverNotPrepared
        );
        yield return new(
            "20",
            "stronger has another selector: both count",
            Domain(
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
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.TlsaFullCertificateDigest,
            ReasonSlug.RolloverPrepared,
            ReasonSlug.TlsaUnmatchedExtra
        );
        yield return new(
            "20",
            "Full is exempt from agility",
            Domain(
                Host(
                    tlsa:
                    [
                        Record(CertificateUsage.DaneEe, Selector.Spki, MatchingType.Full, Pki.Leaf),
                        wrongStrong,
                    ]
                )
            ),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.RolloverPrepared,
            ReasonSlug.TlsaUnmatchedExtra
        );
        foreach (var type in new[] { MatchingType.Full, MatchingType.Sha256, MatchingType.Sha512 })
        {
            yield return new(
                "21",
                $"3 0 {(int)type}",
                Domain(
                    Host(tlsa: [Record(CertificateUsage.DaneEe, Selector.Cert, type, Pki.Leaf)])
                ),
                Protected,
                Delivery.Dane,
                3,
                ReasonSlug.TlsaFullCertificateDigest,
                ReasonSlug.RolloverNotPrepared
            );
        }
        yield return new(
            "22",
            "one record for what is served",
            Domain(Host()),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.RolloverNotPrepared
        );
        yield return new(
            "22",
            "a record for what comes next",
            Domain(Host(tlsa: [Pinned(Pki.Leaf), Pinned(Pki.OtherLeaf)])),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.RolloverPrepared,
            ReasonSlug.TlsaUnmatchedExtra
        );
        yield return new(
            "22",
            "a trust anchor beside the key",
            Domain(Host(tlsa: [Pinned(Pki.Leaf), Anchor(Pki.Intermediate.Der)])),
            Protected,
            Delivery.Dane,
            3,
            ReasonSlug.RolloverPrepared
        );
    }
}
