using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>
/// Full examinations that visitors asked for and that serve everybody, over all processes: nobody can have a server examined again
/// before <see cref="TlsNcscOptions.FullPeriod"/> is over.
/// </summary>
public interface ISharedExaminations
{
    /// <summary>The one that is there, or that another process is at; else a new one.</summary>
    /// <returns>Null where its address was examined under other names as often as we do that to a server.</returns>
    /// <exception cref="OperationCanceledException">The caller stopped while it waited.</exception>
    Task<TlsExamination?> GetAsync(
        AddressTarget target,
        Func<CancellationToken, Task<TlsExamination>> examine,
        CancellationToken stop
    );

    /// <summary>Those that serve now; nobody is asked anything.</summary>
    Task<IReadOnlyDictionary<AddressTarget, TlsExamination>> KnownAsync(
        IReadOnlyCollection<AddressTarget> targets,
        CancellationToken stop
    );
}

/// <summary>For a program that is a process of its own: what it asks for is its own, and it asks once.</summary>
internal sealed class OwnExaminations : ISharedExaminations
{
    public async Task<TlsExamination?> GetAsync(
        AddressTarget target,
        Func<CancellationToken, Task<TlsExamination>> examine,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(examine);
        return await examine(stop);
    }

    public Task<IReadOnlyDictionary<AddressTarget, TlsExamination>> KnownAsync(
        IReadOnlyCollection<AddressTarget> targets,
        CancellationToken stop
    ) =>
        Task.FromResult<IReadOnlyDictionary<AddressTarget, TlsExamination>>(
            new Dictionary<AddressTarget, TlsExamination>()
        );
}
