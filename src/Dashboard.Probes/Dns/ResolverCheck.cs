using Dashboard.Core.Dns;

namespace Dashboard.Probes.Dns;

/// <summary>Whether the resolver can be relied upon.</summary>
public sealed class ResolverCheck
{
    /// <summary>What is known of the resolver, at most some seconds old.</summary>
    public Task<ResolverIdentity> CheckAsync(CancellationToken cancellation) =>
        throw new NotImplementedException();
}
