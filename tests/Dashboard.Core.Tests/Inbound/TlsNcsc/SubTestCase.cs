using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>A server, and what one sub-test of it is in a method and both views.</summary>
internal sealed record SubTestCase
{
    public required string Name { get; init; }

    public required string SubTest { get; init; }

    public ModelServer Server { get; init; } = new();

    public TlsProfile Profile { get; init; } = TlsProfile.Full;

    /// <summary>Changes what was seen besides.</summary>
    public Func<HostObservation, HostObservation> Host { get; init; } = host => host;

    public required Expected In2025 { get; init; }

    public required Expected In2021 { get; init; }

    public override string ToString() => $"{SubTest}: {Name}";
}

/// <summary>What a sub-test comes to; null where it is left out.</summary>
internal sealed record Expected(
    GuidelineLevel? Level,
    StandardOutcome Forum,
    StandardOutcome Strict
)
{
    public static readonly Expected Good = Of(GuidelineLevel.Good);
    public static readonly Expected Sufficient = Of(GuidelineLevel.Sufficient);
    public static readonly Expected PhaseOut = Of(GuidelineLevel.PhaseOut);
    public static readonly Expected Insufficient = Of(GuidelineLevel.Insufficient);

    public static readonly Expected Open = new(
        null,
        StandardOutcome.NotMeasured,
        StandardOutcome.NotMeasured
    );

    public static readonly Expected Left = new(
        null,
        StandardOutcome.NotCounted,
        StandardOutcome.NotCounted
    );

    private static Expected Of(GuidelineLevel level) =>
        new(
            level,
            level switch
            {
                GuidelineLevel.Insufficient => StandardOutcome.Failed,
                GuidelineLevel.PhaseOut => StandardOutcome.Warning,
                _ => StandardOutcome.Passed,
            },
            level switch
            {
                GuidelineLevel.Insufficient => StandardOutcome.Failed,
                GuidelineLevel.PhaseOut => StandardOutcome.Warning,
                _ => StandardOutcome.Passed,
            }
        );
}
