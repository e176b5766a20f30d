using Org.BouncyCastle.Tls;

namespace Dashboard.Lab.Smtp;

/// <summary>
/// The server side of a handshake with BouncyCastle, for what the platform's TLS does not do: old versions, two certificates of
/// which the client's signature algorithms select one, and a chain sent with its root.
/// </summary>
internal sealed class OwnTls(TlsSetup setup) : ITlsServer
{
    public async Task<Stream> AcceptAsync(Stream stream, CancellationToken cancellation)
    {
        // The library blocks; a thread of its own keeps the pool free, and closing the stream frees the thread.
        await using var end = cancellation.Register(stream.Dispose);
        var protocol = new TlsServerProtocol(stream);
        await Task.Factory.StartNew(
            () => protocol.Accept(new OwnTlsPeer(setup)),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        return protocol.Stream;
    }
}
