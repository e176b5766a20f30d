using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Lab.Dns;
using Dashboard.Lab.Scenarios;

namespace Dashboard.Lab.Generated;

/// <summary>
/// Where the names of one situation lead, and how far each can be trusted: aliases of the TLSA name, a zone of its own for it, wildcards,
/// aliases of the host through zones that may be insecure, ways of denial, and one signature that is spoilt.
/// </summary>
/// <param name="dice">A course of its own.</param>
internal sealed class RandomNames(Scene scene, Dice dice)
{
    private readonly List<(LabZone Zone, string Owner, string Type)> signed = [];
    private LabZone? elsewhere;

    /// <summary>Beside those of the first course.</summary>
    public bool HostIsAlias { get; } = dice.Chance(14);

    /// <summary>Below it a wildcard stands for names in a label with an underscore.</summary>
    public string? UnderscoredLabel { get; } = dice.Chance(5) ? "mx.a_b" : null;

    /// <summary>Drawn for each host.</summary>
    public bool HasIPv6() => dice.Chance(15);

    /// <summary>The MX record names an alias, which leads to the host, straight or through other zones.</summary>
    /// <returns>The name in the MX record, within the mail domain's zone.</returns>
    public string Lead(DomainName host, LabZone hostZone)
    {
        var target = LabZone.Absolute(host);
        switch (dice.Next(100))
        {
            case < 15:
                // Labels of the host stay, its zone is another name.
                scene.Record($"old IN DNAME {LabZone.Absolute(hostZone.Apex)}");
                signed.Add((scene.Zone, $"old.{LabZone.Absolute(scene.Zone.Apex)}", "DNAME"));
                var labels = host.Value[..^(hostZone.Apex.Value.Length + 1)];
                return $"{labels}.old";
            case < 60:
                var hop = scene.OtherZone("hop");
                hop.Add($"between IN CNAME {target}");
                signed.Add((hop, $"between.{LabZone.Absolute(hop.Apex)}", "CNAME"));
                Shape(hop, insecure: 35);
                target = $"between.{LabZone.Absolute(hop.Apex)}";
                if (dice.Chance(25))
                {
                    var second = scene.OtherZone("hop2");
                    second.Add($"further IN CNAME {target}");
                    Shape(second, insecure: 35);
                    target = $"further.{LabZone.Absolute(second.Apex)}";
                }
                break;
            default:
                break;
        }
        scene.Record($"alias IN CNAME {target}");
        signed.Add((scene.Zone, $"alias.{LabZone.Absolute(scene.Zone.Apex)}", "CNAME"));
        return "alias";
    }

    /// <summary>What the alias itself may have: TLSA records, which count where those at its end do not (RFC 7672 section 2.2.2).</summary>
    public void RecordsAtAlias(string alias, Func<string> record)
    {
        for (var i = dice.Chance(40) ? dice.Next(1, 3) : 0; i > 0; i--)
        {
            // Below a DNAME there is nothing else.
            if (!alias.EndsWith("old", StringComparison.Ordinal))
            {
                scene.Record($"_25._tcp.{alias} IN TLSA {record()}");
            }
        }
    }

    /// <summary>Chooses where the TLSA records of the host stand.</summary>
    public void Place(HostSetup host, LabZone hostZone)
    {
        var owner = $"_25._tcp.{host.Owner}";
        var below = $"tlsa.{host.Owner}";
        switch (dice.Next(100))
        {
            case < 5:
                Alias(hostZone, owner, below);
                At(host, hostZone, below);
                break;
            case < 10:
                Alias(hostZone, owner, InOther("tlsa", host));
                At(host, elsewhere!, InOther("tlsa", host));
                break;
            case < 13:
                Alias(hostZone, owner, below);
                Alias(hostZone, below, InOther("tlsa", host));
                At(host, elsewhere!, InOther("tlsa", host));
                break;
            case < 14:
                Alias(hostZone, owner, below);
                Alias(hostZone, below, owner);
                At(host, hostZone, $"unused.{host.Owner}");
                break;
            case < 18:
                hostZone.Add($"_tcp.{host.Owner} IN DNAME {InOther("dane", host)}");
                signed.Add((hostZone, $"_tcp.{host.Owner}", "DNAME"));
                At(host, elsewhere!, $"_25.{InOther("dane", host)}");
                break;
            case < 23:
                At(host, hostZone, $"*._tcp.{host.Owner}");
                break;
            case < 25:
                At(host, hostZone, $"*.{host.Owner}");
                break;
            case < 27:
                Alias(hostZone, $"*._tcp.{host.Owner}", below);
                At(host, hostZone, below);
                break;
            case < 34:
                var child = scene.ZoneAt(host.Name.Prepend("_tcp"));
                Shape(child, insecure: 35);
                At(host, child, owner);
                break;
            default:
                At(host, hostZone, owner);
                break;
        }
        signed.Add((hostZone, host.Owner, "A"));
        signed.Add((hostZone, host.Owner, "AAAA"));
    }

    /// <summary>How a zone denies, what its parent says of it, and what is before its name server; as it was, for most.</summary>
    /// <param name="insecure">Of a hundred zones so many are not signed.</param>
    public void Shape(LabZone zone, int insecure = 0)
    {
        if (dice.Chance(insecure))
        {
            zone.Unsigned();
            return;
        }
        switch (dice.Next(100))
        {
            case < 8:
                zone.Denial = Denial.HashedNames(optOut: true);
                break;
            case < 10:
                zone.Denial = Denial.HashedNames(iterations: 200);
                break;
            case < 12:
                zone.Denial = Denial.HashedNames(iterations: 5, salt: "beef");
                break;
            case < 15 when zone.Signed:
                zone.Delegation = dice.Of(Delegations);
                break;
            case < 17:
                zone.Behind(dice.Of(Faults), DnsRecordType.Tlsa);
                break;
            case < 18:
                zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.A);
                break;
            case < 19:
                zone.Edit(ZoneEdit.DropDenials);
                break;
            default:
                break;
        }
    }

    /// <summary>Spoils one signature of all that were noted, or leaves it out; in most situations none.</summary>
    public void SpoilOne()
    {
        if (!dice.Chance(14))
        {
            return;
        }
        signed.Add((scene.Zone, LabZone.Absolute(scene.Zone.Apex), "MX"));
        var (zone, owner, type) = dice.Of(signed);
        zone.Edit(
            dice.Chance(60)
                ? ZoneEdit.BreakSignature(owner, type)
                : ZoneEdit.DropSignature(owner, type)
        );
    }

    private void At(HostSetup host, LabZone zone, string owner)
    {
        host.TlsaAt(zone, owner);
        signed.Add((zone, owner, "TLSA"));
    }

    private void Alias(LabZone zone, string owner, string target)
    {
        zone.Add($"{owner} IN CNAME {target}");
        signed.Add((zone, owner, "CNAME"));
    }

    /// <summary>A name in another zone, which all hosts of the situation share.</summary>
    private string InOther(string label, HostSetup host)
    {
        if (elsewhere is null)
        {
            elsewhere = scene.OtherZone("tlsa");
            Shape(elsewhere, insecure: 25);
        }
        var number = host.Name.Labels[0];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{label}-{number}.{LabZone.Absolute(elsewhere.Apex)}"
        );
    }

    private static readonly Delegation[] Delegations =
    [
        Delegation.WithoutDs,
        Delegation.WithoutDs,
        Delegation.WrongDigest,
        Delegation.WrongKeyTag,
        Delegation.UnknownDigestType,
        Delegation.Sha1Digest,
    ];

    private static readonly MiddleboxAction[] Faults =
    [
        MiddleboxAction.StripSignatures,
        MiddleboxAction.Empty,
        MiddleboxAction.DenyName,
        MiddleboxAction.Refused,
        MiddleboxAction.NotImplemented,
    ];
}
