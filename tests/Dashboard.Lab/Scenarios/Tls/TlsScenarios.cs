using Dashboard.Lab.Certificates;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>
/// The scenarios of docs/tls-ncsc.md: mail servers with the TLS libraries that real ones have inside, set in one way each; real mail
/// servers; and octets of a script where no server does it.
/// </summary>
internal static class TlsScenarios
{
    /// <summary>Second octet of the addresses of their servers.</summary>
    private const byte Network = 18;

    public static IReadOnlyList<Scene> Build(CertificateStore certificates)
    {
        var list = new TlsSceneList(certificates, Network);
        TlsVersionScenarios.Add(list);
        TlsSuiteScenarios.Add(list);
        TlsOrderScenarios.Add(list);
        TlsKeyExchangeScenarios.Add(list);
        TlsHandshakeScenarios.Add(list);
        TlsMannersScenarios.Add(list);
        TlsCertificateScenarios.Add(list);
        TlsCaaScenarios.Add(list);
        TlsBadAnswerScenarios.Add(list);
        TlsMailServerScenarios.Add(list);
        return list.Complete();
    }
}
