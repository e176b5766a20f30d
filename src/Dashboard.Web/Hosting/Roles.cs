namespace Dashboard.Web.Hosting;

/// <summary>What one process of the program does; any set of them, by the setting <c>Roles</c>.</summary>
[Flags]
internal enum Roles
{
    None = 0,

    /// <summary>Serves the pages and the API.</summary>
    Web = 1,

    /// <summary>Takes jobs from the queues.</summary>
    Worker = 2,

    All = Web | Worker,
}
