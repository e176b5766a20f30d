using System.Globalization;
using Dashboard.Lab.Certificates;

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
}
