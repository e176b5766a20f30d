using Dashboard.Lab.Certificates;
using Dashboard.Lab.Smtp;

namespace Dashboard.Lab.Tls;

/// <summary>How a server of OpenSSL is set.</summary>
/// <param name="Commands">
/// Of a configuration file (SSL_CONF_cmd(3)), as <c>CipherString</c> and <c>Groups</c>, with their values.
/// </param>
internal sealed record OpenSslSettings(
    params IReadOnlyList<(string Command, string Value)> Commands
) : ILibrarySettings
{
    /// <summary>The group for DHE; null for one that fits the key.</summary>
    public DhGroup? Dh { get; init; }

    /// <summary>Octets taken in the first message of a later session; 0 for none.</summary>
    public uint MaxEarlyData { get; init; }

    public ITlsServer Server(IReadOnlyList<ServerIdentity> identities) =>
        new OpenSslTls(this, identities);
}

/// <summary>The server side of a handshake with the OpenSSL of the system, as Postfix and Exim have it inside.</summary>
internal sealed class OpenSslTls : ITlsServer, IDisposable
{
    private readonly IntPtr context;

    public OpenSslTls(OpenSslSettings settings, params IReadOnlyList<ServerIdentity> identities)
    {
        context = OpenSsl.SSL_CTX_new(OpenSsl.TLS_server_method());
        if (settings.Dh is null)
        {
            // A group of its own for DHE that fits the key, as servers ask for by default.
            _ = OpenSsl.SSL_CTX_ctrl(context, OpenSsl.SetDhAuto, 1, IntPtr.Zero);
        }
        var configuration = OpenSsl.SSL_CONF_CTX_new();
        _ = OpenSsl.SSL_CONF_CTX_set_flags(
            configuration,
            OpenSsl.ConfServer | OpenSsl.ConfFile | OpenSsl.ConfCertificate
        );
        OpenSsl.SSL_CONF_CTX_set_ssl_ctx(configuration, context);
        foreach (var (command, value) in settings.Commands)
        {
            Require(
                OpenSsl.SSL_CONF_cmd(configuration, command, value) > 0,
                $"{command} = {value}"
            );
        }
        if (settings.Dh is { } group)
        {
            UseGroup(configuration, group);
        }
        foreach (var identity in identities)
        {
            Use(identity);
        }
        Require(OpenSsl.SSL_CONF_CTX_finish(configuration) == 1, "the settings together");
        OpenSsl.SSL_CONF_CTX_free(configuration);
        if (settings.MaxEarlyData > 0)
        {
            _ = OpenSsl.SSL_CTX_set_max_early_data(context, settings.MaxEarlyData);
        }
    }

    public async Task<Stream> AcceptAsync(Stream stream, CancellationToken cancellation)
    {
        var session = new Session(OpenSsl.SSL_new(context), stream);
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

    public void Dispose() => OpenSsl.SSL_CTX_free(context);

    private void Use(ServerIdentity identity)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, ServerPem.Of(identity));
            Require(
                OpenSsl.SSL_CTX_use_certificate_chain_file(context, path) == 1
                    && OpenSsl.SSL_CTX_use_PrivateKey_file(context, path, OpenSsl.FileTypePem) == 1,
                identity.Leaf.ToString()
            );
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void UseGroup(IntPtr configuration, DhGroup group)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, group.Pem());
            Require(OpenSsl.SSL_CONF_cmd(configuration, "DHParameters", path) > 0, $"{group}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Require(bool done, string what)
    {
        if (!done)
        {
            throw new InvalidOperationException(
                $"OpenSSL does not take {what}: {OpenSsl.Complaint()}"
            );
        }
    }

    private sealed unsafe class Session : LibraryStream
    {
        private readonly IntPtr session;
        private readonly IntPtr input = OpenSsl.BIO_new(OpenSsl.BIO_s_mem());
        private readonly IntPtr output = OpenSsl.BIO_new(OpenSsl.BIO_s_mem());
        private bool stands;
        private bool freed;

        public Session(IntPtr session, Stream clear)
            : base(clear)
        {
            this.session = session;
            // The session frees them.
            OpenSsl.SSL_set_bio(session, input, output);
        }

        protected override LibraryStep Handshake()
        {
            OpenSsl.ERR_clear_error();
            var step = Step(OpenSsl.SSL_accept(session));
            stands = step == LibraryStep.Done;
            return step;
        }

        protected override (LibraryStep Step, int Count) Decrypt(Span<byte> buffer)
        {
            OpenSsl.ERR_clear_error();
            fixed (byte* start = buffer)
            {
                var read = OpenSsl.SSL_read(session, start, buffer.Length);
                return (Step(read), Math.Max(read, 0));
            }
        }

        protected override LibraryStep Encrypt(ReadOnlySpan<byte> buffer)
        {
            OpenSsl.ERR_clear_error();
            fixed (byte* start = buffer)
            {
                return Step(OpenSsl.SSL_write(session, start, buffer.Length));
            }
        }

        protected override void Give(ReadOnlySpan<byte> octets)
        {
            fixed (byte* start = octets)
            {
                _ = OpenSsl.BIO_write(input, start, octets.Length);
            }
        }

        protected override byte[] Take()
        {
            var buffer = new byte[16 * 1024];
            fixed (byte* start = buffer)
            {
                var read = OpenSsl.BIO_read(output, start, buffer.Length);
                return read > 0 ? buffer[..read] : [];
            }
        }

        protected override void Goodbye()
        {
            if (stands)
            {
                _ = OpenSsl.SSL_shutdown(session);
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (!freed)
            {
                freed = true;
                OpenSsl.SSL_free(session);
            }
            base.Dispose(disposing);
        }

        private LibraryStep Step(int result) =>
            result > 0 ? LibraryStep.Done
            : OpenSsl.SSL_get_error(session, result) == OpenSsl.ErrorWantRead
                ? LibraryStep.NeedsInput
            : LibraryStep.Over;
    }
}
