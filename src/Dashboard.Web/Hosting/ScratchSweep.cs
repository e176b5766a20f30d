using Dashboard.Web.Platform;

namespace Dashboard.Web.Hosting;

/// <summary>When the program starts: what killed ones left in the folder for temporary files would fill it.</summary>
internal sealed class ScratchSweep : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ScratchFolder.RemoveAbandoned();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
