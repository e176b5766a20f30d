using System.Security.Cryptography;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Scenarios;

/// <summary>What is in a set of TLSA records together: rows 19 to 22.</summary>
internal static class RecordSetScenarios
{
    public static void Add(SceneList list)
    {
        AddExtras(list);
        AddDigestAgility(list);
        AddRollovers(list);
    }

    private static void AddExtras(SceneList list)
    {
        Records(
                list,
                "extra-usages",
                "19",
                "One record matches; records of other usages and selectors match nothing.",
                host => host.Tlsa(3, 1, 1).StrangeTlsa(3, 0, 1).StrangeTlsa(2, 1, 1)
            )
            .Protected();
        Records(
                list,
                "extra-many",
                "19",
                "Forty records, too many for a UDP answer, of which one matches.",
                host =>
                {
                    for (var number = 0; number < 39; number++)
                    {
                        host.TlsaLine(TlsaData.Line(3, 1, 1, SHA256.HashData([(byte)number])));
                    }
                    host.Tlsa(3, 1, 1);
                }
            )
            .Protected();
        Records(
                list,
                "extra-trust-anchor",
                "19 25",
                "DANE-EE(3) that matches nothing beside DANE-TA(2) that does.",
                host =>
                {
                    var root = host.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
                    host.Serve(
                            host.Certificates.Issue(CertificateSpec.Server(host.Name.Value), root),
                            root
                        )
                        .StrangeTlsa(3, 1, 1)
                        .Tlsa(2, 1, 1, root);
                }
            )
            .Protected();
    }

    private static void AddDigestAgility(SceneList list)
    {
        Records(
                list,
                "agility-stronger-wrong",
                "20",
                "SHA2-256 matches, SHA2-512 of the same usage and selector does not.",
                host => host.Tlsa(3, 1, 1).StrangeTlsa(3, 1, 2)
            )
            .Simulated(SimulatedSender.GnuTls, Delivery.Dane)
            .Failed(ReasonSlug.NoMatch, ReasonSlug.TlsaWeakerDigestPassedOver);
        Records(
                list,
                "agility-stronger-right",
                "20",
                "SHA2-512 matches, SHA2-256 does not and is passed over.",
                host => host.StrangeTlsa(3, 1, 1).Tlsa(3, 1, 2)
            )
            .Protected(ReasonSlug.TlsaWeakerDigestPassedOver);
        Records(
                list,
                "agility-full-exempt",
                "20",
                "Full(0) matches and is exempt; SHA2-512 does not match.",
                host => host.Tlsa(3, 1, 0).StrangeTlsa(3, 1, 2)
            )
            .Protected();
        Records(
                list,
                "agility-stronger-unusable",
                "20 18",
                "The SHA2-512 record is unusable, so SHA2-256 counts.",
                host =>
                    host.Tlsa(3, 1, 1).TlsaLine(TlsaData.Line(3, 1, 2, SHA256.HashData("short"u8)))
            )
            .Protected(ReasonSlug.TlsaWrongLength);
        Records(
                list,
                "agility-other-selector",
                "20",
                "A wrong SHA2-512 of the other selector does not displace SHA2-256.",
                host => host.Tlsa(3, 1, 1).StrangeTlsa(3, 0, 2)
            )
            .Protected();
        Records(
                list,
                "agility-other-usage",
                "20",
                "A wrong SHA2-512 of the other usage does not displace SHA2-256.",
                host => host.Tlsa(3, 1, 1).StrangeTlsa(2, 1, 2)
            )
            .Protected();
    }

    private static void AddRollovers(SceneList list)
    {
        Records(
                list,
                "full-certificate-digest",
                "21",
                "3 0 1: works, and breaks with each new certificate.",
                host => host.Tlsa(3, 0, 1)
            )
            .Protected(ReasonSlug.TlsaFullCertificateDigest);
        Records(
                list,
                "full-certificate-digest-512",
                "21",
                "3 0 2: the same with the longer digest.",
                host => host.Tlsa(3, 0, 2)
            )
            .Protected(ReasonSlug.TlsaFullCertificateDigest);
        Records(
                list,
                "rollover-next-key",
                "22 19",
                "One record for the key in use and one for the next.",
                host => host.Tlsa(3, 1, 1).StrangeTlsa(3, 1, 1)
            )
            .Protected(ReasonSlug.RolloverPrepared);
        Records(
                list,
                "rollover-key-and-issuer",
                "22",
                "One record for the key in use and one for its issuer.",
                host =>
                {
                    var root = host.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
                    host.Serve(
                            host.Certificates.Issue(CertificateSpec.Server(host.Name.Value), root),
                            root
                        )
                        .Tlsa(3, 1, 1)
                        .Tlsa(2, 1, 1, root);
                }
            )
            .Protected(ReasonSlug.RolloverPrepared);
        Records(
                list,
                "rollover-not-prepared",
                "22",
                "A single record: nothing for the next key.",
                host => host.Tlsa(3, 1, 1)
            )
            .Protected(ReasonSlug.RolloverNotPrepared);
        Records(
                list,
                "rollover-missed",
                "22 24",
                "Records for the former and the next key; a third is served.",
                host =>
                    host.StrangeTlsa(3, 1, 1)
                        .TlsaLine(TlsaData.Line(3, 1, 1, SHA256.HashData("former"u8)))
            )
            .Failed(ReasonSlug.NoMatch);
    }

    private static Scene Records(
        SceneList list,
        string slug,
        string rows,
        string description,
        Action<HostSetup> setup
    ) => list.New(slug, rows, description).Mx(setup);
}
