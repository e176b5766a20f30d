using System.Net.Sockets;
using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using Dashboard.Probes.Smtp;
using Org.BouncyCastle.Tls;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>
/// Completes a handshake with BouncyCastle to look behind it, and goes with QUIT inside TLS. Its input and output are moved here, so
/// that nothing blocks and the server's first answer is read as for the other questions.
/// </summary>
internal abstract class WholeHandshake(ClientOffer offer, TimeSpan within, TimeProvider time)
    : ITlsUpgrade
{
    private readonly ServerAnswerReader reader = new();

    /// <summary>In octets: a whole handshake with its tickets is far smaller.</summary>
    private const int MostHeard = 512 * 1024;

    private readonly byte[] buffer = new byte[8192];
    private readonly byte[] discarded = new byte[8192];
    private int heard;

    /// <summary>Null where it never came to the question.</summary>
    public ServerAnswer? Answer { get; private set; }

    protected ClientOffer Offer { get; } = offer;

    protected TimeProvider Time { get; } = time;

    public async Task<UpgradedConnection> UpgradeAsync(
        Socket socket,
        DomainName serverName,
        CancellationToken cancellation
    )
    {
        await using var stream = new LastWordStream(new NetworkStream(socket));
        using var timer = new CancellationTokenSource(within, Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(
            timer.Token,
            cancellation
        );
        var protocol = Protocol();
        var silence = ServerSilence.Closed;
        try
        {
            protocol.Connect(new OfferingClient(Offer, serverName));
            while (protocol.IsHandshaking && await MoveAsync(protocol, stream, limit.Token)) { }
            if (protocol.IsConnected)
            {
                await LookBehindAsync(protocol, stream, limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            silence = ServerSilence.TimedOut;
        }
        catch (TlsException)
        {
            // The server's alert, or something the library does not take; the answer tells how far it came.
        }
        catch (IOException)
        {
            silence = ServerSilence.Reset;
        }
        Answer = reader.End(silence);
        await LeaveAsync(protocol, stream, cancellation);
        throw new SessionFaultException(SessionFaultKind.TlsAlert, FirstAnswer.Heard);
    }

    /// <summary>Not connected to a stream: octets are offered and taken.</summary>
    protected abstract TlsClientProtocol Protocol();

    protected abstract Task LookBehindAsync(
        TlsClientProtocol protocol,
        Stream stream,
        CancellationToken limit
    );

    /// <summary>Says what the protocol has to say, and hears something of the server.</summary>
    /// <returns>False where the server has ended the connection.</returns>
    protected async Task<bool> MoveAsync(
        TlsClientProtocol protocol,
        Stream stream,
        CancellationToken limit
    )
    {
        await SayAsync(protocol, stream, limit);
        var read = await stream.ReadAsync(buffer, limit);
        if (read == 0)
        {
            return false;
        }
        reader.Take(buffer.AsSpan(0, read));
        protocol.OfferInput(buffer, 0, read);
        Discard(protocol);
        await SayAsync(protocol, stream, limit);
        heard += read;
        return heard <= MostHeard;
    }

    /// <summary>What the server says inside the session is not looked at, and not kept.</summary>
    private void Discard(TlsClientProtocol protocol)
    {
        while (protocol.GetAvailableInputBytes() > 0)
        {
            protocol.ReadInput(
                discarded,
                0,
                Math.Min(discarded.Length, protocol.GetAvailableInputBytes())
            );
        }
    }

    private static async Task SayAsync(
        TlsClientProtocol protocol,
        Stream stream,
        CancellationToken limit
    )
    {
        while (protocol.GetAvailableOutputBytes() is > 0 and var waiting)
        {
            var output = new byte[waiting];
            var taken = protocol.ReadOutput(output, 0, waiting);
            await stream.WriteAsync(output.AsMemory(0, taken), limit);
        }
    }

    private static async Task LeaveAsync(
        TlsClientProtocol protocol,
        Stream stream,
        CancellationToken cancellation
    )
    {
        try
        {
            if (protocol.IsConnected)
            {
                protocol.WriteApplicationData(Encoding.ASCII.GetBytes("QUIT\r\n"));
                protocol.Close();
            }
            await SayAsync(protocol, stream, cancellation);
        }
        catch (Exception gone)
            when (gone is IOException or TlsException or InvalidOperationException)
        {
            // The server was first.
        }
    }
}
