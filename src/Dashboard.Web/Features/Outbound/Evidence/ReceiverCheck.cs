using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Web.Platform.Status;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>The receiver of this process listens on all that the settings name.</summary>
internal sealed class ReceiverCheck(ReceiverOptions options, SmtpReceiver receiver) : ISystemCheck
{
    public string Name => "receiver";

    public TimeSpan FreshFor => TimeSpan.FromSeconds(5);

    public Task<SystemPart> CheckAsync(CancellationToken cancellation) =>
        Task.FromResult(
            Judge(
                [.. options.Listeners.Select(listener => listener.Name)],
                receiver.Bound.Select(bound => bound.Listener).ToHashSet()
            )
        );

    internal SystemPart Judge(IReadOnlyList<string> wanted, IReadOnlySet<string> bound)
    {
        var silent = wanted.Where(name => !bound.Contains(name)).ToList();
        return wanted.Count > 0 && silent.Count == 0
            ? this.Says(SystemState.Ok, SystemSlug.Ok)
            : this.Says(
                SystemState.Degraded,
                SystemSlug.ReceiverNotListening,
                ("listeners", string.Join(", ", silent))
            );
    }
}
