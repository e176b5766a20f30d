using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;

namespace Dashboard.Lab.Dns;

/// <summary>
/// Stands between the resolvers and the name server, as a firewall or load balancer does in life, and mishandles the questions
/// it does not know. No name server can be configured to do these things.
/// </summary>
internal sealed class DnsMiddlebox : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly UdpClient udp;
    private readonly TcpListener? tcp;
    private readonly bool answersTcp;
    private readonly IPEndPoint server;
    private readonly IReadOnlyDictionary<DomainName, IReadOnlyList<MiddleboxFault>> faults;
    private readonly Task work;

    private DnsMiddlebox(
        IPEndPoint server,
        IReadOnlyDictionary<DomainName, IReadOnlyList<MiddleboxFault>> faults,
        IPEndPoint endpoint,
        TcpBehaviour behaviour
    )
    {
        this.server = server;
        this.faults = faults;
        Endpoint = endpoint;
        answersTcp = behaviour == TcpBehaviour.Open;
        udp = new UdpClient(Endpoint);
        if (behaviour != TcpBehaviour.Closed)
        {
            tcp = new TcpListener(Endpoint);
            tcp.Start();
        }
        work = Task.WhenAll(ServeUdpAsync(), tcp is null ? Task.CompletedTask : ServeTcpAsync(tcp));
    }

    public IPEndPoint Endpoint { get; }

    /// <param name="endpoint">Where it listens; null for any port that is free.</param>
    public static DnsMiddlebox Start(
        IPEndPoint server,
        IEnumerable<LabZone> zones,
        IPEndPoint? endpoint = null,
        TcpBehaviour tcp = TcpBehaviour.Open
    ) =>
        new(
            server,
            zones.ToDictionary(zone => zone.Apex, zone => zone.Middlebox),
            endpoint ?? new IPEndPoint(IPAddress.Loopback, Processes.ServerProcess.FreePort()),
            tcp
        );

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        udp.Dispose();
        tcp?.Stop();
        await work;
        stop.Dispose();
    }

    private async Task ServeUdpAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var question = await udp.ReceiveAsync(stop.Token);
                _ = AnswerUdpAsync(question);
            }
            catch (Exception e) when (IsEnd(e))
            {
                // An ICMP error of a client that is gone, or our own end: the loop's condition tells.
            }
        }
    }

    private async Task AnswerUdpAsync(UdpReceiveResult question)
    {
        try
        {
            if (await AnswerAsync(question.Buffer, overTcp: false) is { } answer)
            {
                await udp.SendAsync(answer, question.RemoteEndPoint, stop.Token);
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            // The resolver asks again.
        }
    }

    private async Task ServeTcpAsync(TcpListener tcp)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = AnswerTcpAsync(await tcp.AcceptTcpClientAsync(stop.Token));
            }
            catch (Exception e) when (IsEnd(e))
            {
                // As above.
            }
        }
    }

    private async Task AnswerTcpAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await ReadFrameAsync(stream) is { } question)
                {
                    if (answersTcp && await AnswerAsync(question, overTcp: true) is { } answer)
                    {
                        await stream.WriteAsync(Frame(answer), stop.Token);
                    }
                }
            }
            catch (Exception e) when (IsEnd(e))
            {
                // The resolver asks again.
            }
        }
    }

    /// <summary>Null where nothing is answered.</summary>
    private async Task<byte[]?> AnswerAsync(byte[] message, bool overTcp)
    {
        if (DnsMessage.ReadQuestion(message) is not var (name, type))
        {
            return null;
        }
        var action = faults
            .Where(zone => name.IsAtOrBelow(zone.Key))
            .SelectMany(zone => zone.Value)
            .FirstOrDefault(fault =>
                fault.Type == type && (fault.Name is null || fault.Name == name)
            )
            ?.Action;
        return action switch
        {
            MiddleboxAction.Drop => null,
            MiddleboxAction.FormatError => DnsMessage.Reply(message, 1),
            MiddleboxAction.ServerFailure => DnsMessage.Reply(message, 2),
            MiddleboxAction.DenyName => DnsMessage.Reply(message, 3),
            MiddleboxAction.NotImplemented => DnsMessage.Reply(message, 4),
            MiddleboxAction.Refused => DnsMessage.Reply(message, 5),
            MiddleboxAction.Empty => DnsMessage.Reply(message, 0),
            MiddleboxAction.StripSignatures => await ForwardAsync(
                DnsMessage.WithoutDnssecOk(message),
                overTcp
            ),
            _ => await ForwardAsync(message, overTcp),
        };
    }

    private async Task<byte[]> ForwardAsync(byte[] message, bool overTcp)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        if (!overTcp)
        {
            using var socket = new UdpClient(AddressFamily.InterNetwork);
            socket.Connect(server);
            await socket.SendAsync(message, limit.Token);
            return (await socket.ReceiveAsync(limit.Token)).Buffer;
        }
        using var client = new TcpClient();
        await client.ConnectAsync(server, limit.Token);
        await client.GetStream().WriteAsync(Frame(message), limit.Token);
        return await ReadFrameAsync(client.GetStream())
            ?? throw new IOException("The name server closed the connection.");
    }

    private async Task<byte[]?> ReadFrameAsync(NetworkStream stream)
    {
        var length = new byte[2];
        if (await stream.ReadAtLeastAsync(length, 2, false, stop.Token) < 2)
        {
            return null;
        }
        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(message, stop.Token);
        return message;
    }

    private static byte[] Frame(byte[] message)
    {
        var frame = new byte[message.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)message.Length);
        message.CopyTo(frame, 2);
        return frame;
    }

    private static bool IsEnd(Exception e) =>
        e
            is SocketException
                or IOException
                or OperationCanceledException
                or ObjectDisposedException;
}
