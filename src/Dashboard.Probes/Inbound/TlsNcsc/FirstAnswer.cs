using System.Net.Sockets;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using Dashboard.Probes.Smtp;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>
/// Puts a question with the first message of a handshake, reads the server's first answer in the clear, and goes: no key exchange is
/// computed. Never completes; what came is in <see cref="Answer"/>.
/// </summary>
internal sealed class FirstAnswer(ClientOffer offer, TimeSpan within, TimeProvider time)
    : ITlsUpgrade
{
    public const string Heard = "the first answer was all that was asked for";

    /// <summary>close_notify, as a warning (RFC 5246 section 7.2.1).</summary>
    private static readonly byte[] CloseNotify = [21, 3, 3, 0, 2, 1, 0];

    private readonly ServerAnswerReader reader = new();

    /// <summary>Null where it never came to the question.</summary>
    public ServerAnswer? Answer { get; private set; }

    public async Task<UpgradedConnection> UpgradeAsync(
        Socket socket,
        DomainName serverName,
        CancellationToken cancellation
    )
    {
        await using var stream = new NetworkStream(socket);
        using var timer = new CancellationTokenSource(within, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(
            timer.Token,
            cancellation
        );
        Answer = await HearAsync(stream, ClientHello.Of(serverName, offer), limit.Token);
        throw new SessionFaultException(SessionFaultKind.TlsAlert, Heard);
    }

    private async Task<ServerAnswer> HearAsync(
        NetworkStream stream,
        byte[] hello,
        CancellationToken limit
    )
    {
        var buffer = new byte[8192];
        try
        {
            await stream.WriteAsync(hello, limit);
            while (reader.Answer is null)
            {
                var read = await stream.ReadAsync(buffer, limit);
                if (read == 0)
                {
                    return reader.End(ServerSilence.Closed);
                }
                reader.Take(buffer.AsSpan(0, read));
            }
            await stream.WriteAsync(CloseNotify, limit);
            return reader.Answer;
        }
        catch (OperationCanceledException)
        {
            return reader.End(ServerSilence.TimedOut);
        }
        catch (IOException)
        {
            return reader.End(ServerSilence.Reset);
        }
    }
}
