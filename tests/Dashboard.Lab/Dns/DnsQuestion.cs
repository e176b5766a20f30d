using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Dashboard.Core.Dns;

namespace Dashboard.Lab.Dns;

/// <summary>One question on the wire (RFC 1035 section 4.1), to see whether a server of the lab does its work.</summary>
internal static class DnsQuestion
{
    private const int HeaderLength = 12;

    // Short: a question to a port that nobody has opened yet is not answered at all.
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    public static async Task<bool> IsAnsweredAsync(
        IPEndPoint server,
        DomainName name,
        DnsRecordType type,
        CancellationToken cancellation
    ) => await AskAsync(server, name, type, cancellation) is { ResponseCode: 0, Answers: > 0 };

    /// <summary>Null where no answer came.</summary>
    public static async Task<DnsHeader?> AskAsync(
        IPEndPoint server,
        DomainName name,
        DnsRecordType type,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Within);
        using var socket = new UdpClient(server.AddressFamily);
        try
        {
            socket.Connect(server);
            await socket.SendAsync(Message(name, type), limit.Token);
            var reply = await socket.ReceiveAsync(limit.Token);
            return DnsHeader.Read(reply.Buffer);
        }
        catch (SocketException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static byte[] Message(DomainName name, DnsRecordType type)
    {
        var message = new List<byte>(new byte[HeaderLength]);
        BinaryPrimitives.WriteUInt16BigEndian(
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(message),
            0x4c4c
        );
        message[2] = 0x01; // RD
        message[3] = 0x20; // AD: tell me whether it is secure (RFC 6840 section 5.7)
        message[5] = 1; // QDCOUNT
        foreach (var label in name.Labels)
        {
            message.Add((byte)label.Length);
            message.AddRange(Encoding.ASCII.GetBytes(label));
        }
        message.AddRange([0, 0, (byte)type, 0, 1]);
        return [.. message];
    }
}
