using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Tests.Components;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>The sentence on top and the state beside it, over the whole field of verdicts.</summary>
public sealed class HeadlineTests
{
    [Theory]
    [InlineData(DomainStatus.Protected, 3, 3, "protected", ShownState.Verified)]
    [InlineData(DomainStatus.Partial, 3, 3, "partial-safe", ShownState.VerifiedNow)]
    [InlineData(DomainStatus.Partial, 3, null, "partial-safe", ShownState.VerifiedNow)]
    [InlineData(DomainStatus.Partial, 3, 2, "partial-forced", ShownState.VerifiedNow)]
    [InlineData(DomainStatus.Partial, 2, 1, "partial-forced", ShownState.Encrypted)]
    [InlineData(DomainStatus.Partial, 1, 1, "partial-forced", ShownState.Unencrypted)]
    [InlineData(DomainStatus.Failed, null, null, "failed-all", ShownState.Refused)]
    [InlineData(DomainStatus.Failed, 2, 1, "failed-some", ShownState.Refused)]
    [InlineData(DomainStatus.Bogus, null, null, "bogus-all", ShownState.HeldBack)]
    [InlineData(DomainStatus.Bogus, 2, 1, "bogus-some", ShownState.HeldBack)]
    [InlineData(DomainStatus.Unreachable, null, null, "unreachable", ShownState.NotMeasured)]
    [InlineData(DomainStatus.Unusable, 2, 2, "unusable", ShownState.Encrypted)]
    [InlineData(DomainStatus.None, 2, 1, "none-tls", ShownState.Encrypted)]
    [InlineData(DomainStatus.None, 1, 1, "none-clear", ShownState.Unencrypted)]
    [InlineData(DomainStatus.None, null, null, "none-nothing", ShownState.NotMeasured)]
    [InlineData(DomainStatus.NoMail, null, null, "no-mail", ShownState.NoMail)]
    [InlineData(DomainStatus.NoDomain, null, null, "no-domain", ShownState.NoDomain)]
    public void Headline_and_state_follow_the_verdict(
        DomainStatus status,
        int? now,
        int? forced,
        string headline,
        ShownState state
    )
    {
        var verdict = Verdict(status, now, forced);

        Headline.KeyFor(verdict).ShouldBe(headline);
        ShownStates.Of(verdict).ShouldBe(state);
    }

    [Fact]
    public void A_fault_of_our_resolver_is_never_told_as_the_domains()
    {
        var verdict = Verdict(DomainStatus.None, 2, 1) with { ResolverFault = true };

        Headline.KeyFor(verdict).ShouldBe("resolver");
        ShownStates.Of(verdict).ShouldBe(ShownState.NotMeasured);
    }

    [Fact]
    public void A_failed_lookup_is_not_told_as_servers_that_stay_silent() =>
        Headline
            .KeyFor(Verdict(DomainStatus.Unreachable, null, null) with { Hosts = [] })
            .ShouldBe("lookup-failed");

    /// <summary>Senders that only check DNSSEC are not held back by a TLSA record that cannot be looked up.</summary>
    [Theory]
    [InlineData(DomainStatus.Unreachable, null, TlsaAnswer.Failed, "tlsa-fails")]
    [InlineData(DomainStatus.Unreachable, null, TlsaAnswer.Bogus, "tlsa-fails")]
    [InlineData(DomainStatus.None, null, TlsaAnswer.Failed, "tlsa-fails")]
    [InlineData(DomainStatus.None, null, TlsaAnswer.Bogus, "tlsa-fails")]
    [InlineData(DomainStatus.Bogus, null, TlsaAnswer.Bogus, "tlsa-bogus-all")]
    [InlineData(DomainStatus.Bogus, 2, TlsaAnswer.Bogus, "tlsa-bogus-some")]
    public void Tlsa_that_cannot_be_looked_up_is_told_of_senders_that_verify_dane(
        DomainStatus status,
        int? now,
        TlsaAnswer answer,
        string headline
    )
    {
        var verdict = WithHosts(
            Verdict(status, now, null),
            policy => policy with { TlsaAnswer = answer }
        );

        Headline.KeyFor(verdict).ShouldBe(headline);
        ShownStates.Of(verdict).ShouldBe(ShownState.HeldBackByDane);
    }

    [Theory]
    [InlineData(DomainStatus.Unreachable, true, "unreachable", ShownState.NotMeasured)]
    [InlineData(DomainStatus.Partial, false, "partial-safe", ShownState.VerifiedNow)]
    public void Limit_of_ours_and_a_domain_that_delivers_are_not_held_back(
        DomainStatus status,
        bool lostHere,
        string headline,
        ShownState state
    )
    {
        var verdict = WithHosts(
            Verdict(status, status == DomainStatus.Partial ? 3 : null, null),
            policy => policy with { TlsaAnswer = TlsaAnswer.Failed, TlsaLostHere = lostHere }
        );

        Headline.KeyFor(verdict).ShouldBe(headline);
        ShownStates.Of(verdict).ShouldBe(state);
    }

    [Theory]
    [InlineData(AddressAnswer.Bogus, null)]
    [InlineData(AddressAnswer.Secure, LookupFault.Bogus)]
    public void Bogus_addresses_hold_back_senders_that_check_dnssec(
        AddressAnswer addresses,
        LookupFault? family
    )
    {
        var verdict = WithHosts(
            Verdict(DomainStatus.Bogus, null, null),
            policy => policy with { TlsaAnswer = TlsaAnswer.Bogus },
            policy => policy with { Addresses = addresses, FamilyFault = family }
        );

        Headline.KeyFor(verdict).ShouldBe("bogus-all");
        ShownStates.Of(verdict).ShouldBe(ShownState.HeldBack);
    }

    private static DomainVerdict WithHosts(
        DomainVerdict verdict,
        params Func<HostPolicy, HostPolicy>[] policies
    ) =>
        verdict with
        {
            Hosts =
            [
                .. policies.Select(change =>
                    verdict.Hosts[0] with
                    {
                        Policy = change(verdict.Hosts[0].Policy),
                    }
                ),
            ],
        };

    [Theory]
    [InlineData("nl", "2 van de 3 mailservers niet getest")]
    [InlineData("en", "2 of 3 mail servers not tested")]
    public void Limit_of_ours_is_told_as_ours(string language, string words)
    {
        using var context = new ComponentContext(language);
        var texts = context.Services.GetRequiredService<IStringLocalizer<ResultTexts>>();
        // An attacker could lead mail to a server that we did not look at; that is no finding about it.
        var verdict = Verdict(DomainStatus.Partial, 3, 1);
        var seen = Samples.Observation() with
        {
            OmittedHosts =
            [
                new(DomainName.Parse("mx2.example"), 20),
                new(DomainName.Parse("mx3.example"), 30),
            ],
        };

        Headline.KeyFor(verdict, seen).ShouldBe("partial-not-tested");
        Headline.Of(texts, verdict, seen).ShouldContain(words);
    }

    [Fact]
    public void Every_status_has_a_known_headline()
    {
        foreach (var status in Enum.GetValues<DomainStatus>())
        {
            foreach (int? now in new int?[] { null, 1, 2, 3 })
            {
                foreach (int? forced in new int?[] { null, 1, 2, 3 })
                {
                    Headline.Keys.ShouldContain(Headline.KeyFor(Verdict(status, now, forced)));
                }
            }
        }
    }

    private static DomainVerdict Verdict(DomainStatus status, int? now, int? forced) =>
        Samples.Verdict(status) with
        {
            ConnectionType = (ConnectionType?)now,
            AttackerConnectionType = (ConnectionType?)forced,
        };
}
