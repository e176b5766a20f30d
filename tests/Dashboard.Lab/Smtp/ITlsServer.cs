namespace Dashboard.Lab.Smtp;

internal interface ITlsServer
{
    /// <summary>The encrypted stream, once the handshake is over.</summary>
    Task<Stream> AcceptAsync(Stream stream, CancellationToken cancellation);
}
