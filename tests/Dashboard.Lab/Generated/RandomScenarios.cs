using System.Globalization;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;
using Dashboard.Lab.Scenarios;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Generated;

/// <summary>
/// Situations made at random from a seed, the same for the same seed: one host with one address each, so that posttls-finger, which
/// looks at one, sees all; or several hosts and addresses, for senders that deliver. What they should come to is not written down: two
/// implementations are asked.
/// </summary>
internal static class RandomScenarios
{
    /// <summary>The second octet of the addresses of their servers; the catalogue has another.</summary>
    private const byte Network = 40;

    /// <param name="mostHosts">1: one host with one address each.</param>
    /// <param name="withChoice">Some of several hosts are equal, or have two addresses.</param>
    /// <param name="withIPv6">The machine has the addresses for it; else those hosts have IPv4.</param>
    public static IReadOnlyList<Scene> Build(
        CertificateStore certificates,
        int seed,
        int count,
        int mostHosts,
        bool withChoice,
        bool withIPv6
    )
    {
        var list = new SceneList(certificates, Network) { Stage = ScenarioStage.Servers };
        for (var number = 1; number <= count; number++)
        {
            // Each has a course of its own, so that a number stays what it is when more are made.
            var one = new RandomScenario(
                list,
                new Dice(seed, number),
                course => new Dice(seed, number, course),
                withIPv6
            );
            var slug = string.Create(CultureInfo.InvariantCulture, $"r{seed}-{number}");
            if (mostHosts == 1)
            {
                one.Add(slug);
            }
            else
            {
                one.AddSeveral(slug, mostHosts, withChoice);
            }
        }
        return list.Scenes;
    }
}

/// <summary>One situation.</summary>
/// <param name="dice">The first course, of what there was from the beginning.</param>
/// <param name="course">One more course, by its number.</param>
internal sealed class RandomScenario(
    SceneList list,
    Dice dice,
    Func<int, Dice> course,
    bool withIPv6
)
{
    private readonly Dice names = course(1);
    private readonly Dice chains = course(2);
    private readonly Dice servers = course(3);

    public void Add(string slug)
    {
        var scene = list.New(slug, "rules", "Made at random.");
        var ways = new RandomNames(scene, names);
        var hostZone = HostZone(scene);
        var label = dice.Chance(6) ? "mail_1" : "mx";
        label = ways.UnderscoredLabel ?? label;
        if (dice.Chance(10) || ways.HostIsAlias)
        {
            Aliased(scene, ways, hostZone, label);
        }
        else
        {
            scene.MxIn(hostZone, host => SetUp(host, scene, ways, hostZone), label);
        }
        Spoil(scene.Zone);
        ways.Shape(scene.Zone);
        if (hostZone != scene.Zone)
        {
            Spoil(hostZone);
            ways.Shape(hostZone);
        }
        ways.SpoilOne();
    }

    public void AddSeveral(string slug, int most, bool withChoice)
    {
        var scene = list.New(slug, "rules", "Made at random, several hosts.");
        var ways = new RandomNames(scene, names);
        var provider = dice.Chance(40) ? scene.OtherZone() : null;
        var count = dice.Next(2, most + 1);
        // Equal preferences and several addresses leave it to chance which is tried first; without them the outcome is one alone.
        var equal = withChoice && dice.Chance(30);
        for (var number = 1; number <= count; number++)
        {
            var zone = provider is not null && dice.Chance(50) ? provider : scene.Zone;
            scene.MxIn(
                zone,
                host =>
                {
                    SetUp(host, scene, ways, zone, faults: 40);
                    if (dice.Chance(3))
                    {
                        host.Behave(KeywordBeforeTab);
                    }
                    if (withChoice && dice.Chance(15))
                    {
                        host.Address().Behave(dice.Of(Behaviours)).Address();
                    }
                },
                $"mx{number}",
                equal ? 10 : number * 10
            );
        }
        Spoil(scene.Zone);
        ways.Shape(scene.Zone);
        if (provider is not null)
        {
            Spoil(provider);
            ways.Shape(provider);
        }
        ways.SpoilOne();
    }

    private LabZone HostZone(Scene scene) => dice.Chance(30) ? scene.OtherZone() : scene.Zone;

    /// <summary>The MX record names an alias of the host.</summary>
    private void Aliased(Scene scene, RandomNames ways, LabZone hostZone, string label)
    {
        var alias = ways.Lead(hostZone.Apex.Prepend(label), hostZone);
        scene.MxRecord(alias);
        scene.Host(
            hostZone,
            label,
            host =>
            {
                var chain = SetUp(host, scene, ways, hostZone);
                ways.RecordsAtAlias(alias, () => Record(chain));
            }
        );
    }

    private void Spoil(LabZone zone)
    {
        var fate = dice.Next(100);
        if (fate < 10)
        {
            zone.Unsigned();
        }
        else if (fate < 13)
        {
            zone.Validity = (-20, -2);
        }
        else if (fate < 15)
        {
            zone.Claim(99);
        }
        else if (fate < 18)
        {
            zone.Denial = Denial.HashedNames();
        }
        else if (fate < 21)
        {
            zone.Behind(MiddleboxAction.ServerFailure, Core.Dns.DnsRecordType.Tlsa);
        }
    }

    /// <param name="faults">Of a hundred hosts so many have an unusual session.</param>
    private RandomChain SetUp(
        HostSetup host,
        Scene scene,
        RandomNames ways,
        LabZone zone,
        int faults = 18
    )
    {
        var server = new RandomServer(servers);
        var chain = new RandomChain(
            list.Certificates,
            dice,
            chains,
            host.Name.Value,
            scene.Domain.Value,
            server.NeedsRsa,
            server.HasTwoCertificates
        );
        host.ServeTls(server.Tls(chain));
        if (dice.Chance(faults))
        {
            host.Behave(dice.Of(Behaviours));
        }
        if (server.Behaviour is { } behaviour)
        {
            host.Behave(behaviour);
        }
        ways.Place(host, zone);
        var records = dice.Next(100) switch
        {
            < 12 => 0,
            < 55 => 1,
            < 80 => 2,
            _ => dice.Next(3, 7),
        };
        for (var i = 0; i < records; i++)
        {
            host.TlsaLine(Record(chain));
        }
        if (ways.HasIPv6() && withIPv6)
        {
            host.OwnIPv6();
        }
        return chain;
    }

    private string Record(RandomChain chain)
    {
        var usage = dice.Next(100) switch
        {
            < 45 => 3,
            < 82 => 2,
            < 89 => 1,
            < 94 => 0,
            < 97 => 4,
            _ => 255,
        };
        var selector = dice.Chance(4) ? 2 : dice.Next(2);
        var matching = dice.Next(100) switch
        {
            < 60 => 1,
            < 80 => 2,
            < 96 => 0,
            _ => 3,
        };
        if (dice.Chance(6))
        {
            return TlsaData.Line(usage, selector, matching, new byte[dice.Next(1, 70)]);
        }
        if (dice.Chance(15))
        {
            return TlsaData.Stranger(usage, selector, matching);
        }
        var target = (usage & 1) == 1 && !dice.Chance(10) ? chain.All[0] : dice.Of(chain.All);
        if (chain.Other is { } other && chains.Chance(45))
        {
            target = other;
        }
        return TlsaData.Of(usage, selector, matching, target);
    }

    /// <summary>posttls-finger reads it, and the Postfix that delivers does not.</summary>
    private static readonly SmtpBehaviour KeywordBeforeTab = new()
    {
        Ehlo = "250-{host}\r\n250-STARTTLS\t\r\n250 8BITMIME",
    };

    /// <summary>Such as posttls-finger and a sender do alike; how they differ otherwise is in docs/oracle.md.</summary>
    private static readonly SmtpBehaviour[] Behaviours =
    [
        Sessions.WithoutStartTls,
        new SmtpBehaviour { Ehlo = "250-{host}\r\n250-PIPELINING\r\n250-XXXXXXXA\r\n250 8BITMIME" },
        new SmtpBehaviour { Ehlo = "250-{host}\r\n250-starttls\r\n250 8BITMIME" },
        new SmtpBehaviour { Ehlo = "250-{host}\r\n250-STARTTLS \r\n250 8BITMIME" },
        new SmtpBehaviour { Ehlo = "250-{host}\r\n250-STARTTLS=1\r\n250 8BITMIME" },
        new SmtpBehaviour { StartTls = "454 4.7.0 TLS not available" },
        new SmtpBehaviour { StartTls = "502 5.5.1 Command not implemented" },
        new SmtpBehaviour { OnHandshake = TlsFault.Alert },
        new SmtpBehaviour { OnHandshake = TlsFault.Garbage },
        new SmtpBehaviour { OnHandshake = TlsFault.Close },
        new SmtpBehaviour { OnHandshake = TlsFault.NoSecureRenegotiation },
        new SmtpBehaviour { Greeting = "554 5.7.1 No SMTP service here" },
        new SmtpBehaviour { Greeting = "220 {host} " + new string('x', 3_200) },
        new SmtpBehaviour { Greeting = "220-{host}\r\n220-Please\r\n220 wait" },
        Sessions.NotListening,
    ];
}
