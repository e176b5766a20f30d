namespace Dashboard.Data;

/// <summary>A step that a running test has taken, to show to the visitor who waits.</summary>
/// <param name="At">When it was taken.</param>
/// <param name="Slug">Which step; the texts of the interface are keyed by these.</param>
/// <param name="Host">The MX host it is about, in A-labels.</param>
/// <param name="Address">The address it is about.</param>
/// <param name="Detail">What was found in a word, such as the DNSSEC status.</param>
public sealed record ProgressStep(
    DateTimeOffset At,
    string Slug,
    string? Host = null,
    string? Address = null,
    string? Detail = null
);
