namespace Dashboard.Lab.Tls;

/// <summary>A stream whose first octets were read already, and come again.</summary>
internal sealed class ReplayedStream(byte[] first, Stream rest) : Stream
{
    private int given;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        given < first.Length
            ? Give(buffer.AsSpan(offset, count))
            : rest.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    ) =>
        given < first.Length
            ? ValueTask.FromResult(Give(buffer.Span))
            : rest.ReadAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) =>
        rest.Write(buffer, offset, count);

    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => rest.WriteAsync(buffer, cancellationToken);

    public override void Flush() => rest.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        rest.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Give(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, first.Length - given);
        first.AsSpan(given, count).CopyTo(buffer);
        given += count;
        return count;
    }
}
