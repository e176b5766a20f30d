using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Tls;

/// <summary>Octets in the place of an answer, for what no server does on demand; then the connection ends.</summary>
/// <param name="Octets">Of the certificate of the server.</param>
internal sealed record ScriptedAnswer(Func<ServerIdentity, byte[]> Octets) : ILibrarySettings
{
    /// <summary>Between octets, one at a time; zero to send all at once.</summary>
    public TimeSpan Drip { get; init; }

    /// <summary>Sent again and again, until the client has had enough.</summary>
    public bool Endless { get; init; }

    public ITlsServer Server(IReadOnlyList<ServerIdentity> identities) =>
        new Scripted(this, identities[0]);

    private sealed class Scripted(ScriptedAnswer answer, ServerIdentity identity) : ITlsServer
    {
        public async Task<Stream> AcceptAsync(Stream stream, CancellationToken cancellation)
        {
            // Takes the client's hello first: closing over unread octets would be a reset.
            var waiting = new byte[16 * 1024];
            _ = await stream.ReadAsync(waiting, cancellation);
            var octets = answer.Octets(identity);
            do
            {
                if (answer.Drip == TimeSpan.Zero)
                {
                    await stream.WriteAsync(octets, cancellation);
                    continue;
                }
                foreach (var octet in octets)
                {
                    await stream.WriteAsync(new[] { octet }, cancellation);
                    await Task.Delay(answer.Drip, cancellation);
                }
            } while (answer.Endless);
            // Until the client has heard it and gone.
            while (await stream.ReadAsync(waiting, cancellation) > 0) { }
            throw new IOException("The script ends here.");
        }
    }
}
