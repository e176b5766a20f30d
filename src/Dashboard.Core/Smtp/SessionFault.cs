namespace Dashboard.Core.Smtp;

/// <summary>How a session ended before its time.</summary>
/// <param name="Stage">The step that did not complete.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">The words of the operating system or the TLS library, for the evidence; never for a decision.</param>
public sealed record SessionFault(SmtpStage Stage, SessionFaultKind Kind, string? Detail = null);
