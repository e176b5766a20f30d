using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Dashboard.Lab.Outbound;

/// <summary>
/// <c>Dashboard.Lab sending FILE</c> makes the private network and runs itself in it; <c>sending-inside FILE</c> is that second
/// one. Both end with SIGTERM, and the inner with its parent.
/// </summary>
internal static class OutboundLabProgram
{
    public const string Outside = "sending";

    public const string Inside = "sending-inside";

    public static async Task<int> RunOutsideAsync(string file)
    {
        using var stop = new CancellationTokenSource();
        using var term = OnSignal(PosixSignal.SIGTERM, stop);
        using var interrupt = OnSignal(PosixSignal.SIGINT, stop);
        if (PrivateNetwork.Missing() is { } missing)
        {
            Console.WriteLine($"unavailable={missing}");
            return 3;
        }
        OutboundLab started;
        try
        {
            started = await OutboundLab.StartAsync(OutboundLabOptions.Read(file), stop.Token);
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException)
        {
            Console.WriteLine($"unavailable={failure.Message.Split('\n')[0]}");
            Console.Error.WriteLine(failure);
            return 1;
        }
        await using var lab = started;
        Console.WriteLine($"control={lab.Options.ControlSocket}");
        foreach (var sender in await lab.SendersAsync(stop.Token))
        {
            Console.WriteLine($"sender={sender.Name} {sender.Address} {sender.Title}");
        }
        Console.WriteLine("ready=yes");
        try
        {
            await lab.WaitForEndAsync(stop.Token);
            Console.WriteLine("ended=unexpectedly");
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    public static async Task<int> RunInsideAsync(string file)
    {
        var options = OutboundLabOptions.Read(file);
        using var stop = new CancellationTokenSource();
        // The parent holds the other end and says nothing: the end of the stream is the end of the parent.
        _ = Task.Run(() =>
        {
            while (Console.In.Read() >= 0) { }
            stop.Cancel();
        });
        var lab = new OutboundLabInside(options);
        await lab.StartAsync(stop.Token);
        await using var control = OutboundControl.Create(lab, options.ControlSocket);
        await control.StartAsync(stop.Token);
        await control.WaitForShutdownAsync(stop.Token);
        return 0;
    }

    private static PosixSignalRegistration OnSignal(
        PosixSignal signal,
        CancellationTokenSource stop
    ) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = true;
                stop.Cancel();
            }
        );
}
