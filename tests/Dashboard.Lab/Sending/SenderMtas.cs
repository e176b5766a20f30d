using System.Net;

namespace Dashboard.Lab.Sending;

/// <summary>The senders of the lab.</summary>
public static class SenderMtas
{
    public static SenderMta PostfixDane { get; } =
        Postfix(1, "dane", "dane", validates: true, Level("dane"), Dnssec);

    public static SenderMta PostfixDaneOnly { get; } =
        Postfix(2, "dane-only", "dane-only", validates: true, Level("dane-only"), Dnssec);

    public static SenderMta PostfixMay { get; } =
        Postfix(3, "may", "may", validates: true, Level("may"));

    public static SenderMta PostfixEncrypt { get; } =
        Postfix(4, "encrypt", "encrypt", validates: true, Level("encrypt"));

    public static SenderMta PostfixNone { get; } =
        Postfix(5, "none", "none", validates: true, Level("none"));

    public static SenderMta PostfixSecure { get; } =
        Postfix(
            6,
            "secure",
            "secure",
            validates: true,
            Level("secure"),
            new MtaSetting("smtp_tls_CApath", "/etc/ssl/certs")
        );

    /// <summary>The setting that people forget: without it Postfix falls back to <c>may</c>, with a line in its log.</summary>
    public static SenderMta PostfixDaneWithoutDnssec { get; } =
        Postfix(7, "dane-no-dnssec", "dane, no dnssec", validates: true, Level("dane"));

    public static SenderMta PostfixDaneNotValidating { get; } =
        Postfix(
            8,
            "dane-careless",
            "dane, resolver does not validate",
            validates: false,
            Level("dane"),
            Dnssec
        );

    public static SenderMta EximDane { get; } =
        Exim(
            9,
            "dane",
            "DANE",
            new MtaSetting("hosts_try_dane", "*"),
            new MtaSetting("dnssec_request_domains", "*")
        );

    public static SenderMta EximPlain { get; } =
        Exim(10, "plain", "no DANE", new MtaSetting("hosts_try_dane", ""));

    public static IReadOnlyList<SenderMta> All { get; } =
    [
        PostfixDane,
        PostfixDaneOnly,
        PostfixMay,
        PostfixEncrypt,
        PostfixNone,
        PostfixSecure,
        PostfixDaneWithoutDnssec,
        PostfixDaneNotValidating,
        EximDane,
        EximPlain,
    ];

    public static SenderMta? Find(string name) => All.FirstOrDefault(mta => mta.Name == name);

    private static MtaSetting Dnssec => new("smtp_dns_support_level", "dnssec");

    private static MtaSetting Level(string level) => new("smtp_tls_security_level", level);

    private static SenderMta Postfix(
        byte number,
        string name,
        string title,
        bool validates,
        params IReadOnlyList<MtaSetting> settings
    ) =>
        new(
            "postfix-" + name,
            $"Postfix ({title})",
            SenderSoftware.Postfix,
            Address(number),
            validates
        )
        {
            Settings = settings,
        };

    private static SenderMta Exim(
        byte number,
        string name,
        string title,
        params IReadOnlyList<MtaSetting> settings
    ) =>
        new("exim-" + name, $"Exim ({title})", SenderSoftware.Exim, Address(number), true)
        {
            Settings = settings,
        };

    private static IPAddress Address(byte number) => new([127, 20, 0, number]);
}
