using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;

namespace Dashboard.Lab.Scenarios;

/// <summary>An MX record that names an alias: row 5.</summary>
internal static class AliasScenarios
{
    public static void Add(SceneList list)
    {
        AddSecureAliases(list);
        AddFailingLookups(list);
        AddInsecureHops(list);
        AddDeadEnds(list);
    }

    private static void AddSecureAliases(SceneList list)
    {
        Alias(list, "alias-tlsa-at-target", "TLSA at the name the alias leads to.", true, false)
            .Protected(ReasonSlug.MxIsAlias);
        Alias(list, "alias-tlsa-at-alias", "TLSA at the alias alone.", false, true)
            .Protected(ReasonSlug.MxIsAlias);
        Alias(list, "alias-without-tlsa", "No TLSA at either.", false, false)
            .OpportunisticTls(ReasonSlug.MxIsAlias, ReasonSlug.TlsaAbsent);
        var first = list.New("alias-target-first", "5", "Right at the target, wrong at the alias.");
        Target(first, host => host.Tlsa(3, 1, 1));
        first
            .Record($"_25._tcp.alias IN TLSA {TlsaData.Stranger(3, 1, 1)}")
            .Protected(ReasonSlug.MxIsAlias);
        var second = list.New(
            "alias-target-wrong",
            "5 24",
            "Wrong at the target, right at the alias."
        );
        var served = Target(second, host => host.StrangeTlsa(3, 1, 1)).Certificate;
        second
            .Record($"_25._tcp.alias IN TLSA {TlsaData.Of(3, 1, 1, served)}")
            .Failed(ReasonSlug.MxIsAlias, ReasonSlug.NoMatch);
        var hops = list.New("alias-two-hops", "5", "Two hops, TLSA at the end.");
        TwoHops(hops, host => host.Tlsa(3, 1, 1));
        hops.Protected(ReasonSlug.MxIsAlias);
        var middle = list.New("alias-tlsa-in-between", "5", "Two hops, TLSA in between alone.");
        var leaf = TwoHops(middle, host => host.Address()).Certificate;
        middle
            .Record($"_25._tcp.between IN TLSA {TlsaData.Of(3, 1, 1, leaf)}")
            .OpportunisticTls(ReasonSlug.MxIsAlias, ReasonSlug.TlsaAbsent);
        var named = list.New("alias-ta-name", "5 26", "DANE-TA with the name of the target.");
        var root = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
        Target(
            named,
            host =>
                host.Serve(
                        list.Certificates.Issue(CertificateSpec.Server(host.Name.Value), root),
                        root
                    )
                    .Tlsa(2, 1, 1, root)
        );
        named.Protected(ReasonSlug.MxIsAlias);
        var renamed = list.New(
            "alias-by-dname",
            "5",
            "The MX host lies below a DNAME, which makes an alias of it."
        );
        var provider = renamed.OtherZone();
        renamed.Record($"old IN DNAME {provider.Apex}.").MxRecord("mx.old");
        renamed.Host(provider, "mx", host => host.Tlsa(3, 1, 1));
        renamed.Protected(ReasonSlug.MxIsAlias);
    }

    private static void AddFailingLookups(SceneList list)
    {
        var failed = Alias(
            list,
            "alias-target-servfail",
            "The TLSA lookup at the target fails; the one at the alias is not tried.",
            true,
            true
        );
        failed.Zones[1].Behind(MiddleboxAction.ServerFailure, DnsRecordType.Tlsa);
        failed.Unreachable(ReasonSlug.MxIsAlias, ReasonSlug.TlsaLookupFailed);
        var bogus = Alias(
            list,
            "alias-target-tlsa-bogus",
            "TLSA at the target is bogus; the one at the alias is not tried.",
            true,
            true
        );
        var target = bogus.Zones[1].Apex;
        bogus.Zones[1].Edit(ZoneEdit.BreakSignature($"_25._tcp.mx.{target}.", "TLSA"));
        bogus.Bogus(ReasonSlug.MxIsAlias, ReasonSlug.TlsaBogus);
        var address = Alias(
            list,
            "alias-target-address-bogus",
            "A secure alias to a name whose address is bogus.",
            true,
            true
        );
        address.Zones[1].Edit(ZoneEdit.BreakSignature($"mx.{address.Zones[1].Apex}.", "A"));
        address.Bogus(ReasonSlug.AddressBogus);
        var broken = Alias(list, "alias-bogus", "The alias itself is bogus.", true, true);
        broken.Zone.Edit(ZoneEdit.BreakSignature($"alias.{broken.Domain}.", "CNAME"));
        broken.Bogus(ReasonSlug.AddressBogus);
    }

    private static void AddInsecureHops(SceneList list)
    {
        var insecure = Alias(
            list,
            "alias-to-unsigned",
            "A secure alias to an unsigned zone, TLSA at the alias.",
            false,
            true
        );
        insecure.Zones[1].Unsigned();
        insecure.Protected(ReasonSlug.MxIsAlias);
        var without = Alias(
            list,
            "alias-to-unsigned-without-tlsa",
            "A secure alias to an unsigned zone; TLSA only there, where it does not count.",
            true,
            false
        );
        without.Zones[1].Unsigned();
        without.OpportunisticTls(ReasonSlug.MxIsAlias);
        var alias = list.New(
            "alias-in-unsigned",
            "5 6",
            "An alias in an unsigned zone, to a signed host with TLSA."
        );
        alias.Host(alias.Zone, "mx", host => host.Tlsa(3, 1, 1));
        var provider = alias.OtherZone().Unsigned();
        provider.Add($"alias IN CNAME mx.{alias.Domain}.");
        alias
            .MxRecord($"alias.{provider.Apex}.")
            .OpportunisticTls(ReasonSlug.MxIsAlias, ReasonSlug.AddressInsecure);
    }

    private static void AddDeadEnds(SceneList list)
    {
        list.New("alias-dangling", "5 8", "An alias to a name that does not exist.")
            .MxRecord("alias")
            .Record("alias IN CNAME nowhere")
            .Unreachable(ReasonSlug.MxIsAlias);
        list.New("alias-loop", "5 8", "Two aliases that lead to each other.")
            .MxRecord("alias")
            .Record("alias IN CNAME other")
            .Record("other IN CNAME alias")
            .Unreachable();
    }

    private static Scene Alias(
        SceneList list,
        string slug,
        string description,
        bool atTarget,
        bool atAlias
    )
    {
        var scene = list.New(slug, "5", description);
        var host = Target(scene, host => _ = atTarget ? host.Tlsa(3, 1, 1) : host);
        return atAlias
            ? scene.Record($"_25._tcp.alias IN TLSA {TlsaData.Of(3, 1, 1, host.Certificate)}")
            : scene;
    }

    /// <summary><c>alias</c> in the mail domain's zone leads to <c>mx</c> in the provider's.</summary>
    private static HostSetup Target(Scene scene, Action<HostSetup> setup)
    {
        var provider = scene.OtherZone();
        scene.MxRecord("alias").Record($"alias IN CNAME mx.{provider.Apex}.");
        return scene.Host(provider, "mx", setup);
    }

    private static HostSetup TwoHops(Scene scene, Action<HostSetup> setup)
    {
        var provider = scene.OtherZone();
        scene
            .MxRecord("alias")
            .Record("alias IN CNAME between")
            .Record($"between IN CNAME mx.{provider.Apex}.");
        return scene.Host(provider, "mx", setup);
    }
}
