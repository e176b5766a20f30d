using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using static Dashboard.Core.Tests.Outbound.SessionShape;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>
/// A sender reduced to what it decides: written from RFC 7672 and from what Postfix and Exim do, to play a whole test.
/// </summary>
internal sealed record ModelSender
{
    public bool Dane { get; init; }

    /// <summary>Its resolver validates, and it heeds that.</summary>
    public bool Validates { get; init; } = true;

    /// <summary>Looks at TLSA records although nothing validates them.</summary>
    public bool TrustsUnvalidatedTlsa { get; init; }

    /// <summary>Never uses TLS.</summary>
    public bool NoTls { get; init; }

    /// <summary>Insists on TLS everywhere.</summary>
    public bool RequiresTls { get; init; }

    /// <summary>Insists on a certificate by WebPKI rules.</summary>
    public bool RequiresPkix { get; init; }

    /// <summary>Insists on DANE everywhere.</summary>
    public bool RequiresDane { get; init; }

    /// <summary>Takes a failed TLSA lookup for an absent record.</summary>
    public bool FailsOpen { get; init; }

    /// <summary>Comes back in the clear only at its second attempt.</summary>
    public bool FallsBackLater { get; init; }

    /// <summary>Takes records of which it can use none for none at all.</summary>
    public bool PassesOverUnusable { get; init; }

    /// <summary>As Exim 4.96: any name will do under DANE-TA, and nothing usable means wait.</summary>
    public bool LikeExim { get; init; }

    public static ModelSender PostfixDane { get; } = new() { Dane = true };

    public static ModelSender PostfixMay { get; } = new() { FallsBackLater = true };

    public static ModelSender PostfixNone { get; } = new() { NoTls = true };

    public static ModelSender PostfixEncrypt { get; } = new() { RequiresTls = true };

    public static ModelSender PostfixSecure { get; } =
        new() { RequiresTls = true, RequiresPkix = true };

    public static ModelSender PostfixDaneOnly { get; } = new() { Dane = true, RequiresDane = true };

    public static ModelSender PostfixDaneWithoutValidation { get; } =
        new()
        {
            Dane = true,
            Validates = false,
            FallsBackLater = true,
        };

    public static ModelSender EximDane { get; } = new() { Dane = true, LikeExim = true };

    public static ModelSender Exim { get; } = new() { Validates = false };

    /// <summary>Sends to every probe of the scene: a first attempt and, where it keeps the message, a second after 20 minutes.</summary>
    /// <param name="putRight">After five hours the faults are put right, and an hour later it brings what it still has.</param>
    public void Play(
        Scene scene,
        Source? source = null,
        string resolver = "192.0.2.53",
        TimeSpan start = default,
        bool putRight = false
    ) => PlayBy(scene, (_, _) => source, resolver, start, putRight);

    /// <summary>As a pool of servers does, of which now one sends and now another.</summary>
    /// <param name="by">The server of an attempt, and whether it is the second.</param>
    /// <inheritdoc cref="Play" path="/param[@name='putRight']"/>
    public void PlayBy(
        Scene scene,
        Func<OutboundProbeId, bool, Source?> by,
        string resolver = "192.0.2.53",
        TimeSpan start = default,
        bool putRight = false
    )
    {
        var second = TimeSpan.FromSeconds(1);
        foreach (var probe in scene.Test.Probes)
        {
            var at = start + (second * (int)probe.Id);
            if (
                !Attempt(scene, probe, at, again: false, by(probe.Id, false), resolver)
                && !Attempt(
                    scene,
                    probe,
                    at + TimeSpan.FromMinutes(20),
                    again: true,
                    by(probe.Id, true),
                    resolver
                )
                && putRight
                && probe.Heal != HealAction.None
            )
            {
                scene
                    .Heal(probe.Id, start + TimeSpan.FromHours(5))
                    .See(
                        probe.Id,
                        at + TimeSpan.FromHours(6),
                        NoTls ? MailInClear : MailOverTls,
                        by(probe.Id, true),
                        healed: true
                    );
            }
        }
    }

    private bool Attempt(
        Scene scene,
        OutboundProbe probe,
        TimeSpan at,
        bool again,
        Source? source,
        string resolver
    )
    {
        scene.Query(probe.Id, DnsRecordType.Mx, at, resolver);
        if (probe.ZoneFault == ZoneFault.AllBogus && Validates)
        {
            return false;
        }
        foreach (var host in probe.Hosts)
        {
            scene.Query(probe.Id, DnsRecordType.A, at, resolver, host.Role);
            var policy = Policy(scene, probe, host, at, resolver);
            if (policy == ModelPolicy.Defer)
            {
                continue;
            }
            var shape = Shape(probe, host, policy, again);
            var when = at + TimeSpan.FromMilliseconds(100);
            scene.See(probe.Id, when, shape, source, host.Role);
            if (shape is MailOverTls or MailOverTlsWithSni or MailInClear)
            {
                return true;
            }
            if (
                policy == ModelPolicy.Opportunistic
                && !RequiresTls
                && !FallsBackLater
                && !NoTls
                && !RequiresPkix
            )
            {
                // As Exim without DANE: back at once, in the clear.
                scene.See(probe.Id, when + TimeSpan.FromSeconds(1), MailInClear, source, host.Role);
                return true;
            }
        }
        return false;
    }

    private ModelPolicy Policy(
        Scene scene,
        OutboundProbe probe,
        ProbeHostSetup host,
        TimeSpan at,
        string resolver
    )
    {
        var looks = Dane && (Validates || TrustsUnvalidatedTlsa);
        if (!looks || probe.ZoneFault == ZoneFault.HostUnsigned && Validates)
        {
            return RequiresDane ? ModelPolicy.Defer : ModelPolicy.Opportunistic;
        }
        scene.Query(probe.Id, DnsRecordType.Tlsa, at, resolver, host.Role);
        var fails =
            host.TlsaPath == TlsaPath.FailingAlias
            || host.TlsaPath == TlsaPath.BogusAlias && Validates;
        if (fails)
        {
            return FailsOpen ? ModelPolicy.Opportunistic : ModelPolicy.Defer;
        }
        if (host.Tlsa.Count == 0)
        {
            return RequiresDane ? ModelPolicy.Defer : ModelPolicy.Opportunistic;
        }
        if (host.Tlsa.All(record => record.Usage < 2 || record.MatchingType > 2))
        {
            return PassesOverUnusable ? ModelPolicy.Opportunistic
                : LikeExim || RequiresDane ? ModelPolicy.Defer
                : ModelPolicy.EncryptOnly;
        }
        return ModelPolicy.Authenticate;
    }

    private SessionShape Shape(
        OutboundProbe probe,
        ProbeHostSetup host,
        ModelPolicy policy,
        bool again
    )
    {
        if (NoTls)
        {
            return MailInClear;
        }
        var mustTls = RequiresTls || policy != ModelPolicy.Opportunistic;
        switch (host.Listener)
        {
            case ListenerBehaviour.NoStartTls:
                return mustTls ? Leave : MailInClear;
            case ListenerBehaviour.StartTlsUnavailable or ListenerBehaviour.CloseAfterStartTls:
                return !mustTls && FallsBackLater && again ? MailInClear : TryTlsAndLeave;
        }
        var good = policy switch
        {
            ModelPolicy.Authenticate => Matches(host),
            ModelPolicy.EncryptOnly => true,
            _ => !RequiresPkix || host.Certificate == ReceiverCertificate.Ordinary,
        };
        if (!good)
        {
            return LikeExim ? TlsAndAlert : TlsAndQuit;
        }
        return policy == ModelPolicy.Opportunistic ? MailOverTls : MailOverTlsWithSni;
    }

    private bool Matches(ProbeHostSetup host) =>
        host.Tlsa.Any(record =>
            record.Content switch
            {
                TlsaContent.ServedLeaf => true,
                TlsaContent.PrivateAuthority => host.Certificate
                    == ReceiverCertificate.PrivateAuthority
                    || LikeExim
                        && host.Certificate == ReceiverCertificate.PrivateAuthorityWrongName,
                _ => false,
            }
        );
}
