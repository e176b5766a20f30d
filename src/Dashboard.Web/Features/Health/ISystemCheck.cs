namespace Dashboard.Web.Features.Health;

/// <summary>Looks at one part of the system.</summary>
internal interface ISystemCheck
{
    string Name { get; }

    /// <summary>How long an outcome may be shown before it is looked at again.</summary>
    TimeSpan FreshFor { get; }

    Task<SystemPart> CheckAsync(CancellationToken cancellation);
}
