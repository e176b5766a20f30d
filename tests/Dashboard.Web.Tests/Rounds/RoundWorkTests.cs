using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>A process does nothing for rounds before it is warm: its first visitor would wait behind it.</summary>
public sealed class RoundWorkTests
{
    [Fact]
    public async Task Work_waits_for_the_warm_up()
    {
        using var stop = new CancellationTokenSource();
        var gate = new WarmUpGate();
        var work = Of(gate).RunAsync(stop.Token);
        work.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(work);

        var next = Of(gate).RunAsync(CancellationToken.None);
        next.IsCompleted.ShouldBeFalse();
        gate.Pass();
        await Should.ThrowAsync<NullReferenceException>(next, "it goes on");
        await Should.ThrowAsync<NullReferenceException>(
            Of(WarmUpGate.Open).RunAsync(CancellationToken.None)
        );
    }

    /// <summary>Whatever it does fails at once.</summary>
    private static RoundWork Of(WarmUpGate gate) =>
        new(null!, null!, null!, null!, null!, gate, NullLogger<RoundWork>.Instance);
}
