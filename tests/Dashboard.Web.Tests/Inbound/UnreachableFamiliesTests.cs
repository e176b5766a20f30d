using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Tests.Components;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>What our own network does not reach is told as ours, and never covers what is the domain's.</summary>
public sealed class OwnReachTests
{
    private static readonly AddressVerdict Good = Samples.Verdict().Hosts[0].Addresses[0];

    private static readonly AddressVerdict Missed = new()
    {
        Address = IPAddress.Parse("2001:db8::1"),
        Outcome = AddressOutcome.Unreachable,
        Good = false,
        NotProbed = AddressDisposition.NoRouteHere,
    };

    public static TheoryData<string, DomainVerdict, string> Verdicts =>
        new()
        {
            { "good but for IPv6", Partial(Good, Missed), "partial-here" },
            { "all of it good", Partial(Good), "partial-safe" },
            {
                "another address refused",
                Partial(
                    Good,
                    Missed,
                    Missed with
                    {
                        NotProbed = null,
                        Outcome = AddressOutcome.Refused,
                    }
                ),
                "partial-refused"
            },
            {
                "an address left out by our limit",
                Partial(Good, Missed with { NotProbed = AddressDisposition.BeyondLimit }),
                "partial-safe"
            },
            {
                "another host without TLSA",
                Partial(Good) with
                {
                    Hosts = [.. Partial(Good).Hosts, Host(DanePolicy.Opportunistic, Missed)],
                },
                "partial-safe"
            },
            {
                "another host that senders skip",
                Partial(Good, Missed) with
                {
                    Hosts = [.. Partial(Good, Missed).Hosts, Host(DanePolicy.Defer)],
                },
                "partial-deferred"
            },
            {
                "hosts beyond our limit",
                Partial(Good, Missed) with
                {
                    OmittedHosts = 1,
                },
                "partial-safe"
            },
            {
                "the answer for the other family is bogus",
                Partial(Good) with
                {
                    Hosts = [WithBogusFamily(Host(DanePolicy.Authenticate, Good, Missed))],
                },
                "partial-safe"
            },
            { "nothing but IPv6", Unreachable(Missed), "unreachable-here" },
            {
                "IPv6 and a silent IPv4",
                Unreachable(
                    Missed,
                    Good with
                    {
                        Good = false,
                        Outcome = AddressOutcome.Unreachable,
                    }
                ),
                "unreachable"
            },
        };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Headline_blames_our_reach_where_nothing_else_lacks(
        string what,
        DomainVerdict verdict,
        string headline
    ) => Headline.KeyFor(verdict).ShouldBe(headline, what);

    [Theory]
    [InlineData("nl", "IPv6-adressen konden vanaf hier niet worden gemeten.")]
    [InlineData("en", "IPv6 addresses could not be measured from here.")]
    public void Headline_says_so_plainly_in_both_languages(string language, string words)
    {
        using var context = new ComponentContext(language);
        var texts = context.Services.GetRequiredService<IStringLocalizer<ResultTexts>>();

        Headline.Of(texts, Partial(Good, Missed), null).ShouldEndWith(words);
        Headline.Of(texts, Unreachable(Missed), null).ShouldEndWith(words);
        Headline.Of(texts, Partial(Good), null).ShouldNotContain("IPv6");
    }

    [Fact]
    public void Domain_that_is_good_as_far_as_we_reach_is_not_shown_as_lacking()
    {
        ShownStates.Of(Partial(Good, Missed)).ShouldBe(ShownState.VerifiedNow);
        ShownStates.Of(Unreachable(Missed)).ShouldBe(ShownState.NotMeasured);
    }

    private static DomainVerdict Partial(params AddressVerdict[] addresses) =>
        Samples.Verdict(DomainStatus.Partial) with
        {
            Hosts = [Host(DanePolicy.Authenticate, addresses)],
        };

    private static DomainVerdict Unreachable(params AddressVerdict[] addresses) =>
        Partial(addresses) with
        {
            Status = DomainStatus.Unreachable,
            ConnectionType = null,
            AttackerConnectionType = null,
        };

    private static HostVerdict Host(DanePolicy policy, params AddressVerdict[] addresses)
    {
        var host = Samples.Verdict().Hosts[0];
        return host with { Policy = host.Policy with { Policy = policy }, Addresses = addresses };
    }

    private static HostVerdict WithBogusFamily(HostVerdict host) =>
        host with
        {
            Policy = host.Policy with { FamilyFault = LookupFault.Bogus },
        };
}
