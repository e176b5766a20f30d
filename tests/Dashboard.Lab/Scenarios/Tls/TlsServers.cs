using Dashboard.Lab.Tls;

namespace Dashboard.Lab.Scenarios.Tls;

/// <summary>Servers that are good by both methods but for what a scenario is about.</summary>
internal static class TlsServers
{
    private const string ModernSuites = "ECDHE+AESGCM:ECDHE+CHACHA20";
    private const string ModernSignatures =
        "RSA-PSS+SHA256:ECDSA+SHA256:ECDSA+SHA384:ECDSA+SHA512:ed25519:ed448:RSA+SHA256";

    /// <summary>TLS 1.2 with groups and key exchanges still to be named.</summary>
    public const string ModernOfGnu =
        "NORMAL:-CIPHER-ALL:+AES-256-GCM:+AES-128-GCM:-KX-ALL:-VERS-ALL:+VERS-TLS1.2";

    public const string AnySuite = "ALL:COMPLEMENTOFALL:@SECLEVEL=0";

    /// <summary>Modern but for what the settings say.</summary>
    public static OpenSslSettings Modern(params (string Command, string Value)[] settings)
    {
        (string Command, string Value)[] modern =
        [
            ("CipherString", ModernSuites),
            ("SignatureAlgorithms", ModernSignatures),
            ("Groups", "X25519:P-256"),
        ];
        return new([
            .. modern.Where(one => settings.All(set => set.Command != one.Command)),
            .. settings,
        ]);
    }

    /// <summary>Modern, with these suites beside the modern ones; SECLEVEL 0 lets weak ones be.</summary>
    public static OpenSslSettings With(string suites) =>
        Modern(("CipherString", $"{ModernSuites}:{suites}:@SECLEVEL=0"));

    /// <summary>The same in TLS 1.2 alone, whose questions leave room for the others.</summary>
    public static OpenSslSettings With12(string suites) =>
        Modern(
            ("CipherString", $"{ModernSuites}:{suites}:@SECLEVEL=0"),
            ("MaxProtocol", "TLSv1.2")
        );

    public static TlsScene OpenSsl(
        this TlsSceneList list,
        string slug,
        string description,
        params (string Command, string Value)[] settings
    ) => list.New(slug, description).Library(Modern(settings));

    public static TlsScene Gnu(
        this TlsSceneList list,
        string slug,
        string description,
        string priorities
    ) => list.New(slug, description).Library(new GnuTlsSettings(priorities));
}
