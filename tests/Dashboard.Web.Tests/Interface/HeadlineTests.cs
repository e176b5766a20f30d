using Dashboard.Core.Inbound;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Interface;

/// <summary>The sentence on top and the state beside it, over the whole field of verdicts.</summary>
public sealed class HeadlineTests
{
    [Theory]
    [InlineData(DomainStatus.Protected, 3, 3, "protected", ShownState.Verified)]
    [InlineData(DomainStatus.Partial, 3, 3, "partial-safe", ShownState.Verified)]
    [InlineData(DomainStatus.Partial, 3, null, "partial-safe", ShownState.Verified)]
    [InlineData(DomainStatus.Partial, 3, 2, "partial-forced", ShownState.Encrypted)]
    [InlineData(DomainStatus.Partial, 2, 1, "partial-forced", ShownState.Unencrypted)]
    [InlineData(DomainStatus.Partial, 1, 1, "partial-forced", ShownState.Unencrypted)]
    [InlineData(DomainStatus.Failed, null, null, "failed-all", ShownState.Refused)]
    [InlineData(DomainStatus.Failed, 2, 1, "failed-some", ShownState.Refused)]
    [InlineData(DomainStatus.Bogus, null, null, "bogus-all", ShownState.Refused)]
    [InlineData(DomainStatus.Bogus, 2, 1, "bogus-some", ShownState.Refused)]
    [InlineData(DomainStatus.Unreachable, null, null, "unreachable", ShownState.NotMeasured)]
    [InlineData(DomainStatus.Unusable, 2, 2, "unusable", ShownState.Encrypted)]
    [InlineData(DomainStatus.None, 2, 1, "none-tls", ShownState.Encrypted)]
    [InlineData(DomainStatus.None, 1, 1, "none-clear", ShownState.Unencrypted)]
    [InlineData(DomainStatus.None, null, null, "none-nothing", ShownState.NotMeasured)]
    [InlineData(DomainStatus.NoMail, null, null, "no-mail", ShownState.NoMail)]
    [InlineData(DomainStatus.NoDomain, null, null, "no-domain", ShownState.NoMail)]
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

    [Theory]
    [InlineData(ReasonSlug.ResolverUnreachable)]
    [InlineData(ReasonSlug.ResolverDoesNotValidate)]
    [InlineData(ReasonSlug.ResolverNotTrusted)]
    public void A_fault_of_our_resolver_is_never_told_as_the_domains(string slug)
    {
        var verdict = Verdict(DomainStatus.None, 2, 1) with
        {
            Reasons = [new() { Slug = slug, Severity = ReasonSeverity.Fault }],
        };

        Headline.KeyFor(verdict).ShouldBe("resolver");
        ShownStates.Of(verdict).ShouldBe(ShownState.NotMeasured);
    }

    [Fact]
    public void A_failed_lookup_is_not_told_as_servers_that_stay_silent() =>
        Headline
            .KeyFor(
                Verdict(DomainStatus.Unreachable, null, null) with
                {
                    Reasons =
                    [
                        new() { Slug = ReasonSlug.MxLookupFailed, Severity = ReasonSeverity.Fault },
                    ],
                }
            )
            .ShouldBe("lookup-failed");

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
