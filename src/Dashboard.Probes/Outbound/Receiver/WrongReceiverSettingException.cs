namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>A setting of the receiver makes no sense; the message is for the operator.</summary>
public sealed class WrongReceiverSettingException(string message) : Exception(message);
