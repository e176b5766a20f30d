using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Dashboard.Lab.Smtp;

/// <summary>Sees that a mail server of another make is up.</summary>
internal static class Greeting
{
    public static async Task<bool> ComesAsync(IPEndPoint address, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address, limit.Token);
            using var reader = new StreamReader(client.GetStream());
            var greeting = await reader.ReadLineAsync(limit.Token);
            return greeting is not null
                && int.TryParse(greeting[..3], CultureInfo.InvariantCulture, out _);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}
