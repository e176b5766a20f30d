using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Tests.Outbound;

public sealed class OutboundProbesTests
{
    [Fact]
    public void Catalogue_has_each_probe_once()
    {
        OutboundProbes
            .All.Select(probe => probe.Id)
            .ShouldBe(Enum.GetValues<OutboundProbeId>(), ignoreOrder: true);
        OutboundProbes.All.Select(probe => probe.Slug).ShouldBeUnique();
        OutboundProbes.All.Select(probe => probe.Proves).ShouldBeUnique();
    }

    [Fact]
    public void Slug_is_the_word_in_the_JSON()
    {
        foreach (var probe in OutboundProbes.All)
        {
            System
                .Text.Json.JsonSerializer.Serialize(probe.Id, EvidenceJson.Options)
                .ShouldBe($"\"{probe.Slug}\"");
            OutboundProbes.TryGet(probe.Slug.ToUpperInvariant(), out var found).ShouldBeTrue();
            found.ShouldBe(probe);
        }
    }

    [Fact]
    public void Basic_test_has_five_probes_and_all_that_the_verdict_requires()
    {
        var basic = OutboundProbes.Of(OutboundTestKind.Basic);

        basic
            .Select(probe => probe.Slug)
            .ShouldBe(["control", "ee-good", "mismatch", "stripped", "tlsa-bogus"]);
        basic.ShouldAllBe(probe => probe.Weight == ProbeWeight.Required);
        OutboundProbes
            .All.Where(probe => probe.Weight == ProbeWeight.Required)
            .ShouldBe(basic, ignoreOrder: true);
    }

    [Fact]
    public void Probe_that_must_not_be_delivered_says_so_of_its_host_and_can_be_healed()
    {
        foreach (var probe in OutboundProbes.All)
        {
            if (probe.Expected == ExpectedDelivery.Withhold)
            {
                probe.Hosts.ShouldAllBe(host => host.MustNotReceive);
                probe.Heal.ShouldNotBe(HealAction.None);
            }
            else
            {
                probe.Hosts.ShouldContain(host => !host.MustNotReceive);
                probe.Heal.ShouldBe(HealAction.None);
            }
        }
    }

    [Fact]
    public void Probe_has_exactly_one_thing_wrong()
    {
        foreach (
            var probe in OutboundProbes.All.Where(probe =>
                probe.Expected == ExpectedDelivery.Withhold
            )
        )
        {
            var host = probe.Hosts.ShouldHaveSingleItem();
            var faults = new[]
            {
                probe.ZoneFault != ZoneFault.None,
                host.TlsaPath is TlsaPath.BogusAlias or TlsaPath.FailingAlias,
                host.Listener != ListenerBehaviour.Normal,
                host.Tlsa.Any(record => record.Content == TlsaContent.NothingServed),
                host.Certificate
                    is ReceiverCertificate.PrivateAuthorityNotSent
                        or ReceiverCertificate.PrivateAuthorityWrongName,
            };
            faults.Count(fault => fault).ShouldBe(1, probe.Slug);
        }
    }

    /// <summary>
    /// TLSA records in a secure zone make TLS mandatory, usable or not, and so does a lookup of them that fails (RFC 7672 sections 2.1.2
    /// and 2.2). PKIX usages are left open (section 3.1.3), and where the MX records are bogus there is no host to ask for.
    /// </summary>
    [Theory]
    [InlineData("control", false, false)]
    [InlineData("tls-only", false, false)]
    [InlineData("pkix-bad", false, false)]
    [InlineData("ee-good", true, false)]
    [InlineData("ta-good", true, false)]
    [InlineData("rollover", true, false)]
    [InlineData("tlsa-cname", true, false)]
    [InlineData("insecure-host", false, false)]
    [InlineData("unusable", true, false)]
    [InlineData("pkix-usage", false, false)]
    [InlineData("mismatch", true, true)]
    [InlineData("stripped", true, true)]
    [InlineData("starttls-454", true, true)]
    [InlineData("handshake-close", true, true)]
    [InlineData("ta-name", true, true)]
    [InlineData("ta-missing", true, true)]
    [InlineData("tlsa-bogus", true, true)]
    [InlineData("tlsa-servfail", true, true)]
    [InlineData("mx-bogus", false, true)]
    [InlineData("unusable-stripped", true, true)]
    [InlineData("mx-pair", true, true, false)]
    public void Probe_says_whether_its_TLSA_records_force_TLS_and_which_hosts_must_not_receive(
        string slug,
        bool forcesTls,
        params bool[] mustNotReceive
    )
    {
        var probe = OutboundProbes.Of(OutboundTestKind.Full).Single(one => one.Slug == slug);

        probe.TlsaForcesTls.ShouldBe(forcesTls);
        probe.Hosts.Select(host => host.MustNotReceive).ShouldBe(mustNotReceive);
    }
}
