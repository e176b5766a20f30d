using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;

namespace Dashboard.Lab.Scenarios;

/// <summary>
/// A mail domain that is itself an alias (RFC 5321 section 5.1): the MX set of its target counts, as secure as the weakest hop
/// (RFC 7672 section 2.2.1), and both names may stand in the certificate of an issuer in TLSA (section 3.2.2).
/// </summary>
internal static class DomainAliasScenarios
{
    private const string Label = "mail";

    public static void Add(SceneList list)
    {
        AddSecure(list);
        AddNames(list);
        AddInsecure(list);
        AddFailing(list);
    }

    private static void AddSecure(SceneList list)
    {
        var scene = Alias(list, "domain-alias", "2", "The mail domain is an alias.");
        Target(scene, host => host.Tlsa(3, 1, 1));
        scene.Protected();
        var hops = list.New(
                "domain-alias-two-hops",
                "2",
                "The mail domain is an alias of an alias."
            )
            .Below(Label);
        hops.Record($"{Label} IN CNAME between")
            .Record($"between IN CNAME {hops.Slug}-target.example.");
        Target(hops, host => host.Tlsa(3, 1, 1));
        hops.Protected();
        var renamed = list.New(
                "domain-alias-by-dname",
                "2",
                "The mail domain lies below a DNAME, which makes an alias of it."
            )
            .Below($"{Label}.old");
        var target = renamed.OtherZone("target");
        renamed.Record($"old IN DNAME {target.Apex}.");
        target.Add($"{Label} IN MX 10 mx");
        renamed.Host(target, "mx", host => host.Tlsa(3, 1, 1));
        renamed.Protected();
        var without = Alias(
            list,
            "domain-alias-implicit-mx",
            "3 5",
            "The mail domain is an alias of a name without MX, which has an address and TLSA."
        );
        without.Host(without.OtherZone("target"), string.Empty, host => host.Tlsa(3, 1, 1));
        without.Protected(ReasonSlug.ImplicitMx);
    }

    private static void AddNames(SceneList list)
    {
        Named(
            list,
            "domain-alias-ta-name-of-alias",
            "The certificate has the name of the mail domain, an alias.",
            scene => scene.Zone.Apex.Prepend(Label)
        );
        Named(
            list,
            "domain-alias-ta-name-of-target",
            "The certificate has the name that the mail domain is an alias of.",
            scene => DomainName.Parse($"{scene.Slug}-target.example")
        );
    }

    private static void Named(
        SceneList list,
        string slug,
        string description,
        Func<Scene, DomainName> name
    )
    {
        var scene = Alias(list, slug, "26", description);
        var root = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
        var leaf = list.Certificates.Issue(CertificateSpec.Server(name(scene).Value), root);
        Target(scene, host => host.Serve(leaf, root).Tlsa(2, 1, 1, root));
        scene.Simulated(SimulatedSender.Exim, Delivery.Tls).Protected();
    }

    private static void AddInsecure(SceneList list)
    {
        var alias = Alias(
            list,
            "domain-alias-in-unsigned",
            "2",
            "The mail domain is an alias in an unsigned zone; all behind it is signed."
        );
        alias.Zone.Unsigned();
        Target(alias, host => host.Tlsa(3, 1, 1));
        alias.OpportunisticTls(ReasonSlug.MxInsecure);
        var target = Alias(
            list,
            "domain-alias-to-unsigned",
            "2",
            "The mail domain is a secure alias of a name in an unsigned zone; the MX host is signed."
        );
        var unsigned = target.OtherZone("target").Unsigned();
        var provider = target.OtherZone();
        unsigned.Add($"@ IN MX 10 mx.{provider.Apex}.");
        target.Host(provider, "mx", host => host.Tlsa(3, 1, 1));
        target.OpportunisticTls(ReasonSlug.MxInsecure);
    }

    private static void AddFailing(SceneList list)
    {
        var broken = Alias(
            list,
            "domain-alias-bogus",
            "1",
            "The mail domain is an alias with a spoilt signature."
        );
        Target(broken, host => host.Tlsa(3, 1, 1));
        broken.Zone.Edit(ZoneEdit.BreakSignature($"{Label}.{broken.Zone.Apex}.", "CNAME"));
        broken.Bogus(ReasonSlug.MxBogus);
        var target = Alias(
            list,
            "domain-alias-target-bogus",
            "1",
            "The mail domain is an alias of a name whose MX set has a spoilt signature."
        );
        var zone = Target(target, host => host.Tlsa(3, 1, 1));
        zone.Edit(ZoneEdit.BreakSignature($"{zone.Apex}.", "MX"));
        target.Bogus(ReasonSlug.MxBogus);
        list.New(
                "domain-alias-dangling",
                "rules",
                "The mail domain is an alias of a name that does not exist."
            )
            .Below(Label)
            .Record($"{Label} IN CNAME nowhere")
            .Expect(DomainStatus.NoDomain, Delivery.Bounce, null, null, ReasonSlug.DomainNotFound);
        list.New(
                "domain-alias-loop",
                "1",
                "The mail domain is one of two aliases that lead to each other."
            )
            .Below(Label)
            .Record($"{Label} IN CNAME other")
            .Record($"other IN CNAME {Label}")
            .Unreachable(ReasonSlug.MxLookupFailed);
    }

    private static Scene Alias(SceneList list, string slug, string rows, string description) =>
        list.New(slug, rows, description)
            .Below(Label)
            .Record($"{Label} IN CNAME {slug}-target.example.");

    /// <summary>The zone that the alias leads to, with an MX host of its own.</summary>
    private static LabZone Target(Scene scene, Action<HostSetup> setup)
    {
        var zone = scene.OtherZone("target");
        zone.Add($"@ IN MX 10 mx.{zone.Apex}.");
        scene.Host(zone, "mx", setup);
        return zone;
    }
}
