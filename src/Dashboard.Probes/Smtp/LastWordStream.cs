using Dashboard.Core.Smtp;

namespace Dashboard.Probes.Smtp;

/// <summary>
/// A connection on which what the server said last is still heard where it has closed before we could say all: a write that fails is
/// told by the read behind it, and only where there is nothing left to read. Without it an alert is lost or not by chance. A write that
/// fails for want of something of this machine fails at once: the server has not closed, and would be waited for in vain.
/// </summary>
internal sealed class LastWordStream(Stream connection) : Stream
{
    private IOException? lost;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">The connection ended; where a write failed before, that failure.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Heard(connection.Read(buffer, offset, count), count);
        }
        catch (IOException failed) when (lost is not null && failed != lost)
        {
            throw lost;
        }
    }

    /// <inheritdoc cref="Read(byte[],int,int)"/>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            return Heard(await connection.ReadAsync(buffer, cancellationToken), buffer.Length);
        }
        catch (IOException failed) when (lost is not null && failed != lost)
        {
            throw lost;
        }
    }

    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (lost is not null)
        {
            return;
        }
        try
        {
            connection.Write(buffer, offset, count);
        }
        catch (IOException failed) when (SaysThatTheServerClosed(failed))
        {
            lost = failed;
        }
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        if (lost is not null)
        {
            return;
        }
        try
        {
            await connection.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException failed) when (SaysThatTheServerClosed(failed))
        {
            lost = failed;
        }
    }

    public override Task WriteAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>A reset or a broken pipe: the server, or something on the way, ended the connection.</summary>
    public static bool SaysThatTheServerClosed(IOException failed) =>
        SessionFaultException.From(failed).Kind
            is SessionFaultKind.Reset
                or SessionFaultKind.Closed;

    /// <summary>Nothing is held back.</summary>
    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            connection.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Heard(int octets, int asked) =>
        octets == 0 && asked > 0 && lost is not null ? throw lost : octets;
}
