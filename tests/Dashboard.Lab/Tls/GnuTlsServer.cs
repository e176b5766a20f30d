using System.Runtime.InteropServices;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Tls;

/// <summary>How a server of GnuTLS is set.</summary>
/// <param name="Priorities">As <c>NORMAL:-VERS-TLS1.3</c>.</param>
internal sealed record GnuTlsSettings(string Priorities) : ILibrarySettings
{
    /// <summary>Octets taken in the first message of a later session; 0 for none.</summary>
    public uint MaxEarlyData { get; init; }

    /// <summary>A client that asks for another handshake is hung up on, as by Exim.</summary>
    public bool RefusesRenegotiation { get; init; }

    public ITlsServer Server(IReadOnlyList<ServerIdentity> identities) =>
        new GnuTlsServer(this, identities);
}

/// <summary>The server side of a handshake with the GnuTLS of the system, as Debian's Exim has it inside.</summary>
internal sealed class GnuTlsServer : ITlsServer, IDisposable
{
    private readonly GnuTlsSettings settings;
    private readonly IntPtr credentials;
    private readonly GnuTls.Datum ticketKey;

    public GnuTlsServer(GnuTlsSettings settings, params IReadOnlyList<ServerIdentity> identities)
    {
        this.settings = settings;
        Require(GnuTls.gnutls_certificate_allocate_credentials(out credentials), "credentials");
        foreach (var identity in identities)
        {
            var path = Path.GetTempFileName();
            File.WriteAllText(path, ServerPem.Of(identity));
            Require(
                GnuTls.gnutls_certificate_set_x509_key_file(credentials, path, path, GnuTls.Pem),
                "a certificate"
            );
            File.Delete(path);
        }
        const int Medium = 4;
        Require(
            GnuTls.gnutls_certificate_set_known_dh_params(credentials, Medium),
            "a group for DHE"
        );
        Require(GnuTls.gnutls_session_ticket_key_generate(out ticketKey), "a key for tickets");
    }

    public async Task<Stream> AcceptAsync(Stream stream, CancellationToken cancellation)
    {
        var session = new Session(this, stream);
        try
        {
            await session.AcceptAsync(cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public void Dispose() => GnuTls.gnutls_certificate_free_credentials(credentials);

    private static void Require(int result, string what)
    {
        if (result < 0)
        {
            throw new InvalidOperationException(
                $"GnuTLS does not take {what}: {Marshal.PtrToStringUTF8(GnuTls.gnutls_strerror(result))}"
            );
        }
    }

    private sealed unsafe class Session : LibraryStream
    {
        private readonly IntPtr session;
        private readonly List<byte> input = [];
        private readonly List<byte> output = [];

        // Kept, so that the library can call them as long as the session lives.
        private readonly GnuTls.Move push;
        private readonly GnuTls.Move pull;
        private readonly bool refusesRenegotiation;
        private bool stands;
        private bool freed;

        public Session(GnuTlsServer server, Stream clear)
            : base(clear)
        {
            refusesRenegotiation = server.settings.RefusesRenegotiation;
            push = Push;
            pull = Pull;
            var early = server.settings.MaxEarlyData > 0 ? GnuTls.EarlyData : 0;
            Require(
                GnuTls.gnutls_init(out session, GnuTls.Server | GnuTls.NoSignal | early),
                "a session"
            );
            Require(
                GnuTls.gnutls_priority_set_direct(session, server.settings.Priorities, out _),
                server.settings.Priorities
            );
            Require(
                GnuTls.gnutls_credentials_set(session, GnuTls.Certificate, server.credentials),
                "the credentials"
            );
            Require(
                GnuTls.gnutls_session_ticket_enable_server(session, server.ticketKey),
                "tickets"
            );
            if (server.settings.MaxEarlyData > 0)
            {
                Require(
                    GnuTls.gnutls_record_set_max_early_data_size(
                        session,
                        server.settings.MaxEarlyData
                    ),
                    "early data"
                );
            }
            GnuTls.gnutls_transport_set_push_function(session, push);
            GnuTls.gnutls_transport_set_pull_function(session, pull);
        }

        protected override LibraryStep Handshake()
        {
            var result = GnuTls.gnutls_handshake(session);
            // A warning of the client is no end.
            while (result < 0 && !IsWaiting(result) && GnuTls.gnutls_error_is_fatal(result) == 0)
            {
                result = GnuTls.gnutls_handshake(session);
            }
            stands = result >= 0;
            if (!stands && !IsWaiting(result))
            {
                _ = GnuTls.gnutls_alert_send_appropriate(session, result);
            }
            return Step(result);
        }

        protected override (LibraryStep Step, int Count) Decrypt(Span<byte> buffer)
        {
            fixed (byte* start = buffer)
            {
                var read = (int)GnuTls.gnutls_record_recv(session, start, (nuint)buffer.Length);
                if (read == GnuTls.Rehandshake && refusesRenegotiation)
                {
                    return (LibraryStep.Over, 0);
                }
                if (read == GnuTls.Rehandshake)
                {
                    // As applications of GnuTLS do when a client asks for another handshake.
                    return (Handshake(), 0);
                }
                return read == 0 ? (LibraryStep.Over, 0) : (Step(read), Math.Max(read, 0));
            }
        }

        protected override LibraryStep Encrypt(ReadOnlySpan<byte> buffer)
        {
            fixed (byte* start = buffer)
            {
                return Step((int)GnuTls.gnutls_record_send(session, start, (nuint)buffer.Length));
            }
        }

        protected override void Give(ReadOnlySpan<byte> octets) => input.AddRange(octets);

        protected override byte[] Take()
        {
            byte[] taken = [.. output];
            output.Clear();
            return taken;
        }

        protected override void Goodbye()
        {
            if (stands)
            {
                const int WriteOnly = 1;
                _ = GnuTls.gnutls_bye(session, WriteOnly);
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (!freed)
            {
                freed = true;
                GnuTls.gnutls_deinit(session);
            }
            base.Dispose(disposing);
        }

        private nint Push(IntPtr transport, IntPtr data, nuint size)
        {
            output.AddRange(new ReadOnlySpan<byte>((void*)data, (int)size));
            return (nint)size;
        }

        private nint Pull(IntPtr transport, IntPtr data, nuint size)
        {
            if (input.Count == 0)
            {
                GnuTls.gnutls_transport_set_errno(session, GnuTls.TryAgain);
                return -1;
            }
            var count = Math.Min(input.Count, (int)size);
            CollectionsMarshal.AsSpan(input)[..count].CopyTo(new Span<byte>((void*)data, count));
            input.RemoveRange(0, count);
            return count;
        }

        private static LibraryStep Step(int result) =>
            result >= 0 ? LibraryStep.Done
            : IsWaiting(result) ? LibraryStep.NeedsInput
            : LibraryStep.Over;

        private static bool IsWaiting(int result) => result is GnuTls.Again or GnuTls.Interrupted;
    }
}
