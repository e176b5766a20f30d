using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>
/// Full examinations that serve everybody, over all processes: nobody can have a server examined again
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

    /// <summary>A whole one that was made apart from these, in a round, counts with later rounds as they do.</summary>
    Task KeepAsync(AddressTarget target, TlsExamination full, CancellationToken stop);

    /// <summary>The newest whole one, however old, that no round has found to be of another server; null where there is none.</summary>
    Task<TlsExamination?> WholeAsync(AddressTarget target, CancellationToken stop);

    /// <summary>The server is not the one of <paramref name="full"/> any more, which counts with no round and is due again.</summary>
    Task ChangedAsync(AddressTarget target, TlsExamination full, CancellationToken stop);
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

    public Task KeepAsync(AddressTarget target, TlsExamination full, CancellationToken stop) =>
        Task.CompletedTask;

    public Task<TlsExamination?> WholeAsync(AddressTarget target, CancellationToken stop) =>
        Task.FromResult<TlsExamination?>(null);

    public Task ChangedAsync(AddressTarget target, TlsExamination full, CancellationToken stop) =>
        Task.CompletedTask;
}
