using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Generated;

/// <summary>What is unusual about one server beside its certificates, drawn before they are made; nothing, for most.</summary>
internal sealed class RandomServer
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    /// <param name="dice">A course of its own.</param>
    public RandomServer(Dice dice)
    {
        switch (dice.Next(1000))
        {
            case < 15:
                Behaviour = new() { Greeting = dice.Of(TemporaryGreetings) };
                break;
            case < 25:
                // HELO is well.
                Behaviour = new() { Ehlo = "502 5.5.1 Command not implemented" };
                break;
            case < 31:
                Behaviour = new() { Ehlo = "550 5.7.1 No", Helo = "550 5.7.1 No" };
                break;
            case < 35:
                Behaviour = new() { Ehlo = "421 4.3.2 Closing" };
                break;
            case < 51:
                Versions = dice.Chance(50) ? TlsVersions.Only12 : TlsVersions.Only13;
                DemandsClientCertificate = true;
                break;
            case < 57:
                Versions = dice.Chance(50) ? TlsVersions.Only12 : TlsVersions.Only13;
                AsksForClientCertificate = true;
                break;
            case < 69:
                Versions = dice.Chance(50) ? TlsVersions.Only10 : TlsVersions.Only11;
                break;
            case < 75:
                Versions = dice.Chance(50) ? TlsVersions.Only12 : TlsVersions.Only13;
                break;
            case < 100:
                HasTwoCertificates = true;
                break;
            case < 112:
                Behaviour = dice.Next(3) switch
                {
                    0 => new() { GreetingDelay = Late },
                    1 => new() { EhloDelay = Late },
                    _ => new() { HandshakeDelay = Late },
                };
                break;
            case < 117:
                // Later than anybody waits.
                Behaviour = dice.Next(4) switch
                {
                    0 => new() { OnConnect = SessionFault.Hang },
                    1 => new() { OnEhlo = SessionFault.Hang },
                    2 => new() { OnStartTls = SessionFault.Hang },
                    _ => new() { OnHandshake = TlsFault.Hang },
                };
                break;
            case < 127:
                Behaviour = dice.Next(4) switch
                {
                    0 => new() { OnConnect = SessionFault.Close },
                    1 => new() { OnEhlo = SessionFault.Close },
                    2 => new() { OnStartTls = SessionFault.Close },
                    _ => new() { OnHandshake = TlsFault.Reset },
                };
                break;
            case < 137:
                Behaviour = new() { StartTls = dice.Of(Refusals) };
                break;
            case < 141:
                Behaviour = new() { Injected = "\r\n250 2.0.0 Injected" };
                break;
            case < 147:
                Behaviour = new() { Ehlo = dice.Of(Keywords) };
                break;
            default:
                break;
        }
    }

    /// <summary>Null for a usual session.</summary>
    public SmtpBehaviour? Behaviour { get; }

    public TlsVersions Versions { get; } = TlsVersions.Modern;

    public bool DemandsClientCertificate { get; }

    public bool AsksForClientCertificate { get; }

    /// <summary>One with an RSA key and one with an ECDSA key.</summary>
    public bool HasTwoCertificates { get; }

    /// <summary>Old handshakes are signed over RSA.</summary>
    public bool NeedsRsa => Versions is TlsVersions.Only10 or TlsVersions.Only11;

    /// <summary>Its TLS with this chain. A leaf alone of usual kind is served by the platform's TLS, where nothing else is asked.</summary>
    public TlsSetup Tls(RandomChain chain)
    {
        var above = chain.Sent.Skip(1).ToArray();
        return new TlsSetup(new ServerIdentity(chain.Sent[0], above))
        {
            SendsAll = above.Length > 0 || chain.IsWeak,
            Versions = Versions,
            RequiresClientCertificate = DemandsClientCertificate,
            RequestsClientCertificate = DemandsClientCertificate || AsksForClientCertificate,
            OtherKeyType = chain.Other is { } other ? new ServerIdentity(other, above) : null,
        };
    }

    private static readonly string[] TemporaryGreetings =
    [
        "421 4.3.2 Too busy",
        "450 4.7.1 Try again later",
        "454 4.7.0 Not now",
    ];

    private static readonly string[] Refusals =
    [
        "421 4.7.0 Go away",
        "501 5.5.4 Syntax error",
        "554 5.7.3 Unable to initialize security subsystem",
    ];

    private static readonly string[] Keywords =
    [
        "250-{host}\r\n250- STARTTLS\r\n250 8BITMIME",
        "250-{host}\r\n250-StartTLS\r\n250 8BITMIME",
        "250-{host}\r\n250-STARTTLSX\r\n250 8BITMIME",
        "250-{host}\r\n250-8BITMIME\r\n250 STARTTLS",
    ];
}
