using Dashboard.Core.Inbound;

namespace Dashboard.Check.Output;

/// <summary>A state as monitoring systems have it, with the exit status of a plugin of Nagios.</summary>
internal enum MonitoringState
{
    Ok = 0,
    Warning = 1,
    Critical = 2,

    /// <summary>Nothing can be said of the domain, or there is no mail to protect.</summary>
    Unknown = 3,
}

/// <summary>Which state a domain is in, and several together.</summary>
internal static class MonitoringStates
{
    /// <summary>The worst first.</summary>
    public static IReadOnlyList<MonitoringState> WorstFirst { get; } =
    [
        MonitoringState.Critical,
        MonitoringState.Warning,
        MonitoringState.Unknown,
        MonitoringState.Ok,
    ];

    public static MonitoringState Of(CheckedDomain domain) =>
        // What a faulty resolver says is no ground to alarm the administrator of a mail server.
        CheckTally.IsFaulty(domain.Observation.Resolver) || IsOurs(domain)
            ? MonitoringState.Unknown
            : Of(domain.Verdict.MailTransport);

    /// <summary>
    /// A fault of our own, which may be gone at the next look, is among what was seen. What was proven beside it stays: that a sender is
    /// refused, and that the domain is protected.
    /// </summary>
    private static bool IsOurs(CheckedDomain domain) =>
        domain.Verdict.MailTransport.Status is not (DomainStatus.Failed or DomainStatus.Protected)
        && OwnFaults.AreIn(domain.Observation);

    public static MonitoringState Of(DomainVerdict verdict) =>
        verdict.Status switch
        {
            DomainStatus.Protected when verdict.Reasons.All(IsNote) => MonitoringState.Ok,
            DomainStatus.Protected or DomainStatus.Partial or DomainStatus.Unusable =>
                MonitoringState.Warning,
            DomainStatus.Failed or DomainStatus.None or DomainStatus.Bogus =>
                MonitoringState.Critical,
            _ => MonitoringState.Unknown,
        };

    public static string Word(MonitoringState state) =>
        state switch
        {
            MonitoringState.Ok => "OK",
            MonitoringState.Warning => "WARNING",
            MonitoringState.Critical => "CRITICAL",
            _ => "UNKNOWN",
        };

    private static bool IsNote(VerdictReason reason) => reason.Severity == ReasonSeverity.Note;
}
