using System.Runtime.InteropServices;

namespace Dashboard.Probes.Smtp;

/// <summary>The parts of libssl and libcrypto (OpenSSL 3) that a client in memory needs. The sonames promise these functions.</summary>
internal static unsafe partial class LibSsl
{
    private const string Ssl = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";

    public const int ErrorWantRead = 2;
    public const int ErrorZeroReturn = 6;

    public const ulong OptionNoTicket = 1UL << 14;
    public const ulong OptionNoCompression = 1UL << 17;
    public const ulong OptionNoRenegotiation = 1UL << 30;

    public const int ControlSessionCacheMode = 44;
    public const int ControlServerName = 55;
    public const int ControlMinimumVersion = 123;
    public const int ControlMaximumVersion = 124;

    public const int Tls12 = 0x303;
    public const int Tls13 = 0x304;

    /// <summary>Not on every machine: then the platform's own TLS does the work, which rests on another library or version.</summary>
    public static bool IsThere { get; } =
        NativeLibrary.TryLoad(Ssl, out _)
        && NativeLibrary.TryLoad(Crypto, out _)
        && OPENSSL_init_ssl(InitNoAtExit, 0) == 1;

    /// <summary>Without a clean-up of the library at exit, under sessions that other threads still have; the platform does the same.</summary>
    private const ulong InitNoAtExit = 0x80000;

    [LibraryImport(Ssl)]
    private static partial int OPENSSL_init_ssl(ulong options, nint settings);

    [LibraryImport(Ssl)]
    public static partial nint TLS_client_method();

    [LibraryImport(Ssl)]
    public static partial nint SSL_CTX_new(nint method);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_free(nint context);

    [LibraryImport(Ssl)]
    public static partial ulong SSL_CTX_set_options(nint context, ulong options);

    [LibraryImport(Ssl)]
    public static partial nint SSL_CTX_ctrl(nint context, int command, nint value, nint data);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_set_cipher_list(nint context, string names);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_set_ciphersuites(nint context, string names);

    /// <param name="verify">int (X509_STORE_CTX *, void *).</param>
    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_set_cert_verify_callback(
        nint context,
        delegate* unmanaged<nint, nint, int> verify,
        nint argument
    );

    /// <param name="choose">int (SSL *, X509 **, EVP_PKEY **).</param>
    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_set_client_cert_cb(
        nint context,
        delegate* unmanaged<nint, nint, nint, int> choose
    );

    [LibraryImport(Ssl)]
    public static partial nint SSL_new(nint context);

    [LibraryImport(Ssl)]
    public static partial void SSL_free(nint session);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_bio(SslHandle session, nint read, nint write);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_connect_state(SslHandle session);

    [LibraryImport(Ssl)]
    public static partial nint SSL_ctrl(SslHandle session, int command, nint value, byte* data);

    [LibraryImport(Ssl)]
    public static partial int SSL_do_handshake(SslHandle session);

    [LibraryImport(Ssl)]
    public static partial int SSL_read(SslHandle session, byte* buffer, int length);

    [LibraryImport(Ssl)]
    public static partial int SSL_write(SslHandle session, byte* buffer, int length);

    [LibraryImport(Ssl)]
    public static partial int SSL_get_error(SslHandle session, int result);

    [LibraryImport(Ssl)]
    public static partial int SSL_version(SslHandle session);

    [LibraryImport(Ssl)]
    public static partial nint SSL_get_current_cipher(SslHandle session);

    [LibraryImport(Ssl)]
    public static partial nint SSL_get_peer_cert_chain(SslHandle session);

    /// <param name="number">The two octets of a suite.</param>
    [LibraryImport(Ssl)]
    public static partial nint SSL_CIPHER_find(nint session, byte* number);

    [LibraryImport(Ssl)]
    public static partial nint SSL_CIPHER_get_name(nint cipher);

    [LibraryImport(Ssl)]
    public static partial ushort SSL_CIPHER_get_protocol_id(nint cipher);

    [LibraryImport(Crypto)]
    public static partial int OPENSSL_sk_num(nint stack);

    [LibraryImport(Crypto)]
    public static partial nint OPENSSL_sk_value(nint stack, int index);

    [LibraryImport(Crypto)]
    public static partial int i2d_X509(nint certificate, byte** output);

    [LibraryImport(Crypto)]
    public static partial nint BIO_s_mem();

    [LibraryImport(Crypto)]
    public static partial nint BIO_new(nint kind);

    [LibraryImport(Crypto)]
    public static partial int BIO_read(nint bio, byte* buffer, int length);

    [LibraryImport(Crypto)]
    public static partial int BIO_write(nint bio, byte* buffer, int length);

    [LibraryImport(Crypto)]
    public static partial void ERR_clear_error();

    [LibraryImport(Crypto)]
    public static partial ulong ERR_get_error();

    [LibraryImport(Crypto)]
    public static partial void ERR_error_string_n(ulong error, byte* buffer, nuint length);

    /// <summary>The first complaint of this thread, as <c>error:0A000410:SSL routines::...</c>; the rest of them is thrown away.</summary>
    public static string Complaint()
    {
        var buffer = stackalloc byte[256];
        ERR_error_string_n(ERR_get_error(), buffer, 256);
        ERR_clear_error();
        return Marshal.PtrToStringUTF8((nint)buffer) ?? string.Empty;
    }
}

/// <summary>An <c>SSL</c>, with what belongs to it.</summary>
internal sealed class SslHandle : SafeHandle
{
    public SslHandle(nint context)
        : base(0, ownsHandle: true) => SetHandle(LibSsl.SSL_new(context));

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibSsl.SSL_free(handle);
        return true;
    }
}
