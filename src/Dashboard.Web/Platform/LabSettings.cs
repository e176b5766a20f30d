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
    /// <exception cref="InvalidOperationException">Neither true, false nor a full path.</exception>
    public static bool LetsSendingBeSet(IConfiguration configuration) =>
        SendingSocket(configuration) is not null
        || !string.IsNullOrWhiteSpace(configuration[SendingControl])
            && configuration.GetValue<bool>(SendingControl);

    /// <summary>Null where no senders run.</summary>
    public static string? SendingSocket(IConfiguration configuration) =>
        Path.IsPathRooted(configuration[SendingControl]) ? configuration[SendingControl] : null;
}
