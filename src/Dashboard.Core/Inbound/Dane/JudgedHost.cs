namespace Dashboard.Core.Inbound.Dane;

/// <summary>An MX host's verdict with the evidence that it was made from.</summary>
internal sealed record JudgedHost(HostObservation Seen, HostVerdict Verdict);
