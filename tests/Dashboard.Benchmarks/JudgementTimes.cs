namespace Dashboard.Benchmarks;

/// <summary>Medians over all that was measured.</summary>
internal sealed record JudgementTimes(TimeSpan Judgement, TimeSpan Document);
