using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Dns;

/// <summary>
/// One question and its answer, octet for octet, over UDP and where that is too small over TCP. For what DnsClient.NET cannot ask
/// (CD), and to notice at once that nobody listens: a connected socket hears of a closed port.
/// </summary>
internal static class DnsExchange
{
    /// <summary>What fits a datagram everywhere (RFC 9715 section 3.1).</summary>
    public const int BufferSize = 1232;

    private const int Response = 0x80;
    private const int Truncated = 0x02;

    /// <exception cref="DnsTcpException">The answer is truncated, and TCP gives none within <paramref name="timeout"/>.</exception>
    /// <exception cref="SocketException">The resolver cannot be reached.</exception>
    /// <exception cref="TimeoutException">No answer within <paramref name="timeout"/>.</exception>
    /// <returns>Null where what came back is no answer to this question.</returns>
    public static async Task<DnsReply?> AskAsync(
        IPEndPoint resolver,
        DomainName name,
        DnsRecordType type,
        bool checkingDisabled,
        TimeSpan timeout,
        CancellationToken cancellation,
        bool recursionDesired = true,
        int recordClass = WireQuery.Internet
    )
    {
        var query = WireQuery.Write(name, type, checkingDisabled, recursionDesired, recordClass);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        var truncated = false;
        try
        {
            var answer = await OverUdpAsync(resolver, query, limit.Token);
            truncated = (answer[2] & Truncated) != 0;
            if (truncated)
            {
                answer = await OverTcpAsync(resolver, query, limit.Token);
            }
            return WireReply.TryRead(answer, out var reply) && reply.Answer(name, type)
                ? reply
                : null;
        }
        catch (SocketException failed) when (truncated)
        {
            throw new DnsTcpException(failed.SocketErrorCode);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw truncated
                ? new DnsTcpException(SocketError.TimedOut)
                : new TimeoutException($"The resolver {resolver} did not answer in time.");
        }
    }

    /// <summary>Whether any answer to a question comes over TCP, put without recursion.</summary>
    public static async Task<bool> AnswersOverTcpAsync(
        IPEndPoint server,
        DomainName name,
        DnsRecordType type,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        var query = WireQuery.Write(name, type, checkingDisabled: true, recursionDesired: false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            await OverTcpAsync(server, query, limit.Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<byte[]> OverUdpAsync(
        IPEndPoint resolver,
        byte[] query,
        CancellationToken cancellation
    )
    {
        using var socket = new Socket(resolver.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(resolver, cancellation);
        await socket.SendAsync(query, cancellation);
        var buffer = new byte[4096];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellation);
            if (Answers(buffer.AsSpan(0, length), query))
            {
                return buffer[..length];
            }
        }
    }

    private static async Task<byte[]> OverTcpAsync(
        IPEndPoint resolver,
        byte[] query,
        CancellationToken cancellation
    )
    {
        using var socket = new Socket(resolver.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(resolver, cancellation);
        await using var stream = new NetworkStream(socket);
        var framed = new byte[query.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)query.Length);
        query.CopyTo(framed, 2);
        await stream.WriteAsync(framed, cancellation);
        var prefix = new byte[2];
        try
        {
            await stream.ReadExactlyAsync(prefix, cancellation);
            var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
            await stream.ReadExactlyAsync(answer, cancellation);
            return Answers(answer, query)
                ? answer
                : throw new SocketException((int)SocketError.ProtocolOption);
        }
        catch (IOException ended)
        {
            throw new SocketException((int)SocketError.ConnectionReset, ended.Message);
        }
    }

    private static bool Answers(ReadOnlySpan<byte> message, ReadOnlySpan<byte> query) =>
        message.Length >= 12
        && WireQuery.Id(message) == WireQuery.Id(query)
        && (message[2] & Response) != 0;
}
