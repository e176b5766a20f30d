using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MailAuthentication;

namespace Dashboard.Probes.Inbound.Related;

/// <summary>Signatures that sending tests saw: the DNS alone never shows that a domain signs its mail.</summary>
public interface IDkimProofs
{
    /// <summary>The newest of messages from the domain; null where there is none.</summary>
    /// <exception cref="OperationCanceledException">The caller stopped before it was known.</exception>
    Task<DkimProof?> NewestAsync(DomainName domain, CancellationToken stop);
}

/// <summary>For a program that has no sending tests.</summary>
internal sealed class NoDkimProofs : IDkimProofs
{
    public Task<DkimProof?> NewestAsync(DomainName domain, CancellationToken stop) =>
        Task.FromResult<DkimProof?>(null);
}
