using Dashboard.Core.Inbound;
using Dashboard.Lab.Scenarios;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>The scenarios that this machine can show.</summary>
internal static class ScenarioShown
{
    /// <summary>Skips the test where it is not among them.</summary>
    public static Scenario Of(IReadOnlyList<Scenario> shown, string slug)
    {
        var scenario = shown.FirstOrDefault(one => one.Slug == slug);
        Assert.SkipWhen(scenario is null, "This machine lacks what the scenario needs.");
        return scenario;
    }
}

/// <summary>What a verdict says of why, for a test that fails.</summary>
internal static class ScenarioReasons
{
    public static string Of(StandardVerdict verdict) =>
        string.Join(
            ", ",
            verdict.Reasons.Select(reason =>
                $"{reason.Slug} {string.Join(' ', reason.Facts.Select(fact => $"{fact.Key}={fact.Value}"))}"
            )
        );
}
