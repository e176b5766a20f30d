using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Scenarios;

/// <summary>STARTTLS and its handshake, each fault with TLSA and without: rows 28, 28b and 29.</summary>
internal static class StartTlsScenarios
{
    public static void Add(SceneList list)
    {
        AddRefusals(list);
        AddHandshakes(list);
        AddOldVersions(list);
        AddForms(list);
        AddClientCertificates(list);
        AddKeywords(list);
    }

    private static void AddClientCertificates(SceneList list)
    {
        foreach (
            var (slug, version, versions) in new[]
            {
                ("tls12", "1.2", TlsVersions.Only12),
                ("tls13", "1.3", TlsVersions.Only13),
            }
        )
        {
            list.New(
                    $"dane-client-certificate-{slug}",
                    "28b",
                    $"TLSA, and the server demands a certificate of the client in TLS {version}."
                )
                .Mx(host => Demanding(host, versions, required: true).Tlsa(3, 1, 1))
                .Simulated(SimulatedSender.WithoutDane, Delivery.Clear)
                .Failed(ReasonSlug.ClientCertificateRequired);
            list.New(
                    $"plain-client-certificate-{slug}",
                    "29",
                    $"No TLSA, and the server demands a certificate of the client in TLS {version}."
                )
                .Mx(host => Demanding(host, versions, required: true))
                .Simulated(SimulatedSender.PostfixDane, Delivery.Defer)
                .Simulated(SimulatedSender.WithoutDane, Delivery.Clear)
                .OpportunisticClear(ReasonSlug.ClientCertificateRequired);
            var unsigned = list.New(
                $"domain-unsigned-client-certificate-{slug}",
                "2 28b",
                $"Not signed, TLSA of another certificate, and one of the client demanded in TLS {version}."
            );
            unsigned.Zone.Unsigned();
            unsigned
                .MxIn(
                    unsigned.OtherZone(),
                    host => Demanding(host, versions, required: true).StrangeTlsa(3, 1, 1)
                )
                .Simulated(SimulatedSender.Exim, Delivery.Clear)
                .Simulated(SimulatedSender.ExchangeOnline, Delivery.Clear)
                .Simulated(SimulatedSender.WithoutDane, Delivery.Clear)
                .Expect(
                    DomainStatus.None,
                    Delivery.Defer,
                    null,
                    1,
                    ReasonSlug.MxInsecure,
                    ReasonSlug.ClientCertificateRequired
                );
            list.New(
                    $"client-certificate-optional-{slug}",
                    "23",
                    $"The server asks for a certificate of the client in TLS {version}, and goes on without."
                )
                .Mx(host => Demanding(host, versions, required: false).Tlsa(3, 1, 1))
                .Protected();
        }
        Fault(
            list,
            "28b",
            "no-secure-renegotiation",
            "the server has no secure renegotiation (RFC 5746)",
            ReasonSlug.SecureRenegotiationMissing,
            new SmtpBehaviour { OnHandshake = TlsFault.NoSecureRenegotiation }
        );
    }

    private static HostSetup Demanding(HostSetup host, TlsVersions versions, bool required) =>
        host.ServeTls(
            new TlsSetup(new ServerIdentity(host.Certificate))
            {
                Versions = versions,
                RequiresClientCertificate = required,
                RequestsClientCertificate = true,
            }
        );

    /// <summary>What Postfix reads, and not every sender.</summary>
    private static void AddKeywords(SceneList list)
    {
        foreach (
            var (slug, what, line) in new[]
            {
                ("tab", "A tab is behind the keyword.", "STARTTLS\t"),
                ("tab-and-word", "A tab and a word stand behind the keyword.", "STARTTLS\tnow"),
                ("equals", "An equals sign is behind the keyword.", "STARTTLS=1"),
                ("space-before", "Two spaces stand before the keyword.", " STARTTLS"),
                ("mixed-case", "The keyword is in capitals and small letters.", "StartTLS"),
            }
        )
        {
            var behaviour = new SmtpBehaviour
            {
                Ehlo = $"250-{{host}}\r\n250-{line}\r\n250 8BITMIME",
            };
            // A Postfix that delivers takes no tab, Exim nothing but capitals right behind the code and a blank or the end behind them.
            var sender = line.Contains('\t', StringComparison.Ordinal)
                ? SimulatedSender.PostfixDane
                : SimulatedSender.Exim;
            var dane = list.New($"starttls-{slug}", "28 23", what)
                .Mx(host => host.Behave(behaviour).Tlsa(3, 1, 1))
                .Simulated(sender, Delivery.Defer);
            if (sender == SimulatedSender.PostfixDane)
            {
                dane.Simulated(SimulatedSender.WithoutDane, Delivery.Tls);
            }
            dane.Protected(ReasonSlug.StartTlsKeywordOdd);
            list.New($"plain-starttls-{slug}", "29", $"No TLSA. {what}")
                .Mx(host => host.Behave(behaviour))
                .Simulated(sender, Delivery.Clear)
                .OpportunisticTls(ReasonSlug.StartTlsKeywordOdd);
        }
        Fault(
            list,
            "28",
            "starttls-longer-word",
            "the keyword is the beginning of a longer word",
            ReasonSlug.StartTlsNotOffered,
            new SmtpBehaviour { Ehlo = "250-{host}\r\n250-STARTTLSX\r\n250 8BITMIME" }
        );
    }

    private static void AddRefusals(SceneList list)
    {
        Fault(
            list,
            "28",
            "starttls-not-offered",
            "STARTTLS is not offered",
            ReasonSlug.StartTlsNotOffered,
            Sessions.WithoutStartTls
        );
        Fault(
            list,
            "28",
            "starttls-stripped",
            "a middlebox writes XXXXXXXA over STARTTLS",
            ReasonSlug.StartTlsStripped,
            new SmtpBehaviour
            {
                Ehlo = "250-{host}\r\n250-PIPELINING\r\n250-XXXXXXXA\r\n250 8BITMIME",
            }
        );
        Fault(
            list,
            "28",
            "starttls-in-first-line",
            "STARTTLS is in the first line, where the server's name belongs",
            ReasonSlug.StartTlsNotOffered,
            new SmtpBehaviour { Ehlo = "250-STARTTLS\r\n250 8BITMIME" }
        );
        Fault(
            list,
            "28",
            "ehlo-refused",
            "EHLO is refused, HELO is not",
            ReasonSlug.EhloRefused,
            new SmtpBehaviour { Ehlo = "502 5.5.1 Command not implemented" }
        );
        Fault(
            list,
            "28",
            "starttls-offered-to-helo-alone",
            "EHLO is refused, and the reply to HELO offers STARTTLS",
            ReasonSlug.EhloRefused,
            new SmtpBehaviour
            {
                Ehlo = "502 5.5.1 Command not implemented",
                Helo = "250-{host}\r\n250 STARTTLS",
            }
        );
        foreach (
            var reply in new[]
            {
                "454 4.7.0 TLS not available due to temporary reason",
                "421 4.7.0 Go away",
                "501 5.5.4 Syntax error",
                "502 5.5.1 Command not implemented",
                "554 5.7.3 Unable to initialize security subsystem",
            }
        )
        {
            Fault(
                list,
                "28",
                "starttls-" + reply[..3],
                $"STARTTLS is answered with {reply[..3]}",
                ReasonSlug.StartTlsRefused,
                new SmtpBehaviour { StartTls = reply }
            );
        }
    }

    private static void AddHandshakes(SceneList list)
    {
        foreach (
            var (slug, what, fault) in new[]
            {
                ("handshake-garbage", "the server sends no TLS", TlsFault.Garbage),
                ("handshake-closed", "the server closes the connection", TlsFault.Close),
                ("handshake-reset", "the server resets the connection", TlsFault.Reset),
                ("handshake-alert", "the server sends a fatal alert", TlsFault.Alert),
                ("handshake-in-clear", "the server goes on in the clear", TlsFault.GoOnInTheClear),
            }
        )
        {
            Fault(
                list,
                "28b",
                slug,
                $"after its reply to STARTTLS {what}",
                ReasonSlug.HandshakeFailed,
                new SmtpBehaviour { OnHandshake = fault }
            );
        }
        Fault(
            list,
            "28b",
            "starttls-closed",
            "the server closes the connection instead of answering STARTTLS",
            ReasonSlug.HandshakeFailed,
            new SmtpBehaviour { OnStartTls = SessionFault.Close }
        );
        Fault(
            list,
            "28b",
            "starttls-unanswered",
            "STARTTLS gets no answer",
            ReasonSlug.HandshakeTimeout,
            new SmtpBehaviour { OnStartTls = SessionFault.Hang },
            slow: true
        );
        Fault(
            list,
            "28b",
            "handshake-hangs",
            "after its reply to STARTTLS the server says nothing",
            ReasonSlug.HandshakeTimeout,
            new SmtpBehaviour { OnHandshake = TlsFault.Hang },
            slow: true
        );
    }

    private static void AddOldVersions(SceneList list)
    {
        foreach (
            var (slug, version, versions) in new[]
            {
                ("tls10-only", "1.0", TlsVersions.Only10),
                ("tls11-only", "1.1", TlsVersions.Only11),
            }
        )
        {
            // Old handshakes are signed with MD5 and SHA-1 over RSA: an RSA certificate is what such servers have.
            list.New("dane-" + slug, "28b", $"TLSA, and the server speaks TLS {version} alone.")
                .Mx(host => Old(host, versions).Tlsa(3, 1, 1))
                .Simulated(SimulatedSender.GnuTls, Delivery.Dane)
                .Simulated(SimulatedSender.WithoutDane, Delivery.Clear)
                .Failed(ReasonSlug.TlsTooOld);
            list.New("plain-" + slug, "29", $"No TLSA, and the server speaks TLS {version} alone.")
                .Mx(host => Old(host, versions))
                .Simulated(SimulatedSender.PostfixDane, Delivery.Tls)
                .OpportunisticClear(ReasonSlug.TlsTooOld);
            list.New(
                    "unusable-" + slug,
                    "18 28b",
                    $"No TLSA record is usable, and the server speaks TLS {version} alone."
                )
                .Mx(host => Old(host, versions).Tlsa(1, 1, 1))
                .Simulated(SimulatedSender.PostfixDane, Delivery.Tls)
                .Expect(
                    DomainStatus.Failed,
                    Delivery.Defer,
                    null,
                    2,
                    ReasonSlug.TlsaAllUnusable,
                    ReasonSlug.TlsTooOld
                );
        }
    }

    private static HostSetup Old(HostSetup host, TlsVersions versions)
    {
        host.SelfSigned(spec => spec.Rsa());
        return host.ServeTls(
            new TlsSetup(new ServerIdentity(host.Certificate)) { Versions = versions }
        );
    }

    private static void AddForms(SceneList list)
    {
        list.New("starttls-lower-case", "28 23", "The keyword is in lower case.")
            .Mx(host =>
                host.Behave(new SmtpBehaviour { Ehlo = "250-{host}\r\n250 starttls" }).Tlsa(3, 1, 1)
            )
            .Simulated(SimulatedSender.Exim, Delivery.Defer)
            .Protected(ReasonSlug.StartTlsKeywordOdd);
        list.New(
                "starttls-reply-of-several-lines",
                "28 23",
                "The reply to STARTTLS has several lines."
            )
            .Mx(host =>
                host.Behave(new SmtpBehaviour { StartTls = "220-2.0.0 Almost\r\n220 2.0.0 Ready" })
                    .Tlsa(3, 1, 1)
            )
            .Protected();
        list.New("plain-good", "9 29", "No TLSA, and STARTTLS works.")
            .Mx(host => host.Address())
            .OpportunisticTls(ReasonSlug.TlsaAbsent);
    }

    /// <summary>The same server twice: with TLSA it is refused, without it mail goes in the clear.</summary>
    private static void Fault(
        SceneList list,
        string row,
        string slug,
        string what,
        string reason,
        SmtpBehaviour behaviour,
        bool slow = false
    )
    {
        var dane = list.New("dane-" + slug, row, $"TLSA, and {what}.")
            .Mx(host => host.Behave(behaviour).Tlsa(3, 1, 1));
        var plain = list.New("plain-" + slug, "29", $"No TLSA, and {what}.")
            .Mx(host => host.Behave(behaviour));
        if (slow)
        {
            // Senders wait longer than we do, so nothing follows.
            dane.Slow().Unreachable(reason);
            plain.Slow().Expect(DomainStatus.Unreachable, Delivery.Defer, null, 1, reason);
        }
        else
        {
            if (behaviour.StartTls.StartsWith('5'))
            {
                dane.Simulated(SimulatedSender.PostfixDane, Delivery.Bounce);
            }
            if (row == "28b")
            {
                plain
                    .Simulated(SimulatedSender.PostfixDane, Delivery.Defer)
                    .Simulated(SimulatedSender.WithoutDane, Delivery.Clear);
            }
            if (behaviour.OnStartTls == SessionFault.Close)
            {
                plain.Simulated(SimulatedSender.Exim, Delivery.Defer);
            }
            dane.Simulated(SimulatedSender.WithoutDane, Delivery.Clear).Failed(reason);
            plain.OpportunisticClear(reason);
        }
    }
}
