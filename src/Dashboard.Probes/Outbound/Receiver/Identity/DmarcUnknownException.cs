namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>A lookup on the way failed, so nothing can be said of alignment.</summary>
internal sealed class DmarcUnknownException : Exception;
