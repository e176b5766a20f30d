namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>When a refusal of a probe stops being provisional. A MAIL that must not come settles it at once.</summary>
public enum FirmRule
{
    /// <summary>The first attempt counts, once the sender has stayed away for <see cref="ProbeTiming.QuietPeriod"/>.</summary>
    FirstAttempt,

    /// <summary>
    /// A second attempt, <see cref="ProbeTiming.SecondAttemptAfter"/> or more after the first: some senders fall back to the
    /// clear only after their back-off.
    /// </summary>
    SecondAttempt,

    /// <summary>Nothing connects, so time decides: see <see cref="ProbeTiming.DnsProvisionalAfter"/>.</summary>
    Absence,
}
