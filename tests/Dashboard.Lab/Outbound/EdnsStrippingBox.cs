using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Dashboard.Lab.Outbound;

/// <summary>
/// A box between a resolver and a name server that takes the OPT record out of questions (RFC 6891), as old firewalls do: the name
/// server then sees no DO bit and sends no signatures. Nothing else of questions or answers is changed.
/// </summary>
internal static class EdnsStrippingBox
{
    private const int HeaderOctets = 12;

    private const int AdditionalCount = 10;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>Listens once this has returned, and relays until the process ends.</summary>
    public static void Start(IPAddress address, IPAddress nameServer)
    {
        var listener = new UdpClient(new IPEndPoint(address, 53));
        _ = RelayAsync(listener, address, new IPEndPoint(nameServer, 53));
    }

    private static async Task RelayAsync(UdpClient listener, IPAddress own, IPEndPoint nameServer)
    {
        while (true)
        {
            var question = await listener.ReceiveAsync();
            _ = AnswerAsync(listener, question, own, nameServer);
        }
    }

    private static async Task AnswerAsync(
        UdpClient listener,
        UdpReceiveResult question,
        IPAddress own,
        IPEndPoint nameServer
    )
    {
        using var upstream = new UdpClient(new IPEndPoint(own, 0));
        using var timeout = new CancellationTokenSource(TimeLimit);
        try
        {
            await upstream.SendAsync(WithoutEdns(question.Buffer), nameServer, timeout.Token);
            var answer = await upstream.ReceiveAsync(timeout.Token);
            await listener.SendAsync(answer.Buffer, question.RemoteEndPoint, timeout.Token);
        }
        catch (Exception lost) when (lost is OperationCanceledException or SocketException)
        {
            // The resolver asks again.
        }
    }

    /// <summary>A question has nothing behind its question section but additional records.</summary>
    private static byte[] WithoutEdns(byte[] question)
    {
        var end = HeaderOctets;
        while (question[end] != 0)
        {
            end += question[end] + 1;
        }
        end += 1 + 4; // the root label, type and class
        var plain = question[..end];
        BinaryPrimitives.WriteUInt16BigEndian(plain.AsSpan(AdditionalCount), 0);
        return plain;
    }
}
