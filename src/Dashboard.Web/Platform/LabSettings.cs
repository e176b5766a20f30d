namespace Dashboard.Web.Platform;

/// <summary>Settings of the lab, which no installation has.</summary>
internal static class LabSettings
{
    /// <summary>
    /// <c>true</c>, or the full path of the Unix socket on which the lab's senders get their orders, which means the same and gives the
    /// page <c>/lab</c> besides.
    /// </summary>
    public const string SendingControl = "Lab:SendingControl";

    /// <summary>How invented organisations send can be set by hand.</summary>
    public static bool LetsSendingBeSet(IConfiguration configuration) =>
        configuration[SendingControl] is { } value
        && !string.IsNullOrWhiteSpace(value)
        && !value.Trim().Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where no senders run.</summary>
    public static string? SendingSocket(IConfiguration configuration) =>
        Path.IsPathRooted(configuration[SendingControl]) ? configuration[SendingControl] : null;
}
