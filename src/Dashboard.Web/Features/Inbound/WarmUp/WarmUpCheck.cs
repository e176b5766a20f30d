using Dashboard.Web.Platform.Status;

namespace Dashboard.Web.Features.Inbound.WarmUp;

/// <summary>A process is not ready before a first visitor would be served as quickly as the next.</summary>
internal sealed class WarmUpCheck(WarmUp warmUp) : ISystemCheck
{
    public string Name => "warm-up";

    public TimeSpan FreshFor => TimeSpan.Zero;

    public Task<SystemPart> CheckAsync(CancellationToken cancellation) =>
        Task.FromResult(
            warmUp.IsDone
                ? this.Says(SystemState.Ok, SystemSlug.Ok)
                : this.Says(SystemState.Down, SystemSlug.WarmingUp)
        );
}
