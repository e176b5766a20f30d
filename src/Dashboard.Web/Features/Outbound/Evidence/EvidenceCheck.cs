using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Web.Platform.Status;

namespace Dashboard.Web.Features.Outbound.Evidence;

/// <summary>Whether the receiver of this process can let senders in, and keep what it sees of them.</summary>
internal sealed class EvidenceCheck(
    SmtpReceiver receiver,
    EvidenceQueue queue,
    EvidenceRoom room,
    TimeProvider time
) : ISystemCheck
{
    /// <summary>A flood of some minutes ago is no concern of now.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    /// <summary>Beyond it senders get a temporary refusal.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(10);

    public string Name => "evidence";

    public TimeSpan FreshFor => TimeSpan.FromSeconds(5);

    public Task<SystemPart> CheckAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        bool IsRecent(DateTimeOffset? at) => now - at < Recent;
        var slug =
            now - queue.WaitingSince > LongWait || IsRecent(queue.DroppedAt)
                ? SystemSlug.EvidenceDelayed
            : IsRecent(receiver.TurnedAwayAt) ? SystemSlug.ReceiverCrowded
            : IsRecent(receiver.NotReadAt) ? SystemSlug.MessagesNotRead
            : IsRecent(room.TrimmedAt) ? SystemSlug.EvidenceRoomFull
            : SystemSlug.Ok;
        return Task.FromResult(
            slug == SystemSlug.Ok
                ? this.Says(SystemState.Ok, slug)
                : this.Says(
                    SystemState.Degraded,
                    slug,
                    (
                        "waiting",
                        queue.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    )
                )
        );
    }
}
