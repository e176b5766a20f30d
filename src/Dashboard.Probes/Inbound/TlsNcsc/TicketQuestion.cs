using System.Buffers.Binary;
using Dashboard.Core.Inbound.TlsNcsc;
using Org.BouncyCastle.Tls;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>
/// Whether a server takes data in the first message of a later session (0-RTT): its tickets of TLS 1.3 say so (RFC 8446 section
/// 4.6.1). Nothing is sent early.
/// </summary>
internal sealed class TicketQuestion(
    ClientOffer offer,
    TimeSpan within,
    TimeSpan wait,
    TimeProvider time
) : WholeHandshake(offer, within, time)
{
    private TicketProtocol? protocol;

    /// <summary>
    /// The greatest max_early_data_size, 0 where no ticket names one or none came in time; null where there was no session.
    /// </summary>
    public long? MaxEarlyData { get; private set; }

    protected override TlsClientProtocol Protocol() => protocol = new TicketProtocol();

    protected override async Task LookBehindAsync(
        TlsClientProtocol _,
        Stream stream,
        CancellationToken limit
    )
    {
        using var timer = new CancellationTokenSource(wait, Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, limit);
        try
        {
            while (!protocol!.HasTicket && await MoveAsync(protocol, stream, both.Token)) { }
        }
        catch (OperationCanceledException) when (!limit.IsCancellationRequested)
        {
            // None in time.
        }
        MaxEarlyData = protocol!.MaxEarlyData;
    }

    private sealed class TicketProtocol : TlsClientProtocol
    {
        private const int EarlyData = 42;

        public bool HasTicket { get; private set; }

        public long MaxEarlyData { get; private set; }

        /// <summary>RFC 8446 section 4.6.1; what cannot be read counts as a ticket without the extension.</summary>
        protected override void Receive13NewSessionTicket(MemoryStream buf)
        {
            HasTicket = true;
            var message = buf.ToArray().AsSpan((int)buf.Position);
            buf.Position = buf.Length;
            // Lifetime, age, nonce, ticket.
            if (
                !TrySkip(ref message, 8)
                || !TrySkipVector(ref message, 1)
                || !TrySkipVector(ref message, 2)
                || !TrySkip(ref message, 2)
            )
            {
                return;
            }
            while (message.Length >= 4)
            {
                var type = BinaryPrimitives.ReadUInt16BigEndian(message);
                var length = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
                if (type == EarlyData && length == 4 && message.Length >= 8)
                {
                    MaxEarlyData = Math.Max(
                        MaxEarlyData,
                        BinaryPrimitives.ReadUInt32BigEndian(message[4..])
                    );
                }
                if (!TrySkip(ref message, 4 + length))
                {
                    return;
                }
            }
        }

        private static bool TrySkip(ref Span<byte> octets, int length)
        {
            if (octets.Length < length)
            {
                return false;
            }
            octets = octets[length..];
            return true;
        }

        private static bool TrySkipVector(ref Span<byte> octets, int lengthOctets)
        {
            if (octets.Length < lengthOctets)
            {
                return false;
            }
            var length =
                lengthOctets == 1 ? octets[0] : BinaryPrimitives.ReadUInt16BigEndian(octets);
            return TrySkip(ref octets, lengthOctets + length);
        }
    }
}
