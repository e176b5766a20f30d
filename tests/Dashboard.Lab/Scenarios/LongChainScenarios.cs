using System.Globalization;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Scenarios;

/// <summary>Chains and record sets that are larger than anybody needs: all of them count (rows 19, 23 and 25).</summary>
internal static class LongChainScenarios
{
    public static void Add(SceneList list)
    {
        foreach (var strangers in new[] { 25, 90 })
        {
            Chain(
                    list,
                    $"ta-behind-{strangers}-strangers",
                    "23",
                    $"{strangers} certificates that have nothing to do with it are sent before the root.",
                    (host, root) =>
                        host.Serve(Leaf(list, host, root), [.. Strangers(list, strangers), root])
                            .Tlsa(2, 1, 1, root)
                )
                .Protected();
        }
        foreach (var (between, isVerified) in new[] { (10, true), (11, false) })
        {
            var scene = Chain(
                list,
                $"ta-root-above-{between}",
                "25",
                $"{between} intermediates stand between the leaf and the root that is the trust anchor.",
                (host, root) =>
                {
                    var path = new List<IssuedCertificate> { root };
                    for (var i = 0; i < between; i++)
                    {
                        path.Insert(
                            0,
                            list.Certificates.Issue(
                                CertificateSpec.Ca(Numbered("Lab Intermediate", i)),
                                path[0]
                            )
                        );
                    }
                    host.Serve(Leaf(list, host, path[0]), [.. path]).Tlsa(2, 1, 1, root);
                }
            );
            if (isVerified)
            {
                scene.Protected();
            }
            else
            {
                // GnuTLS does not walk the path.
                scene
                    .Simulated(SimulatedSender.GnuTls, Delivery.Dane)
                    .Failed(ReasonSlug.ChainInvalid);
            }
        }
        foreach (var count in new[] { 60, 150 })
        {
            Chain(
                    list,
                    $"ee-one-of-{count}-records",
                    "19",
                    $"{count} records of usage 3, of which one matches.",
                    (host, _) => Many(host, 3, count - 1).Tlsa(3, 1, 1)
                )
                .Protected();
            Chain(
                    list,
                    $"ta-one-of-{count}-records",
                    "19",
                    $"{count} records of usage 2, of which one matches.",
                    (host, root) =>
                        Many(host.Serve(Leaf(list, host, root), root), 2, count - 1)
                            .Tlsa(2, 1, 1, root)
                )
                .Protected();
        }
        Chain(
                list,
                "ee-none-of-60-records",
                "24",
                "60 records of usage 3, of which none matches.",
                (host, _) => Many(host, 3, 60)
            )
            .Failed(ReasonSlug.NoMatch);
        Chain(
                list,
                "ee-one-of-60-odd-records",
                "19",
                "60 records, of which one matches, some are unusable and some are of another digest.",
                (host, _) =>
                {
                    for (var i = 0; i < 59; i++)
                    {
                        host.TlsaLine(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{(i % 3 == 0 ? 1 : 3)} {i % 2} {(i % 5 == 0 ? 0 : 1)} {Digest(i)}"
                            )
                        );
                    }
                    host.Tlsa(3, 1, 1);
                }
            )
            .Protected();
    }

    private static HostSetup Many(HostSetup host, int usage, int count)
    {
        for (var i = 0; i < count; i++)
        {
            host.TlsaLine(string.Create(CultureInfo.InvariantCulture, $"{usage} 1 1 {Digest(i)}"));
        }
        return host;
    }

    /// <summary>Of nothing; spread over all values, so that the one that matches is among them.</summary>
    private static string Digest(int number) =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number))
        );

    private static IEnumerable<IssuedCertificate> Strangers(SceneList list, int count) =>
        Enumerable
            .Range(0, count)
            .Select(i => list.Certificates.SelfSigned(CertificateSpec.Ca(Numbered("Stranger", i))));

    private static string Numbered(string name, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} {number}");

    private static Scene Chain(
        SceneList list,
        string slug,
        string rows,
        string description,
        Action<HostSetup, IssuedCertificate> setup
    ) =>
        list.New(slug, rows, description)
            .Mx(host => setup(host, list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"))));

    private static IssuedCertificate Leaf(
        SceneList list,
        HostSetup host,
        IssuedCertificate issuer
    ) => list.Certificates.Issue(CertificateSpec.Server(host.Name.Value), issuer);
}
