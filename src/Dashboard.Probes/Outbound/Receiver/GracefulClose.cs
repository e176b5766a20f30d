using System.Net.Sockets;
using System.Text;
using Dashboard.Probes.Outbound.Receiver.Smtp;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>How a connection is let go of.</summary>
internal static class GracefulClose
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Sends what is to be sent and waits a moment for the client's end: a socket closed on octets unread is reset, and the last
    /// reply with it.
    /// </summary>
    public static async Task FromAsync(Socket client)
    {
        using var brief = new CancellationTokenSource(Timeout);
        try
        {
            client.Shutdown(SocketShutdown.Send);
            var scrap = new byte[4096];
            for (var i = 0; i < 256; i++)
            {
                if (await client.ReceiveAsync(scrap, brief.Token) == 0)
                {
                    return;
                }
            }
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            // It need not be polite.
        }
    }

    /// <summary>There is no room for it.</summary>
    public static async Task TurnAwayAsync(Stream connection)
    {
        using var brief = new CancellationTokenSource(Timeout);
        try
        {
            await connection.WriteAsync(
                Encoding.ASCII.GetBytes(SmtpReplies.Busy.ToWire()),
                brief.Token
            );
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // Turned away all the same.
        }
    }
}
