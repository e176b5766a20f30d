namespace Dashboard.Lab.Tls;

/// <summary>What a TLS library says of a step.</summary>
internal enum LibraryStep
{
    Done,

    /// <summary>Octets of the peer are needed first.</summary>
    NeedsInput,

    /// <summary>The session is over, in order or not.</summary>
    Over,
}

/// <summary>
/// A session of a TLS library that reads and writes memory; the octets are moved here, so that no thread waits for a client.
/// </summary>
internal abstract class LibraryStream(Stream clear) : Stream
{
    private readonly byte[] received = new byte[16 * 1024];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">The handshake failed; the client has been told by an alert.</exception>
    public async Task AcceptAsync(CancellationToken cancellation)
    {
        if (!await RunAsync(() => (Handshake(), 0), cancellation))
        {
            throw new IOException("The handshake failed.");
        }
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        var read = 0;
        return await RunAsync(
            () =>
            {
                var (step, count) = Decrypt(buffer.Span);
                read = count;
                return (step, count);
            },
            cancellationToken
        )
            ? read
            : 0;
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    ) => await RunAsync(() => (Encrypt(buffer.Span), 0), cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        Goodbye();
        try
        {
            await SendAsync(CancellationToken.None);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The client was first.
        }
        Dispose();
        await base.DisposeAsync();
    }

    protected abstract LibraryStep Handshake();

    protected abstract (LibraryStep Step, int Count) Decrypt(Span<byte> buffer);

    protected abstract LibraryStep Encrypt(ReadOnlySpan<byte> buffer);

    /// <summary>Octets of the client.</summary>
    protected abstract void Give(ReadOnlySpan<byte> octets);

    /// <summary>Octets for the client; empty where there are none.</summary>
    protected abstract byte[] Take();

    /// <summary>close_notify, where the session stands.</summary>
    protected abstract void Goodbye();

    private async Task<bool> RunAsync(
        Func<(LibraryStep Step, int Count)> step,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var (said, _) = step();
            await SendAsync(cancellation);
            if (said != LibraryStep.NeedsInput)
            {
                return said == LibraryStep.Done;
            }
            var read = await clear.ReadAsync(received, cancellation);
            if (read == 0)
            {
                return false;
            }
            Give(received.AsSpan(0, read));
        }
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        while (Take() is { Length: > 0 } octets)
        {
            await clear.WriteAsync(octets, cancellation);
        }
    }
}
