using Dashboard.Core.Outbound.Evidence;
using Org.BouncyCastle.Tls;

namespace Dashboard.Probes.Outbound.Receiver.Tls;

/// <summary>TLS over a connection, without a thread that waits: the protocol is fed what arrives and asked what to send.</summary>
internal sealed class TlsServerStream(Stream inner, ReceiverTlsServer server) : Stream
{
    private const int BufferOctets = 8 * 1024;

    private readonly TlsServerProtocol protocol = new();
    private readonly byte[] buffer = new byte[BufferOctets];

    // What went wrong behind data that was good: told once the data has been read.
    private TlsFaultException? fault;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="TlsFaultException">It did not complete.</exception>
    public async Task HandshakeAsync(CancellationToken cancellation)
    {
        protocol.Accept(server);
        while (!server.IsComplete)
        {
            var read = await inner.ReadAsync(buffer, cancellation);
            if (read == 0)
            {
                throw new TlsFaultException(TlsFailure.Aborted, null);
            }
            Offer(read);
            await SendAsync(cancellation);
            if (fault is not null && !server.IsComplete)
            {
                throw fault;
            }
        }
    }

    /// <summary>
    /// Reads the ClientHello and answers nothing: all a listener wants to know that breaks the handshake off.
    /// </summary>
    public async Task PeekAsync(CancellationToken cancellation)
    {
        protocol.Accept(server);
        while (!server.HelloSeen && fault is null)
        {
            var read = await inner.ReadAsync(buffer, cancellation);
            if (read == 0)
            {
                return;
            }
            Offer(read);
        }
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> destination,
        CancellationToken cancellationToken = default
    )
    {
        while (true)
        {
            var available = Math.Min(protocol.GetAvailableInputBytes(), destination.Length);
            if (available > 0)
            {
                var octets = new byte[available];
                var taken = protocol.ReadInput(octets, 0, available);
                octets.AsSpan(0, taken).CopyTo(destination.Span);
                return taken;
            }
            if (fault is not null)
            {
                throw fault;
            }
            if (protocol.IsClosed)
            {
                return 0;
            }
            var read = await inner.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                return 0;
            }
            Offer(read);
            await SendAsync(cancellationToken);
        }
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> source,
        CancellationToken cancellationToken = default
    )
    {
        if (protocol.IsClosed)
        {
            throw new IOException("TLS has been closed.");
        }
        protocol.WriteApplicationData(source.Span);
        await SendAsync(cancellationToken);
    }

    /// <summary>Says close_notify.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        if (!protocol.IsClosed)
        {
            protocol.Close();
            await SendAsync(cancellation);
        }
    }

    private void Offer(int octets)
    {
        try
        {
            protocol.OfferInput(buffer, 0, octets);
        }
        catch (TlsFatalAlertReceived received)
        {
            fault = new TlsFaultException(TlsFailure.Alert, received.AlertDescription, received);
        }
        // What the client sent can make the library trip in ways of its own; none is a fault of ours.
        catch (Exception tripped)
        {
            fault = new TlsFaultException(TlsFailure.Protocol, null, tripped);
        }
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        while (protocol.GetAvailableOutputBytes() is var waiting and > 0)
        {
            var octets = new byte[waiting];
            var taken = protocol.ReadOutput(octets, 0, octets.Length);
            try
            {
                await inner.WriteAsync(octets.AsMemory(0, taken), cancellation);
            }
            catch (IOException) when (fault is not null)
            {
                return; // our own alert, to a client that has gone
            }
        }
    }

    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
