using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;

namespace Dashboard.Lab.Scenarios;

/// <summary>What comes of the question for TLSA: rows 9 to 12.</summary>
internal static class TlsaLookupScenarios
{
    public static void Add(SceneList list)
    {
        AddAbsent(list);
        AddInsecure(list);
        AddMiddleboxes(list);
        AddBogus(list);
        AddAliases(list);
    }

    private static void AddAbsent(SceneList list)
    {
        list.New("tlsa-absent", "9", "No TLSA: NXDOMAIN, proven with NSEC.")
            .Mx(host => host.Address())
            .OpportunisticTls(ReasonSlug.TlsaAbsent);
        list.New("tlsa-nodata", "9", "The name exists and has no TLSA.")
            .Mx(host => host.Line($"_25._tcp.{host.Owner} IN TXT \"none\""))
            .OpportunisticTls(ReasonSlug.TlsaAbsent);
        list.New("tlsa-absent-nsec3", "9", "No TLSA, proven with NSEC3.")
            .Mx(host => host.Address())
            .WithZone(zone => zone.Denial = Denial.HashedNames())
            .OpportunisticTls(ReasonSlug.TlsaAbsent);
        list.New("tlsa-absent-opt-out", "9 10", "No TLSA, in a span of NSEC3 with opt-out.")
            .Mx(host => host.Address())
            .WithZone(zone => zone.Denial = Denial.HashedNames(optOut: true))
            .OpportunisticTls(ReasonSlug.TlsaAbsent, ReasonSlug.DenialInsecure);
        list.New("tlsa-wildcard", "9 23", "TLSA by a wildcard below the host.")
            .Mx(host =>
                host.Line($"*._tcp.{host.Owner} IN TLSA {TlsaData.Of(3, 1, 1, host.Certificate)}")
            )
            .Protected();
    }

    private static void AddInsecure(SceneList list)
    {
        var alias = list.New(
            "tlsa-insecure-alias",
            "10",
            "TLSA is an alias into an unsigned zone."
        );
        var provider = alias.OtherZone().Unsigned();
        alias
            .Mx(host =>
            {
                host.Line($"_25._tcp.{host.Owner} IN CNAME tlsa.{provider.Apex}.");
                provider.Add($"tlsa IN TLSA {TlsaData.Of(3, 1, 1, host.Certificate)}");
            })
            .OpportunisticTls(ReasonSlug.TlsaInsecure);
        var child = list.New("tlsa-insecure-child", "10", "_tcp is an unsigned zone of its own.");
        var below = child.ChildZone("_tcp.mx").Unsigned();
        child
            .Mx(host => below.Add($"_25 IN TLSA {TlsaData.Of(3, 1, 1, host.Certificate)}"))
            .OpportunisticTls(ReasonSlug.TlsaInsecure);
        var secure = list.New("tlsa-secure-child", "12 23", "_tcp is a signed zone of its own.");
        var signed = secure.ChildZone("_tcp.mx");
        secure
            .Mx(host => signed.Add($"_25 IN TLSA {TlsaData.Of(3, 1, 1, host.Certificate)}"))
            .Protected();
    }

    private static void AddMiddleboxes(SceneList list)
    {
        Behind(list, "tlsa-servfail", "SERVFAIL", MiddleboxAction.ServerFailure)
            .Unreachable(ReasonSlug.TlsaLookupFailed);
        Behind(list, "tlsa-refused", "REFUSED", MiddleboxAction.Refused)
            .Unreachable(ReasonSlug.TlsaLookupFailed);
        Behind(list, "tlsa-notimp", "NOTIMP", MiddleboxAction.NotImplemented)
            .Unreachable(ReasonSlug.TlsaLookupFailed);
        Behind(list, "tlsa-formerr", "FORMERR", MiddleboxAction.FormatError)
            .Unreachable(ReasonSlug.TlsaLookupFailed);
        Behind(list, "tlsa-timeout", "nothing at all", MiddleboxAction.Drop)
            .Slow()
            .Unreachable(ReasonSlug.TlsaLookupFailed);
        Behind(list, "tlsa-empty", "an unsigned nothing", MiddleboxAction.Empty)
            .Bogus(ReasonSlug.TlsaBogus);
        Behind(list, "tlsa-denied", "an unsigned NXDOMAIN", MiddleboxAction.DenyName)
            .Bogus(ReasonSlug.TlsaBogus);
        Behind(
                list,
                "tlsa-signatures-stripped",
                "the records without signatures",
                MiddleboxAction.StripSignatures
            )
            .Bogus(ReasonSlug.TlsaBogus);
        list.New(
                "tlsa-servfail-never-published",
                "11",
                "TLSA was never published, and asking fails."
            )
            .Mx(host => host.Address())
            .WithZone(zone => zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.Tlsa))
            .Unreachable(ReasonSlug.TlsaLookupFailed);
        var other = list.New(
            "tlsa-servfail-other-host-good",
            "11 32",
            "The lookup fails for the first of two hosts."
        );
        var provider = other.OtherZone().Behind(MiddleboxAction.ServerFailure, DnsRecordType.Tlsa);
        other
            .MxIn(provider, host => host.Tlsa(3, 1, 1))
            .Mx(host => host.Tlsa(3, 1, 1), "mx2", 20)
            .Partial(null, ReasonSlug.TlsaLookupFailed);
    }

    private static Scene Behind(
        SceneList list,
        string slug,
        string answer,
        MiddleboxAction action
    ) =>
        list.New(slug, "11", $"A middlebox answers TLSA questions with {answer}.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone => zone.Behind(action, DnsRecordType.Tlsa));

    private static void AddBogus(SceneList list)
    {
        Spoilt(
                list,
                "tlsa-signature-broken",
                "The signature over TLSA is spoilt.",
                ZoneEdit.BreakSignature
            )
            .Bogus(ReasonSlug.TlsaBogus);
        Spoilt(list, "tlsa-signature-missing", "TLSA has no signature.", ZoneEdit.DropSignature)
            .Bogus(ReasonSlug.TlsaBogus);
        list.New("tlsa-unsigned-addition", "11", "TLSA was added after the zone was signed.")
            .Mx(host => host.Address())
            .WithZone(zone =>
                zone.Edit(
                    ZoneEdit.AddUnsigned(
                        $"_25._tcp.mx.{zone.Apex}.\t300\tIN\tTLSA\t{TlsaData.Stranger(3, 1, 1)}"
                    )
                )
            )
            .Bogus(ReasonSlug.TlsaBogus);
        var child = list.New(
            "tlsa-child-bogus",
            "11",
            "_tcp is a zone of its own with a wrong DS."
        );
        var below = child.ChildZone("_tcp.mx");
        below.Delegation = Delegation.WrongDigest;
        child
            .Mx(host => below.Add($"_25 IN TLSA {TlsaData.Of(3, 1, 1, host.Certificate)}"))
            .Bogus(ReasonSlug.TlsaBogus);
    }

    private static Scene Spoilt(
        SceneList list,
        string slug,
        string description,
        Func<string, string, ZoneEdit> edit
    ) =>
        list.New(slug, "11", description)
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone => zone.Edit(edit($"_25._tcp.mx.{slug}.example.", "TLSA")));

    private static void AddAliases(SceneList list)
    {
        list.New("tlsa-alias", "12", "TLSA is an alias within the zone.")
            .Mx(host =>
                host.Line($"_25._tcp.{host.Owner} IN CNAME tlsa")
                    .Line($"tlsa IN TLSA {TlsaData.Of(3, 1, 1, host.Certificate)}")
            )
            .Protected(ReasonSlug.TlsaAlias);
        list.New("tlsa-alias-two-hops", "12", "TLSA is an alias of an alias.")
            .Mx(host =>
                host.Line($"_25._tcp.{host.Owner} IN CNAME tlsa1")
                    .Line("tlsa1 IN CNAME tlsa2")
                    .Line($"tlsa2 IN TLSA {TlsaData.Of(3, 1, 1, host.Certificate)}")
            )
            .Protected(ReasonSlug.TlsaAlias);
        list.New("tlsa-alias-dangling", "12 9", "TLSA is an alias to a name without records.")
            .Mx(host => host.Line($"_25._tcp.{host.Owner} IN CNAME nowhere"))
            .OpportunisticTls(ReasonSlug.TlsaAbsent);
        list.New("tlsa-alias-loop", "12 11", "TLSA is one of two aliases that lead to each other.")
            .Mx(host =>
                host.Line($"_25._tcp.{host.Owner} IN CNAME loop")
                    .Line($"loop IN CNAME _25._tcp.{host.Owner}")
            )
            .Unreachable(ReasonSlug.TlsaLookupFailed);
        var bogus = list.New("tlsa-alias-bogus", "12 11", "TLSA is a secure alias of a bogus set.");
        bogus
            .Mx(host =>
                host.Line($"_25._tcp.{host.Owner} IN CNAME tlsa")
                    .Line($"tlsa IN TLSA {TlsaData.Of(3, 1, 1, host.Certificate)}")
            )
            .WithZone(zone => zone.Edit(ZoneEdit.BreakSignature($"tlsa.{zone.Apex}.", "TLSA")))
            .Bogus(ReasonSlug.TlsaBogus);
        var moved = list.New("tlsa-alias-by-dname", "12", "A DNAME at _tcp leads to another zone.");
        var elsewhere = moved.OtherZone();
        moved
            .Mx(host =>
            {
                host.Line($"_tcp.{host.Owner} IN DNAME dane.{elsewhere.Apex}.");
                elsewhere.Add($"_25.dane IN TLSA {TlsaData.Of(3, 1, 1, host.Certificate)}");
            })
            .Protected(ReasonSlug.TlsaAlias);
        list.New("tlsa-alias-by-wildcard", "12", "TLSA is an alias by a wildcard below the host.")
            .Mx(host =>
                host.Line($"*._tcp.{host.Owner} IN CNAME tlsa")
                    .Line($"tlsa IN TLSA {TlsaData.Of(3, 1, 1, host.Certificate)}")
            )
            .Protected(ReasonSlug.TlsaAlias);
        var other = list.New(
            "tlsa-alias-ta",
            "12 26",
            "TLSA of the issuer is an alias into another zone; the name stays the host's."
        );
        var provider = other.OtherZone();
        var root = list.Certificates.SelfSigned(CertificateSpec.Ca("Lab Root"));
        provider.Add($"tlsa IN TLSA {TlsaData.Of(2, 1, 1, root)}");
        other
            .Mx(host =>
                host.Serve(
                        list.Certificates.Issue(CertificateSpec.Server(host.Name.Value), root),
                        root
                    )
                    .Line($"_25._tcp.{host.Owner} IN CNAME tlsa.{provider.Apex}.")
            )
            .Protected(ReasonSlug.TlsaAlias);
    }
}
