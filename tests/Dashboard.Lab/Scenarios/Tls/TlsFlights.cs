using Dashboard.Core.Tests.Tls;
using Dashboard.Core.Tls;
using Dashboard.Lab.Tls;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>Answers of TLS 1.2 that no server gives on demand.</summary>
internal static class TlsFlights
{
    public const string Ecdhe = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

    private static readonly SignatureScheme Sha256 = new(0x0401);

    /// <summary>A whole answer that chooses this suite, with what its key exchange needs.</summary>
    public static ScriptedAnswer Hello(
        string suite,
        byte compression = 0,
        SignatureScheme? signature = null
    ) =>
        new(identity =>
        {
            var chosen = CipherSuite.Parse(suite);
            return Flight.Handshake([
                Start(chosen, compression),
                Flight.Certificates(identity.Leaf.Der),
                .. chosen.KeyExchange switch
                {
                    SuiteKeyExchange.Ecdhe => new[]
                    {
                        Flight.CurveExchange(NamedGroup.Parse("x25519"), signature ?? Sha256),
                    },
                    _ => [],
                },
                Flight.Done,
            ]);
        });

    /// <summary>With these messages behind its ServerHello.</summary>
    public static ScriptedAnswer Of(string suite, params byte[][] messages) =>
        new(_ => Flight.Handshake([Start(CipherSuite.Parse(suite), 0), .. messages]));

    public static ScriptedAnswer Octets(byte[] octets) => new(_ => octets);

    /// <summary>ServerHello with what good servers send of extensions.</summary>
    private static byte[] Start(CipherSuite suite, byte compression) =>
        Flight.Hello(suite, compression: compression, extensions: [(0xFF01, [0]), (23, [])]);
}
