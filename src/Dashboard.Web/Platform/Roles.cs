namespace Dashboard.Web.Platform;

/// <summary>What one process of the program does; any set of them, by the setting <c>Roles</c>.</summary>
[Flags]
internal enum Roles
{
    None = 0,

    /// <summary>Serves the pages and the API.</summary>
    Web = 1,

    /// <summary>Takes jobs from the queues, and judges sending tests.</summary>
    Worker = 2,

    /// <summary>Takes mail for sending tests, and follows the name server's log.</summary>
    Receiver = 4,

    All = Web | Worker | Receiver,
}
