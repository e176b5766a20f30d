namespace Dashboard.Web.Platform.Status;

/// <summary>Looks at one part of the system.</summary>
internal interface ISystemCheck
{
    string Name { get; }

    /// <summary>Whether this installation has the part; what it has not is neither looked at nor shown.</summary>
    bool Applies => true;

    /// <summary>How long an outcome may be shown before it is looked at again.</summary>
    TimeSpan FreshFor { get; }

    /// <summary>What is reported where the look itself fails in a way that nobody thought of.</summary>
    SystemState WhenItFails => SystemState.Degraded;

    Task<SystemPart> CheckAsync(CancellationToken cancellation);
}
