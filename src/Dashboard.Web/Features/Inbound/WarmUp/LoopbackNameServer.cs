using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;

namespace Dashboard.Web.Features.Inbound.WarmUp;

/// <summary>
/// A name server on a port of loopback that knows one domain with one mail server at 127.0.0.1, and answers every other question with
/// "no data" (RFC 1035 section 4.1). It says AD, as a validating resolver would of a signed zone.
/// </summary>
internal sealed class LoopbackNameServer : IAsyncDisposable
{
    private const int HeaderLength = 12;
    private const int TypeAndClass = 4;
    private const int LabelMask = 0x3f;

    /// <summary>QR, RD, RA and AD (RFC 1035 section 4.1.1, RFC 4035 section 3.2.3).</summary>
    private const ushort Flags = 0x81a0;

    /// <summary>Points at the name of the question, which follows the header.</summary>
    private const ushort PointerToQuestion = 0xc00c;

    private readonly Socket socket = new(
        AddressFamily.InterNetwork,
        SocketType.Dgram,
        ProtocolType.Udp
    );
    private readonly CancellationTokenSource end = new();
    private readonly Dictionary<(DomainName Name, DnsRecordType Type), byte[]> records;
    private readonly Task serving;

    /// <param name="keyDigest">Of the mail server's record 3 1 1.</param>
    public LoopbackNameServer(DomainName domain, DomainName host, byte[] keyDigest)
    {
        records = new()
        {
            [(domain, DnsRecordType.Mx)] = [0, 10, .. host.ToWire()],
            [(host, DnsRecordType.A)] = IPAddress.Loopback.GetAddressBytes(),
            [(DomainName.Parse($"_25._tcp.{host.Value}"), DnsRecordType.Tlsa)] =
            [
                3,
                1,
                1,
                .. keyDigest,
            ],
        };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        serving = ServeAsync(end.Token);
    }

    public IPEndPoint Endpoint => (IPEndPoint)socket.LocalEndPoint!;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await serving;
        socket.Dispose();
        end.Dispose();
    }

    private async Task ServeAsync(CancellationToken cancellation)
    {
        var buffer = new byte[512];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveFromAsync(
                    buffer,
                    SocketFlags.None,
                    new IPEndPoint(IPAddress.Loopback, 0),
                    cancellation
                );
                if (Answer(buffer.AsSpan(0, received.ReceivedBytes)) is { } answer)
                {
                    await socket.SendToAsync(
                        answer,
                        SocketFlags.None,
                        received.RemoteEndPoint,
                        cancellation
                    );
                }
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException)
        {
            // It has served; who asked hears nothing more, and waits no longer than for any other.
        }
    }

    /// <summary>Null where it is no question.</summary>
    private byte[]? Answer(ReadOnlySpan<byte> query)
    {
        var labels = new List<string>();
        var at = HeaderLength;
        while (at < query.Length && query[at] != 0)
        {
            var length = query[at] & LabelMask;
            if (at + 1 + length >= query.Length)
            {
                return null;
            }
            labels.Add(System.Text.Encoding.ASCII.GetString(query.Slice(at + 1, length)));
            at += 1 + length;
        }
        at++;
        if (at + TypeAndClass > query.Length)
        {
            return null;
        }
        var type = (DnsRecordType)BinaryPrimitives.ReadUInt16BigEndian(query[at..]);
        var data =
            DomainName.TryParse(string.Join('.', labels), out var name)
            && records.TryGetValue((name, type), out var known)
                ? known
                : null;
        return
        [
            .. query[..2],
            .. Octets(Flags),
            .. Octets(1),
            .. Octets((ushort)(data is null ? 0 : 1)),
            .. Octets(0),
            .. Octets(0),
            .. query[HeaderLength..(at + TypeAndClass)],
            .. data is null
                ? []
                : (byte[])
                    [
                        .. Octets(PointerToQuestion),
                        .. Octets((ushort)type),
                        .. Octets(1),
                        // A time to live of a minute.
                        .. Octets(0),
                        .. Octets(60),
                        .. Octets((ushort)data.Length),
                        .. data,
                    ],
        ];
    }

    private static byte[] Octets(ushort value) => [(byte)(value >> 8), (byte)value];
}
