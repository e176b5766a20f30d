namespace Dashboard.Data;

/// <summary>How far a receiving test is.</summary>
public enum InboundTestState
{
    /// <summary>Committed; a job for it exists, or the sweeper will make one.</summary>
    Queued,

    /// <summary>A worker has started. After the loss of that worker another begins again.</summary>
    Running,

    Done,

    /// <summary>Through a fault of our own there is no verdict; the reason is beside it. Says nothing of the domain.</summary>
    Failed,
}
