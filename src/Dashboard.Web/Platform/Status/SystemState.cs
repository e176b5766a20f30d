namespace Dashboard.Web.Platform.Status;

/// <summary>How the system, or a part of it, does.</summary>
public enum SystemState
{
    Ok,

    /// <summary>It serves, with less than all it can do.</summary>
    Degraded,

    Down,
}
