using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Tls;

/// <summary>
/// A server whose answer depends on what the client offers: one library or another, or octets that no library sends.
/// </summary>
/// <param name="Usual">The server for all others.</param>
/// <param name="Choose">What answers instead; null for the usual one.</param>
internal sealed record ByHelloSettings(
    ILibrarySettings Usual,
    Func<SeenHello, ILibrarySettings?> Choose
) : ILibrarySettings
{
    public ITlsServer Server(IReadOnlyList<ServerIdentity> identities) =>
        new ByHello(this, identities);

    private sealed class ByHello(ByHelloSettings settings, IReadOnlyList<ServerIdentity> identities)
        : ITlsServer
    {
        private const int Header = 5;

        private readonly ITlsServer usual = settings.Usual.Server(identities);

        public async Task<Stream> AcceptAsync(Stream stream, CancellationToken cancellation)
        {
            var record = new byte[Header];
            await stream.ReadExactlyAsync(record, cancellation);
            Array.Resize(ref record, Header + (record[3] << 8) + record[4]);
            await stream.ReadExactlyAsync(record.AsMemory(Header), cancellation);
            var server =
                SeenHello.Of(record) is { } hello && settings.Choose(hello) is { } other
                    ? other.Server(identities)
                    : usual;
            return await server.AcceptAsync(new ReplayedStream(record, stream), cancellation);
        }
    }
}
