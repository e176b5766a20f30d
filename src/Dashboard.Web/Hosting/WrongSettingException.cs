namespace Dashboard.Web.Hosting;

/// <summary>The operator's settings do not make sense; the message is for the operator.</summary>
internal sealed class WrongSettingException(string message) : Exception(message);
