using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Dns;

namespace Dashboard.Lab.Scenarios;

/// <summary>The MX set itself: rows 1 to 4.</summary>
internal static class MxScenarios
{
    public static void Add(SceneList list)
    {
        AddFailedLookups(list);
        AddInsecureSets(list);
        AddSetsWithoutHosts(list);
    }

    private static void AddFailedLookups(SceneList list)
    {
        Bogus(list, "mx-signature-broken", "The signature over the MX set is spoilt.")
            .Zone.Edit(ZoneEdit.BreakSignature("mx-signature-broken.example.", "MX"));
        Bogus(list, "mx-signature-missing", "The MX set of a signed zone has no signature.")
            .Zone.Edit(ZoneEdit.DropSignature("mx-signature-missing.example.", "MX"));
        Bogus(
            list,
            "signatures-expired",
            "All signatures of the zone are past their end."
        ).Zone.Validity = (-40, -10);
        Bogus(
            list,
            "signatures-future",
            "All signatures of the zone begin next week."
        ).Zone.Validity = (7, 28);
        Bogus(
            list,
            "ds-wrong-digest",
            "The DS at the parent has the digest of another key."
        ).Zone.Delegation = Delegation.WrongDigest;
        Bogus(
            list,
            "ds-wrong-key-tag",
            "The DS at the parent is of a key that was taken away."
        ).Zone.Delegation = Delegation.WrongKeyTag;
        Bogus(list, "dnskey-missing", "The parent has a DS, and the zone no DNSKEY.")
            .Zone.Edit(ZoneEdit.DropKeys);
        Failed(list, "mx-servfail", "The name server answers SERVFAIL to MX questions.")
            .Zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.Mx);
        Failed(list, "mx-refused", "The name server answers REFUSED to MX questions.")
            .Zone.Behind(MiddleboxAction.Refused, DnsRecordType.Mx);
        Failed(list, "mx-timeout", "MX questions get no answer.")
            .Slow()
            .Zone.Behind(MiddleboxAction.Drop, DnsRecordType.Mx);
    }

    private static Scene Bogus(SceneList list, string slug, string description)
    {
        var scene = list.New(slug, "1", description).Mx(host => host.Tlsa(3, 1, 1));
        scene.Expect(DomainStatus.Bogus, Delivery.Defer, null, null, ReasonSlug.MxBogus);
        return scene;
    }

    private static Scene Failed(SceneList list, string slug, string description)
    {
        var scene = list.New(slug, "1", description).Mx(host => host.Tlsa(3, 1, 1));
        scene.Expect(
            DomainStatus.Unreachable,
            Delivery.Defer,
            null,
            null,
            ReasonSlug.MxLookupFailed
        );
        return scene;
    }

    private static void AddInsecureSets(SceneList list)
    {
        var unsigned = list.New(
            "domain-unsigned",
            "2",
            "The mail domain is not signed, its provider's host is, with TLSA."
        );
        unsigned.Zone.Unsigned();
        unsigned
            .MxIn(unsigned.OtherZone(), host => host.Tlsa(3, 1, 1))
            .OpportunisticTls(ReasonSlug.MxInsecure);
        var island = list.New(
            "domain-without-ds",
            "2",
            "The mail domain is signed, and the parent has no DS for it."
        );
        island.Zone.Delegation = Delegation.WithoutDs;
        island.Mx(host => host.Tlsa(3, 1, 1)).OpportunisticTls(ReasonSlug.MxInsecure);
    }

    private static void AddSetsWithoutHosts(SceneList list)
    {
        var implicitMx = list.New(
            "implicit-mx",
            "3",
            "No MX; the domain itself is the host, with TLSA."
        );
        implicitMx.Host(implicitMx.Zone, string.Empty, host => host.Tlsa(3, 1, 1));
        implicitMx.Protected(ReasonSlug.ImplicitMx);
        list.New("null-mx", "4", "A null MX: the domain accepts no mail.")
            .MxRecord(".", 0)
            .Expect(DomainStatus.NoMail, Delivery.Bounce, null, null, ReasonSlug.NullMx);
    }
}
