namespace Dashboard.Probes;

/// <summary>The operator's settings do not make sense; the message is for the operator.</summary>
public sealed class WrongSettingException(string message) : Exception(message);
