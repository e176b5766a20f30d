using System.Globalization;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;

namespace Dashboard.Lab.Scenarios;

/// <summary>Domains with nothing wrong, each with a zone, a host, an address and a certificate of its own: for benchmarks.</summary>
internal static class WellBehavedDomains
{
    public static IReadOnlyList<Scene> Build(CertificateStore certificates, int count)
    {
        var addresses = new AddressPool(2);
        return
        [
            .. Enumerable
                .Range(1, count)
                .Select(number =>
                {
                    var scene = new Scene(
                        ScenarioStage.EndEntity,
                        number.ToString("'good-'000", CultureInfo.InvariantCulture),
                        "23",
                        "Nothing wrong.",
                        certificates,
                        addresses
                    );
                    scene.Mx(host => host.Tlsa(3, 1, 1)).Protected();
                    return scene;
                }),
        ];
    }

    /// <summary>Names in one zone, <c>d1.shared.example</c> and on, whose MX hosts are those of well-behaved domains in turn.</summary>
    public static Scene Sharing(
        CertificateStore certificates,
        IReadOnlyList<Scene> hosts,
        LabOptions options
    )
    {
        var scene = new Scene(
            ScenarioStage.EndEntity,
            "shared",
            "23",
            "Nothing wrong, on shared hosts.",
            certificates,
            new AddressPool(3)
        );
        for (var number = 1; number <= options.Shared; number++)
        {
            var host = hosts[(number - 1) % options.SharedHosts].Domain.Prepend("mx");
            scene.Record(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"d{number} IN MX 10 {LabZone.Absolute(host)}"
                )
            );
        }
        return scene;
    }
}
