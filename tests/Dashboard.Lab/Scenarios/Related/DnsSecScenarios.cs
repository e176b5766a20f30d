using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Dns;
using static Dashboard.Core.Inbound.MailStandard;
using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Lab.Scenarios.Related;

/// <summary>Whether the mail domain and its MX hosts are signed, and how well.</summary>
internal static class DnsSecScenarios
{
    public static void Add(SceneList list)
    {
        AddStatus(list);
        AddHostLookups(list);
        AddStrength(list);
    }

    private static void AddStatus(SceneList list)
    {
        list.WithMail("dnssec-secure", "Domain and MX host are signed.")
            .Standard(DnssecDomain, "dnssec-secure", Passed, Passed)
            .Standard(DnssecMx, "dnssec-secure", Passed, Passed);
        list.New("dnssec-unsigned", "related", "Neither is signed.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone => zone.Unsigned())
            .Standard(DnssecDomain, "zone-unsigned", Failed, Failed)
            .Standard(DnssecMx, "zone-unsigned", Failed, Failed)
            .OpportunisticTls();
        var provider = list.New(
            "dnssec-mx-unsigned",
            "related",
            "The domain is signed, its MX host is not."
        );
        provider
            .MxIn(provider.OtherZone().Unsigned(), host => host.Tlsa(3, 1, 1))
            .Standard(DnssecDomain, "dnssec-secure", Passed, Passed)
            .Standard(DnssecMx, "zone-unsigned", Failed, Failed)
            .OpportunisticTls();
        var own = list.New(
                "dnssec-domain-unsigned",
                "related",
                "The MX host is signed, the domain is not."
            )
            .WithZone(zone => zone.Unsigned());
        own.MxIn(own.OtherZone(), host => host.Tlsa(3, 1, 1))
            .Standard(DnssecDomain, "zone-unsigned", Failed, Failed)
            .Standard(DnssecMx, "dnssec-secure", Passed, Passed)
            .Expect(DomainStatus.None, Delivery.Tls, 2, 1);
        list.New(
                "dnssec-algorithm-unknown",
                "related",
                "A DS of an algorithm that no resolver knows."
            )
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone => zone.Claim(99))
            .Standard(DnssecDomain, "zone-algorithm-unsupported", Warning, Failed)
            .Standard(DnssecMx, "zone-algorithm-unsupported", Warning, Failed)
            .OpportunisticTls();
        var bogus = list.New("dnssec-bogus", "related", "The signature over the MX set is spoilt.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .Standard(DnssecDomain, "mx-bogus", Failed, Failed)
            .Standard(DnssecMx, "mx-bogus", Failed, Failed);
        bogus.Zone.Edit(ZoneEdit.BreakSignature("dnssec-bogus.example.", "MX"));
        bogus.Bogus();
        list.New("dnssec-lookup-fails", "related", "Questions for MX are answered with SERVFAIL.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone => zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.Mx))
            .Standard(DnssecDomain, "mx-lookup-failed", NotMeasured, NotMeasured)
            .Standard(DnssecMx, "dnssec-hosts-unknown", NotMeasured, NotMeasured)
            .Unreachable();
        var host = list.New(
                "dnssec-host-bogus",
                "related",
                "The signature over the host's address is spoilt."
            )
            .Mx(mx => mx.Tlsa(3, 1, 1))
            .Standard(DnssecDomain, "dnssec-secure", Passed, Passed)
            .Standard(DnssecMx, "address-bogus", Failed, Failed);
        host.Zone.Edit(ZoneEdit.BreakSignature("mx.dnssec-host-bogus.example.", "A"));
        host.Bogus();
    }

    /// <summary>Each question about an MX host that can fail, by signature and by server.</summary>
    private static void AddHostLookups(SceneList list)
    {
        var family = list.New(
                "dnssec-family-bogus",
                "related",
                "The signature over the host's IPv6 address is spoilt, IPv4 is good."
            )
            .Mx(host => host.Tlsa(3, 1, 1).Address().IPv6())
            .Standard(DnssecDomain, "dnssec-secure", Passed, Passed)
            .Standard(DnssecMx, "address-family-bogus", Failed, Failed);
        family.Zone.Edit(ZoneEdit.BreakSignature("mx.dnssec-family-bogus.example.", "AAAA"));
        family.Partial(3);
        list.New("dnssec-family-fails", "related", "Questions for AAAA are answered with SERVFAIL.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone => zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.Aaaa))
            .Standard(DnssecMx, "address-family-failed", NotMeasured, NotMeasured)
            .Standard(Ipv6Mx, "ipv6-lookup-failed", NotMeasured, NotMeasured)
            .Partial(3);
        list.New(
                "dnssec-addresses-fail",
                "related",
                "Questions for addresses are answered with SERVFAIL."
            )
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone =>
                zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.A, DnsRecordType.Aaaa)
            )
            .Standard(DnssecMx, "address-lookup-failed", NotMeasured, NotMeasured)
            .Unreachable();
        var tlsa = list.New("dnssec-tlsa-bogus", "related", "The signature over TLSA is spoilt.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .Standard(DnssecDomain, "dnssec-secure", Passed, Passed)
            .Standard(DnssecMx, "tlsa-bogus", Failed, Failed);
        tlsa.Zone.Edit(ZoneEdit.BreakSignature("_25._tcp.mx.dnssec-tlsa-bogus.example.", "TLSA"));
        tlsa.Bogus();
        list.New("dnssec-tlsa-fails", "related", "Questions for TLSA are answered with SERVFAIL.")
            .Mx(host => host.Tlsa(3, 1, 1))
            .WithZone(zone => zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.Tlsa))
            .Standard(DnssecMx, "tlsa-lookup-failed", NotMeasured, NotMeasured)
            .Unreachable();
        list.WithMail(
                "dnssec-strength-unknown",
                "Questions for NSEC3PARAM are answered with SERVFAIL."
            )
            .WithZone(zone => zone.Behind(MiddleboxAction.ServerFailure, DnsRecordType.Nsec3Param))
            .Standard(DnssecDomain, "dnssec-strength-unknown", Passed, NotMeasured)
            .Standard(DnssecMx, "dnssec-strength-unknown", Passed, NotMeasured);
    }

    private static void AddStrength(SceneList list)
    {
        Strong(
            list,
            "dnssec-rsasha1",
            "Signed with RSASHA1.",
            "dnssec-algorithm-deprecated",
            Warning,
            zone => zone.SignWith(SigningAlgorithm.RsaSha1)
        );
        Strong(
            list,
            "dnssec-rsasha1-nsec3",
            "Signed with RSASHA1-NSEC3-SHA1.",
            "dnssec-algorithm-deprecated",
            Warning,
            zone => zone.SignWith(SigningAlgorithm.RsaSha1Nsec3).Denial = Denial.HashedNames()
        );
        Strong(
            list,
            "dnssec-rsasha512",
            "Signed with RSASHA512.",
            "dnssec-algorithm-not-recommended",
            Passed,
            zone => zone.SignWith(SigningAlgorithm.RsaSha512)
        );
        Strong(
            list,
            "dnssec-key-1024",
            "Signed with a key of 1024 bits.",
            "dnssec-key-short",
            Warning,
            zone => zone.SignWith(SigningAlgorithm.RsaSha256Short)
        );
        Strong(
            list,
            "dnssec-rsasha256",
            "Signed with RSASHA256 and 2048 bits.",
            null,
            Passed,
            zone => zone.SignWith(SigningAlgorithm.RsaSha256)
        );
        Strong(
            list,
            "dnssec-ecdsa-384",
            "Signed with ECDSA P-384.",
            null,
            Passed,
            zone => zone.SignWith(SigningAlgorithm.EcdsaP384Sha384)
        );
        Strong(
            list,
            "dnssec-ed25519",
            "Signed with Ed25519.",
            null,
            Passed,
            zone => zone.SignWith(SigningAlgorithm.Ed25519)
        );
        Strong(
            list,
            "dnssec-ds-sha1",
            "Only a DS with SHA-1.",
            "dnssec-digest-deprecated",
            Warning,
            zone => zone.Delegation = Delegation.Sha1Digest
        );
        Strong(
            list,
            "dnssec-nsec3-0",
            "NSEC3 without iterations.",
            null,
            Passed,
            zone => zone.Denial = Denial.HashedNames()
        );
        Strong(
            list,
            "dnssec-nsec3-1",
            "NSEC3 with one iteration.",
            "nsec3-iterations",
            Passed,
            zone => zone.Denial = Denial.HashedNames(1)
        );
        Strong(
            list,
            "dnssec-nsec3-salt",
            "NSEC3 with a salt.",
            "nsec3-iterations",
            Passed,
            zone => zone.Denial = Denial.HashedNames(salt: "ABCD")
        );
        Strong(
            list,
            "dnssec-nsec3-500",
            "NSEC3 with 500 iterations.",
            "nsec3-iterations-too-high",
            Warning,
            zone => zone.Denial = Denial.HashedNames(500)
        );
        Strong(
            list,
            "dnssec-expiring",
            "Signatures end tomorrow.",
            "signature-expires-soon",
            Warning,
            zone => zone.Validity = (-26, 2)
        );
    }

    /// <summary>Of domain and host alike, which lie in one zone.</summary>
    private static void Strong(
        SceneList list,
        string slug,
        string description,
        string? finding,
        StandardOutcome strict,
        Action<LabZone> change
    )
    {
        var scene = list.WithMail(slug, description).WithZone(change);
        foreach (var standard in (MailStandard[])[DnssecDomain, DnssecMx])
        {
            scene.Standard(
                standard,
                strict == Passed ? "dnssec-secure" : finding!,
                Passed,
                strict,
                finding is null ? [] : ["dnssec-secure", finding]
            );
        }
    }
}
