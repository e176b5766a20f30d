namespace Dashboard.Web.Platform;

/// <summary>Settings of the lab, which no installation has.</summary>
internal static class LabSettings
{
    /// <summary>The Unix socket on which the lab's senders get their orders.</summary>
    public const string SendingControl = "Lab:SendingControl";
}
