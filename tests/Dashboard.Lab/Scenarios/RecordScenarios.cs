using System.Security.Cryptography;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Scenarios;

/// <summary>What is in the TLSA records: rows 17 and 18.</summary>
internal static class RecordScenarios
{
    public static void Add(SceneList list)
    {
        AddPkixUsages(list);
        AddUnusable(list);
    }

    private static void AddPkixUsages(SceneList list)
    {
        Records(
                list,
                "pkix-ee-only",
                "17",
                "Only PKIX-EE(1), which matches.",
                host => host.Tlsa(1, 1, 1)
            )
            .EncryptOnly(ReasonSlug.TlsaPkixUsage, ReasonSlug.TlsaAllUnusable);
        Records(list, "pkix-ta-only", "17", "Only PKIX-TA(0).", host => host.StrangeTlsa(0, 1, 1))
            .EncryptOnly(ReasonSlug.TlsaPkixUsage, ReasonSlug.TlsaAllUnusable);
        Records(
                list,
                "pkix-both",
                "17",
                "Both PKIX usages and no other.",
                host => host.Tlsa(1, 1, 1).StrangeTlsa(0, 0, 1)
            )
            .EncryptOnly(ReasonSlug.TlsaPkixUsage, ReasonSlug.TlsaAllUnusable);
        Records(
                list,
                "pkix-beside-dane",
                "17",
                "PKIX-EE(1) that matches nothing beside DANE-EE(3) that matches.",
                host => host.StrangeTlsa(1, 1, 1).Tlsa(3, 1, 1)
            )
            .Protected(ReasonSlug.TlsaPkixUsage);
        Records(
                list,
                "pkix-matches-dane-does-not",
                "17 24",
                "PKIX-EE(1) that matches beside DANE-EE(3) that does not.",
                host => host.Tlsa(1, 1, 1).StrangeTlsa(3, 1, 1)
            )
            .Failed(ReasonSlug.NoMatch);
        Records(
                list,
                "pkix-only-without-starttls",
                "17 28",
                "Only PKIX-EE(1), and no STARTTLS.",
                host => host.Tlsa(1, 1, 1).Behave(Sessions.WithoutStartTls)
            )
            .FailedWithoutTls(ReasonSlug.TlsaAllUnusable, ReasonSlug.StartTlsNotOffered);
    }

    private static void AddUnusable(SceneList list)
    {
        var half = SHA256.HashData("half"u8)[..31];
        Unusable(list, "usage-unknown", "usage 4", host => host.StrangeTlsa(4, 1, 1))
            .EncryptOnly(ReasonSlug.TlsaUnknownParameter, ReasonSlug.TlsaAllUnusable);
        Unusable(list, "usage-private", "usage 255", host => host.StrangeTlsa(255, 1, 1))
            .EncryptOnly(ReasonSlug.TlsaUnknownParameter, ReasonSlug.TlsaAllUnusable);
        Unusable(list, "selector-unknown", "selector 2", host => host.StrangeTlsa(3, 2, 1))
            .EncryptOnly(ReasonSlug.TlsaUnknownParameter, ReasonSlug.TlsaAllUnusable);
        Unusable(
                list,
                "matching-type-unknown",
                "matching type 3",
                host => host.StrangeTlsa(3, 1, 3)
            )
            .EncryptOnly(ReasonSlug.TlsaUnknownParameter, ReasonSlug.TlsaAllUnusable);
        Unusable(
                list,
                "digest-too-short",
                "a SHA-256 digest of 31 octets",
                host => host.TlsaLine(TlsaData.Line(3, 1, 1, half))
            )
            .EncryptOnly(ReasonSlug.TlsaWrongLength, ReasonSlug.TlsaAllUnusable);
        Unusable(
                list,
                "digest-too-long",
                "a SHA-512 digest that says it is SHA-256",
                host => host.TlsaLine(TlsaData.Line(3, 1, 1, SHA512.HashData("long"u8)))
            )
            .EncryptOnly(ReasonSlug.TlsaWrongLength, ReasonSlug.TlsaAllUnusable);
        Unusable(
                list,
                "digest-sha1",
                "a digest of 20 octets, as of SHA-1",
                host => host.TlsaLine(TlsaData.Line(3, 1, 2, half.AsSpan(0, 20)))
            )
            .EncryptOnly(ReasonSlug.TlsaWrongLength, ReasonSlug.TlsaAllUnusable);
        Unusable(
                list,
                "full-certificate-malformed",
                "Full(0) data that is no certificate",
                host => host.TlsaLine(TlsaData.Line(3, 0, 0, half))
            )
            .EncryptOnly(ReasonSlug.TlsaMalformed, ReasonSlug.TlsaAllUnusable);
        Unusable(
                list,
                "full-key-malformed",
                "Full(0) data that is no public key",
                host => host.TlsaLine(TlsaData.Line(2, 1, 0, half))
            )
            .EncryptOnly(ReasonSlug.TlsaMalformed, ReasonSlug.TlsaAllUnusable);
        Unusable(
                list,
                "digest-of-one-octet",
                "a SHA-256 digest of one octet",
                host => host.TlsaLine(TlsaData.Line(3, 1, 1, [0x2a]))
            )
            .EncryptOnly(ReasonSlug.TlsaWrongLength, ReasonSlug.TlsaAllUnusable);
        Unusable(
                list,
                "unusable-all-kinds",
                "four different faults, a record each",
                host =>
                    host.StrangeTlsa(4, 1, 1)
                        .StrangeTlsa(3, 9, 1)
                        .StrangeTlsa(3, 1, 9)
                        .TlsaLine(TlsaData.Line(3, 1, 1, half))
            )
            .EncryptOnly(ReasonSlug.TlsaAllUnusable);
        Unusable(
                list,
                "unusable-handshake-fails",
                "usage 4, and the handshake fails",
                host =>
                    host.StrangeTlsa(4, 1, 1)
                        .Behave(new SmtpBehaviour { OnHandshake = TlsFault.Garbage })
            )
            .FailedWithoutTls(ReasonSlug.TlsaAllUnusable, ReasonSlug.HandshakeFailed);
        Records(
                list,
                "unusable-beside-usable",
                "18",
                "A digest of wrong length beside a record that matches.",
                host => host.TlsaLine(TlsaData.Line(3, 1, 1, half)).Tlsa(3, 1, 1)
            )
            .Protected(ReasonSlug.TlsaWrongLength);
        Records(
                list,
                "unusable-beside-wrong",
                "18 24",
                "An unknown matching type beside a record that does not match.",
                host => host.StrangeTlsa(3, 1, 3).StrangeTlsa(3, 1, 1)
            )
            .Failed(ReasonSlug.NoMatch);
    }

    private static Scene Unusable(
        SceneList list,
        string slug,
        string what,
        Action<HostSetup> setup
    ) => Records(list, slug, "18", $"Nothing usable: {what}.", setup);

    private static Scene Records(
        SceneList list,
        string slug,
        string rows,
        string description,
        Action<HostSetup> setup
    ) => list.New(slug, rows, description).Mx(setup);
}
