using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Scenarios;

/// <summary>The MX set itself: rows 1 to 4.</summary>
internal static class MxScenarios
{
    public static void Add(SceneList list)
    {
        AddBogusSets(list);
        AddFailedLookups(list);
        AddInsecureSets(list);
        AddImplicitHosts(list);
        AddDomainsWithoutMail(list);
        AddOddSets(list);
    }

    private static void AddBogusSets(SceneList list)
    {
        Bogus(list, "mx-signature-broken", "The signature over the MX set is spoilt.")
            .Zone.Edit(ZoneEdit.BreakSignature("mx-signature-broken.example.", "MX"));
        Bogus(list, "mx-signature-missing", "The MX set of a signed zone has no signature.")
            .Zone.Edit(ZoneEdit.DropSignature("mx-signature-missing.example.", "MX"));
        Bogus(list, "mx-changed", "The MX set was changed after it was signed.")
            .Zone.Edit(ZoneEdit.Replace("\t10 mx.", "\t11 mx."));
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
        Bogus(list, "dnskey-signature-broken", "The signature over the keys is spoilt.")
            .Zone.Edit(ZoneEdit.BreakSignature("dnskey-signature-broken.example.", "DNSKEY"));
        var denial = list.New("mx-denial-stripped", "1 3", "No MX, and no proof of that.");
        denial.Host(denial.Zone, string.Empty, host => host.Tlsa(3, 1, 1));
        denial.Zone.Edit(ZoneEdit.DropDenials);
        denial.Bogus(ReasonSlug.MxBogus);
    }

    private static void AddFailedLookups(SceneList list)
    {
        Failed(list, "mx-servfail", "The name server answers SERVFAIL to MX questions.")
            .Zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.Mx);
        Failed(list, "mx-refused", "The name server answers REFUSED to MX questions.")
            .Zone.Behind(MiddleboxAction.Refused, DnsRecordType.Mx);
        Failed(list, "mx-timeout", "MX questions get no answer.")
            .Slow()
            .Zone.Behind(MiddleboxAction.Drop, DnsRecordType.Mx);
        Failed(list, "zone-lame", "The name server does not have the zone (a lame delegation).")
            .Zone.Behind(MiddleboxAction.Refused, Enum.GetValues<DnsRecordType>());
    }

    private static Scene Bogus(SceneList list, string slug, string description)
    {
        var scene = list.New(slug, "1", description).Mx(host => host.Tlsa(3, 1, 1));
        scene.Bogus(ReasonSlug.MxBogus);
        return scene;
    }

    private static Scene Failed(SceneList list, string slug, string description)
    {
        var scene = list.New(slug, "1", description).Mx(host => host.Tlsa(3, 1, 1));
        scene.Unreachable(ReasonSlug.MxLookupFailed);
        return scene;
    }

    private static void AddInsecureSets(SceneList list)
    {
        Unsigned(list, "domain-unsigned", "2", "The mail domain is not signed; its host has TLSA.")
            .OpportunisticTls(ReasonSlug.MxInsecure);
        var island = list.New("domain-without-ds", "2", "Signed, but the parent has no DS.");
        island.Zone.Delegation = Delegation.WithoutDs;
        island.Mx(host => host.Tlsa(3, 1, 1)).OpportunisticTls(ReasonSlug.MxInsecure);
        var all = list.New("all-unsigned", "2 16", "Neither mail domain nor host is signed.");
        all.Zone.Unsigned();
        all.Mx(host => host.Address()).OpportunisticTls(ReasonSlug.MxInsecure);
        var clear = list.New("all-unsigned-clear", "2 29", "Nothing signed, and no STARTTLS.");
        clear.Zone.Unsigned();
        clear
            .Mx(host => host.Behave(Sessions.WithoutStartTls))
            .OpportunisticClear(ReasonSlug.MxInsecure, ReasonSlug.StartTlsNotOffered);
        Unsigned(
                list,
                "domain-unsigned-no-match",
                "2 24",
                "The mail domain is not signed; the TLSA of its host matches nothing.",
                host => host.StrangeTlsa(3, 1, 1)
            )
            .Simulated(SimulatedSender.Exim, Delivery.Tls)
            .Simulated(SimulatedSender.ExchangeOnline, Delivery.Tls)
            .Simulated(SimulatedSender.WithoutDane, Delivery.Tls)
            .Expect(
                DomainStatus.None,
                Delivery.Defer,
                null,
                1,
                ReasonSlug.MxInsecure,
                ReasonSlug.NoMatch
            );
        var failing = list.New(
            "domain-unsigned-tlsa-servfail",
            "2 11",
            "The mail domain is not signed, and its host's name server fails on TLSA."
        );
        failing.Zone.Unsigned();
        failing
            .MxIn(
                failing.OtherZone().Behind(MiddleboxAction.ServerFailure, DnsRecordType.Tlsa),
                host => host.Tlsa(3, 1, 1)
            )
            .Expect(
                DomainStatus.None,
                Delivery.Defer,
                null,
                1,
                ReasonSlug.MxInsecure,
                ReasonSlug.TlsaLookupFailed
            );
        Unsigned(
                list,
                "domain-unsigned-ta-next-hop-name",
                "2 26",
                "With an insecure MX set the name of the mail domain does not count.",
                host =>
                {
                    var root = host.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
                    var leaf = host.Certificates.Issue(
                        CertificateSpec.Server("domain-unsigned-ta-next-hop-name.example"),
                        root
                    );
                    host.Serve(leaf, root).Tlsa(2, 1, 1, root);
                }
            )
            .Simulated(SimulatedSender.PostfixDane, Delivery.Tls)
            .Simulated(SimulatedSender.Exim, Delivery.Tls)
            .Simulated(SimulatedSender.ExchangeOnline, Delivery.Tls)
            .Expect(
                DomainStatus.None,
                Delivery.Defer,
                null,
                1,
                ReasonSlug.MxInsecure,
                ReasonSlug.NameMismatch
            );
    }

    private static Scene Unsigned(
        SceneList list,
        string slug,
        string rows,
        string description,
        Action<HostSetup>? setup = null
    )
    {
        var scene = list.New(slug, rows, description);
        scene.Zone.Unsigned();
        return scene.MxIn(scene.OtherZone(), setup ?? (host => host.Tlsa(3, 1, 1)));
    }

    private static void AddImplicitHosts(SceneList list)
    {
        Implicit(list, "implicit-mx", "No MX: the domain itself is the host, with TLSA.", 1)
            .Protected(ReasonSlug.ImplicitMx);
        var hashed = Implicit(list, "implicit-mx-nsec3", "The same, denied with NSEC3.", 1);
        hashed.Zone.Denial = Denial.HashedNames();
        hashed.Protected(ReasonSlug.ImplicitMx);
        Implicit(list, "implicit-mx-without-tlsa", "No MX, and no TLSA at the domain.", 0)
            .OpportunisticTls(ReasonSlug.ImplicitMx, ReasonSlug.TlsaAbsent);
        var unsigned = Implicit(list, "implicit-mx-unsigned", "No MX, and nothing signed.", 0);
        unsigned.Zone.Unsigned();
        unsigned.OpportunisticTls(ReasonSlug.ImplicitMx, ReasonSlug.MxInsecure);
    }

    private static Scene Implicit(SceneList list, string slug, string description, int records)
    {
        var scene = list.New(slug, "3", description);
        scene.Host(scene.Zone, string.Empty, host => _ = records == 0 ? host : host.Tlsa(3, 1, 1));
        return scene;
    }

    private static void AddDomainsWithoutMail(SceneList list)
    {
        list.New("null-mx", "4", "A null MX: the domain accepts no mail.")
            .MxRecord(".", 0)
            .Expect(DomainStatus.NoMail, Delivery.Bounce, null, null, ReasonSlug.NullMx);
        list.New("null-mx-among-others", "4 8", "A null MX beside a real one, which is an error.")
            .MxRecord(".", 0)
            .Mx(host => host.Tlsa(3, 1, 1))
            .Simulated(SimulatedSender.PostfixDane, Delivery.Bounce)
            .Simulated(SimulatedSender.WithoutDane, Delivery.Tls)
            .Protected(ReasonSlug.MxNullAmongOthers);
        list.New("no-mx-no-address", "3", "Neither MX nor address.")
            .Record("@ IN TXT \"no mail\"")
            .Expect(DomainStatus.NoMail, Delivery.Bounce, null, null, ReasonSlug.NoMxNoAddress);
        list.New("no-such-domain", "rules", "The domain does not exist.")
            .WithoutZone()
            .Expect(DomainStatus.NoDomain, Delivery.Bounce, null, null, ReasonSlug.DomainNotFound);
    }

    private static void AddOddSets(SceneList list)
    {
        var wildcard = list.New("mx-wildcard", "23", "The MX set comes of a wildcard.")
            .Below("sub");
        wildcard.Record("* IN MX 10 mx").Host(wildcard.Zone, "mx", host => host.Tlsa(3, 1, 1));
        wildcard.Protected();
        list.New(
                "mx-same-host-twice",
                "32",
                "Two MX records of different preference name one host."
            )
            .MxRecord("mx", 20)
            .Mx(host => host.Tlsa(3, 1, 1))
            .Protected();
        list.New(
                "mx-self-without-address",
                "8",
                "The MX host is the domain itself, without address."
            )
            .MxRecord("@")
            .Unreachable(ReasonSlug.HostWithoutAddress);
        list.New("mx-name-with-space", "8", "A space within the name of one of two MX hosts.")
            .MxRecord(@"mail\032server", 5)
            .Mx(host => host.Tlsa(3, 1, 1))
            .Protected(ReasonSlug.HostNotFound);
        list.New(
                "mx-name-beyond-ascii",
                "8",
                "An octet beyond US-ASCII in the name of one of two MX hosts."
            )
            .MxRecord(@"caf\233", 5)
            .Mx(host => host.Tlsa(3, 1, 1))
            .Protected(ReasonSlug.HostNotFound);
    }
}
