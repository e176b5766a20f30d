using System.Runtime.InteropServices;

namespace Dashboard.Lab.Tls;

/// <summary>The parts of libssl and libcrypto that a server in memory needs (OpenSSL 3).</summary>
internal static partial class OpenSsl
{
    private const string Ssl = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";

    public const int ErrorWantRead = 2;
    public const uint ConfServer = 0x8;
    public const uint ConfFile = 0x2;
    public const uint ConfCertificate = 0x20;
    public const int SetDhAuto = 118;
    public const int FileTypePem = 1;

    [LibraryImport(Ssl)]
    public static partial IntPtr TLS_server_method();

    [LibraryImport(Ssl)]
    public static partial IntPtr SSL_CTX_new(IntPtr method);

    [LibraryImport(Ssl)]
    public static partial void SSL_CTX_free(IntPtr context);

    [LibraryImport(Ssl)]
    public static partial long SSL_CTX_ctrl(IntPtr context, int command, long value, IntPtr data);

    [LibraryImport(Ssl)]
    public static partial int SSL_CTX_set_max_early_data(IntPtr context, uint octets);

    [LibraryImport(Ssl)]
    public static partial ulong SSL_CTX_clear_options(IntPtr context, ulong options);

    [LibraryImport(Ssl)]
    public static partial IntPtr SSL_CONF_CTX_new();

    [LibraryImport(Ssl)]
    public static partial void SSL_CONF_CTX_free(IntPtr configuration);

    [LibraryImport(Ssl)]
    public static partial uint SSL_CONF_CTX_set_flags(IntPtr configuration, uint flags);

    [LibraryImport(Ssl)]
    public static partial void SSL_CONF_CTX_set_ssl_ctx(IntPtr configuration, IntPtr context);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CONF_cmd(IntPtr configuration, string command, string value);

    [LibraryImport(Ssl)]
    public static partial int SSL_CONF_CTX_finish(IntPtr configuration);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_use_certificate_chain_file(IntPtr context, string path);

    [LibraryImport(Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_use_PrivateKey_file(IntPtr context, string path, int type);

    [LibraryImport(Ssl)]
    public static partial IntPtr SSL_new(IntPtr context);

    [LibraryImport(Ssl)]
    public static partial void SSL_free(IntPtr session);

    [LibraryImport(Ssl)]
    public static partial void SSL_set_bio(IntPtr session, IntPtr read, IntPtr write);

    [LibraryImport(Ssl)]
    public static partial int SSL_accept(IntPtr session);

    [LibraryImport(Ssl)]
    public static unsafe partial int SSL_read(IntPtr session, byte* buffer, int length);

    [LibraryImport(Ssl)]
    public static unsafe partial int SSL_write(IntPtr session, byte* buffer, int length);

    [LibraryImport(Ssl)]
    public static partial int SSL_shutdown(IntPtr session);

    [LibraryImport(Ssl)]
    public static partial int SSL_get_error(IntPtr session, int result);

    [LibraryImport(Crypto)]
    public static partial IntPtr BIO_s_mem();

    [LibraryImport(Crypto)]
    public static partial IntPtr BIO_new(IntPtr kind);

    [LibraryImport(Crypto)]
    public static unsafe partial int BIO_read(IntPtr bio, byte* buffer, int length);

    [LibraryImport(Crypto)]
    public static unsafe partial int BIO_write(IntPtr bio, byte* buffer, int length);

    [LibraryImport(Crypto)]
    public static partial void ERR_clear_error();

    [LibraryImport(Crypto)]
    public static partial ulong ERR_get_error();

    [LibraryImport(Crypto)]
    public static unsafe partial void ERR_error_string_n(ulong error, byte* buffer, nuint length);

    /// <summary>The first complaint of this thread, in the library's words.</summary>
    public static unsafe string Complaint()
    {
        var buffer = stackalloc byte[256];
        ERR_error_string_n(ERR_get_error(), buffer, 256);
        return Marshal.PtrToStringUTF8((IntPtr)buffer) ?? string.Empty;
    }
}
