using Bunit;
using Dashboard.Core.Inbound;
using Dashboard.Web.Features.Inbound.Result;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Inbound;

public sealed class DecisionChainTests
{
    private static readonly DecisionStep[] Broken =
    [
        new(DecisionStepKind.MxSecurity, DecisionStepState.Passed),
        new(DecisionStepKind.TlsaPresent, DecisionStepState.Failed, ReasonSlug.TlsaAbsent),
        new(DecisionStepKind.StartTls, DecisionStepState.Failed, ReasonSlug.StartTlsNotOffered),
        new(DecisionStepKind.Match, DecisionStepState.NotReached),
    ];

    [Fact]
    public void Every_step_says_its_state_in_words()
    {
        using var context = new ComponentContext();

        var chain = Render(context, []);

        chain
            .FindAll(".step-state")
            .Select(state => state.TextContent)
            .ShouldBe(["in orde", "niet in orde", "niet in orde", "niet meer bekeken"]);
    }

    [Fact]
    public void The_first_step_that_fails_is_named()
    {
        using var context = new ComponentContext();

        var chain = Render(context, []);

        chain.Find(".chain-broken").TextContent.ShouldContain("geen TLSA-records gepubliceerd");
    }

    [Fact]
    public void What_is_said_right_below_is_not_said_twice()
    {
        using var context = new ComponentContext();

        var chain = Render(
            context,
            [new() { Slug = ReasonSlug.TlsaAbsent, Severity = ReasonSeverity.Fault }]
        );

        chain.FindAll(".chain-broken").ShouldBeEmpty();
    }

    private static IRenderedComponent<DecisionChain> Render(
        ComponentContext context,
        VerdictReason[] below
    ) =>
        context.Render<DecisionChain>(parameters =>
            parameters
                .Add(c => c.Steps, Broken)
                .Add(c => c.Subject, "192.0.2.1")
                .Add(c => c.SaidBelow, below)
        );
}
