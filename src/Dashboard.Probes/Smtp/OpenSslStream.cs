using System.Buffers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Dashboard.Probes.Smtp;

/// <summary>
/// A session of OpenSSL that reads and writes memory; the octets are moved here, so that no thread waits for a server. One that
/// reads or writes at a time.
/// </summary>
internal sealed class OpenSslStream : Stream
{
    private const int Size = 16 * 1024;

    private readonly SslHandle session;
    private readonly Socket socket;

    /// <summary>Memory BIOs, which the session frees.</summary>
    private readonly nint input = Memory();
    private readonly nint output = Memory();

    public OpenSslStream(SslHandle session, Socket socket)
    {
        this.session = session;
        this.socket = socket;
        LibSsl.SSL_set_bio(session, input, output);
    }

    /// <summary>Set by a callback of the handshake, in the thread of the call that is going on.</summary>
    [ThreadStatic]
    internal static bool Requested;

    public bool ClientCertificateRequested { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="AuthenticationException">OpenSSL ended the handshake, or the server did with an alert.</exception>
    /// <exception cref="IOException">The connection ended.</exception>
    public async Task HandshakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var step = Handshake(out var complaint);
            try
            {
                await SendAsync(cancellation);
            }
            catch (IOException failed)
                when (step == Step.NeedsInput && LastWordStream.SaysThatTheServerClosed(failed))
            {
                // Why the server closed may be there to read.
                if (await LastWordAsync(cancellation) is { } lastWord)
                {
                    throw new AuthenticationException(lastWord);
                }
                throw;
            }
            catch (IOException) when (step == Step.Failed)
            {
                // A server that has gone does not hear why; we know it.
            }
            switch (step)
            {
                case Step.Done:
                    return;
                case Step.NeedsInput:
                    if (!await ReceiveAsync(cancellation))
                    {
                        throw new EndOfStreamException("The server closed the connection.");
                    }
                    break;
                case Step.Closed:
                    throw new EndOfStreamException("The server ended the session.");
                default:
                    throw new AuthenticationException(complaint);
            }
        }
    }

    /// <returns>What OpenSSL makes of what the server said before it closed; null where that ends nothing.</returns>
    private async Task<string?> LastWordAsync(CancellationToken cancellation)
    {
        try
        {
            return await ReceiveAsync(cancellation) && Handshake(out var complaint) == Step.Failed
                ? complaint
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        while (true)
        {
            var step = Decrypt(buffer.Span, out var read, out var complaint);
            try
            {
                await SendAsync(cancellationToken);
            }
            catch (IOException) when (step != Step.NeedsInput)
            {
                // What was read was read, whether or not the server still listens.
            }
            switch (step)
            {
                case Step.Done:
                    return read;
                case Step.NeedsInput:
                    if (!await ReceiveAsync(cancellationToken))
                    {
                        return 0;
                    }
                    break;
                case Step.Closed:
                    return 0;
                default:
                    throw new IOException(complaint);
            }
        }
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        if (Encrypt(buffer.Span, out var complaint) != Step.Done)
        {
            throw new IOException(complaint);
        }
        await SendAsync(cancellationToken);
    }

    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Nothing is held back.</summary>
    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            session.Dispose();
            socket.Dispose();
        }
        base.Dispose(disposing);
    }

    private enum Step
    {
        Done,

        /// <summary>Octets of the server are needed first.</summary>
        NeedsInput,

        /// <summary>The server said that it says no more.</summary>
        Closed,

        Failed,
    }

    private Step Handshake(out string complaint)
    {
        LibSsl.ERR_clear_error();
        Requested = false;
        var step = After(LibSsl.SSL_do_handshake(session), out complaint);
        ClientCertificateRequested |= Requested;
        return step;
    }

    private unsafe Step Decrypt(Span<byte> buffer, out int read, out string complaint)
    {
        LibSsl.ERR_clear_error();
        fixed (byte* start = buffer)
        {
            read = LibSsl.SSL_read(session, start, buffer.Length);
            return After(read, out complaint);
        }
    }

    private unsafe Step Encrypt(ReadOnlySpan<byte> buffer, out string complaint)
    {
        LibSsl.ERR_clear_error();
        fixed (byte* start = buffer)
        {
            return After(LibSsl.SSL_write(session, start, buffer.Length), out complaint);
        }
    }

    private Step After(int result, out string complaint)
    {
        complaint = string.Empty;
        if (result > 0)
        {
            return Step.Done;
        }
        switch (LibSsl.SSL_get_error(session, result))
        {
            case LibSsl.ErrorWantRead:
                return Step.NeedsInput;
            case LibSsl.ErrorZeroReturn:
                return Step.Closed;
            default:
                complaint = LibSsl.Complaint();
                return Step.Failed;
        }
    }

    private async ValueTask SendAsync(CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Size);
        try
        {
            int length;
            while ((length = TakeOutput(buffer)) > 0)
            {
                for (var sent = 0; sent < length; )
                {
                    sent += await socket.SendAsync(
                        buffer.AsMemory(sent, length - sent),
                        cancellation
                    );
                }
            }
        }
        catch (SocketException failed)
        {
            throw new IOException(failed.Message, failed);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <returns>False at the end of the connection.</returns>
    private async ValueTask<bool> ReceiveAsync(CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Size);
        try
        {
            var length = await socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            Give(buffer.AsSpan(0, length));
            return length > 0;
        }
        catch (SocketException failed)
        {
            throw new IOException(failed.Message, failed);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static nint Memory() =>
        LibSsl.BIO_new(LibSsl.BIO_s_mem()) is not 0 and var memory
            ? memory
            : throw new InvalidOperationException(LibSsl.Complaint());

    private unsafe int TakeOutput(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(session.IsClosed, this);
        fixed (byte* start = buffer)
        {
            return LibSsl.BIO_read(output, start, buffer.Length);
        }
    }

    private unsafe void Give(ReadOnlySpan<byte> octets)
    {
        ObjectDisposedException.ThrowIf(session.IsClosed, this);
        fixed (byte* start = octets)
        {
            if (!octets.IsEmpty && LibSsl.BIO_write(input, start, octets.Length) != octets.Length)
            {
                throw new InvalidOperationException(LibSsl.Complaint());
            }
        }
    }
}
