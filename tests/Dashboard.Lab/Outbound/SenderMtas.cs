using System.Net;

namespace Dashboard.Lab.Outbound;

/// <summary>The senders of the lab.</summary>
public static class SenderMtas
{
    public static SenderMta PostfixDane { get; } =
        Postfix(1, "dane", "dane", SenderResolver.Validating, Level("dane"), Dnssec);

    public static SenderMta PostfixDaneOnly { get; } =
        Postfix(2, "dane-only", "dane-only", SenderResolver.Validating, Level("dane-only"), Dnssec);

    public static SenderMta PostfixMay { get; } =
        Postfix(3, "may", "may", SenderResolver.Validating, Level("may"));

    public static SenderMta PostfixEncrypt { get; } =
        Postfix(4, "encrypt", "encrypt", SenderResolver.Validating, Level("encrypt"));

    public static SenderMta PostfixNone { get; } =
        Postfix(5, "none", "none", SenderResolver.Validating, Level("none"));

    public static SenderMta PostfixSecure { get; } =
        Postfix(
            6,
            "secure",
            "secure",
            SenderResolver.Validating,
            Level("secure"),
            new MtaSetting("smtp_tls_CApath", "/etc/ssl/certs")
        );

    /// <summary>The setting that people forget: without it Postfix falls back to <c>may</c>, with a line in its log.</summary>
    public static SenderMta PostfixDaneWithoutDnssec { get; } =
        Postfix(7, "dane-no-dnssec", "dane, no dnssec", SenderResolver.Validating, Level("dane"));

    public static SenderMta PostfixDaneNotValidating { get; } =
        Postfix(
            8,
            "dane-careless",
            "dane, resolver does not validate",
            SenderResolver.NotValidating,
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

    /// <summary>
    /// Keeps connections for a moment, and sends what comes next to the same address by them; by one process, so that there is a next
    /// one.
    /// </summary>
    public static SenderMta PostfixReusing { get; } =
        Postfix(
            11,
            "reusing",
            "may, connections reused",
            SenderResolver.Validating,
            Level("may"),
            new MtaSetting("smtp_tls_connection_reuse", "yes"),
            new MtaSetting("smtp_connection_cache_destinations", "static:all"),
            new MtaSetting("default_process_limit", "1")
        );

    public static SenderMta PostfixDaneForwarding { get; } =
        Postfix(
            12,
            "dane-forwarding",
            "dane, resolver that forwards",
            SenderResolver.Forwarding,
            Level("dane"),
            Dnssec
        );

    public static SenderMta PostfixDaneStripped { get; } =
        Postfix(
            13,
            "dane-stripped",
            "dane, signatures stripped",
            SenderResolver.Stripped,
            Level("dane"),
            Dnssec
        );

    public static SenderMta PostfixDaneWithoutDnssecOk { get; } =
        Postfix(
            14,
            "dane-without-do",
            "dane, resolver asks without DO",
            SenderResolver.WithoutDnssecOk,
            Level("dane"),
            Dnssec
        );

    /// <summary>Those of docs/senders.md.</summary>
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

    /// <summary>With those that some test is about.</summary>
    public static IReadOnlyList<SenderMta> Every { get; } =
    [
        .. All,
        PostfixReusing,
        PostfixDaneForwarding,
        PostfixDaneStripped,
        PostfixDaneWithoutDnssecOk,
    ];

    public static SenderMta? Find(string name) => Every.FirstOrDefault(mta => mta.Name == name);

    private static MtaSetting Dnssec => new("smtp_dns_support_level", "dnssec");

    private static MtaSetting Level(string level) => new("smtp_tls_security_level", level);

    private static SenderMta Postfix(
        byte number,
        string name,
        string title,
        SenderResolver resolver,
        params IReadOnlyList<MtaSetting> settings
    ) =>
        new(
            "postfix-" + name,
            $"Postfix ({title})",
            SenderSoftware.Postfix,
            Address(number),
            resolver
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
        new(
            "exim-" + name,
            $"Exim ({title})",
            SenderSoftware.Exim,
            Address(number),
            SenderResolver.Validating
        )
        {
            Settings = settings,
        };

    private static IPAddress Address(byte number) => new([127, 20, 0, number]);
}
