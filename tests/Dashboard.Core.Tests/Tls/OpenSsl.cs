using System.Runtime.InteropServices;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Tests.Tls;

/// <summary>
/// What OpenSSL makes of a chain under DANE, with the settings of Postfix: the library that is verified against, in memory and
/// without a handshake. The platform's TLS is built on it, so it is there wherever the tests run.
/// </summary>
internal static class OpenSsl
{
    private const string Ssl = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";

    /// <summary>Names are not checked under DANE-EE(3) (RFC 7672 section 3.1.1).</summary>
    private const ulong NoNamesUnderDaneEe = 1;

    /// <summary>As Postfix sets it where encryption is mandatory.</summary>
    private const int SecurityLevel = 1;

    /// <summary>smtp_tls_scert_verifydepth, which is 9, and one.</summary>
    private const int Depth = 10;

    private static readonly IntPtr Context = CreateContext();

    public static string Version { get; } =
        Marshal.PtrToStringAnsi(OpenSSL_version(0)) ?? string.Empty;

    /// <returns>The code of X509_verify_cert: 0 where the chain is verified.</returns>
    public static (int Error, int Depth) Verify(
        IReadOnlyList<TlsaRecord> records,
        IReadOnlyList<byte[]> chain,
        IReadOnlyList<string> names,
        DateTimeOffset instant
    )
    {
        var ssl = SSL_new(Context);
        var certificates = chain.Select(Parse).ToList();
        var stack = OPENSSL_sk_new_null();
        var store = X509_STORE_new();
        var verification = X509_STORE_CTX_new();
        try
        {
            Require(SSL_dane_enable(ssl, names[0]));
            SSL_dane_set_flags(ssl, NoNamesUnderDaneEe);
            foreach (var name in names.Skip(1))
            {
                Require(SSL_add1_host(ssl, name));
            }
            SSL_set_hostflags(ssl, 0x4); // X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS
            foreach (var record in records)
            {
                var data = record.AssociationData.Memory.ToArray();
                _ = SSL_dane_tlsa_add(
                    ssl,
                    record.Usage,
                    record.Selector,
                    record.MatchingType,
                    data,
                    (nuint)data.Length
                );
            }
            foreach (var certificate in certificates)
            {
                _ = OPENSSL_sk_push(stack, certificate);
            }
            Require(X509_STORE_CTX_init(verification, store, certificates[0], stack));
            var parameters = X509_STORE_CTX_get0_param(verification);
            X509_VERIFY_PARAM_set_auth_level(parameters, SecurityLevel);
            X509_STORE_CTX_set0_dane(verification, SSL_get0_dane(ssl));
            Require(X509_STORE_CTX_set_default(verification, "ssl_server"));
            Require(X509_VERIFY_PARAM_set1(parameters, SSL_get0_param(ssl)));
            X509_VERIFY_PARAM_set_depth(parameters, Depth);
            X509_VERIFY_PARAM_set_time(parameters, (nint)instant.ToUnixTimeSeconds());
            _ = X509_verify_cert(verification);
            return (
                X509_STORE_CTX_get_error(verification),
                X509_STORE_CTX_get_error_depth(verification)
            );
        }
        finally
        {
            X509_STORE_CTX_free(verification);
            X509_STORE_free(store);
            OPENSSL_sk_free(stack);
            certificates.ForEach(X509_free);
            SSL_free(ssl);
            ERR_clear_error();
        }
    }

    private static IntPtr CreateContext()
    {
        var context = SSL_CTX_new(TLS_client_method());
        Require(SSL_CTX_dane_enable(context));
        return context;
    }

    private static IntPtr Parse(byte[] der)
    {
        var pinned = GCHandle.Alloc(der, GCHandleType.Pinned);
        try
        {
            var at = pinned.AddrOfPinnedObject();
            var certificate = d2i_X509(IntPtr.Zero, ref at, der.Length);
            return certificate != IntPtr.Zero
                ? certificate
                : throw new InvalidOperationException("OpenSSL does not read the certificate.");
        }
        finally
        {
            pinned.Free();
        }
    }

    private static void Require(int done)
    {
        if (done <= 0)
        {
            throw new InvalidOperationException("OpenSSL refused a call.");
        }
    }

#pragma warning disable SYSLIB1054, CA5392, CA2101, CA1838, SA1300, IDE1006 // The names and types are those of the library.
    [DllImport(Ssl)]
    private static extern IntPtr TLS_client_method();

    [DllImport(Ssl)]
    private static extern IntPtr SSL_CTX_new(IntPtr method);

    [DllImport(Ssl)]
    private static extern int SSL_CTX_dane_enable(IntPtr context);

    [DllImport(Ssl)]
    private static extern IntPtr SSL_new(IntPtr context);

    [DllImport(Ssl)]
    private static extern void SSL_free(IntPtr ssl);

    [DllImport(Ssl)]
    private static extern int SSL_dane_enable(
        IntPtr ssl,
        [MarshalAs(UnmanagedType.LPStr)] string domain
    );

    [DllImport(Ssl)]
    private static extern ulong SSL_dane_set_flags(IntPtr ssl, ulong flags);

    [DllImport(Ssl)]
    private static extern int SSL_add1_host(
        IntPtr ssl,
        [MarshalAs(UnmanagedType.LPStr)] string name
    );

    [DllImport(Ssl)]
    private static extern void SSL_set_hostflags(IntPtr ssl, uint flags);

    [DllImport(Ssl)]
    private static extern int SSL_dane_tlsa_add(
        IntPtr ssl,
        byte usage,
        byte selector,
        byte matchingType,
        byte[] data,
        nuint length
    );

    [DllImport(Ssl)]
    private static extern IntPtr SSL_get0_dane(IntPtr ssl);

    [DllImport(Ssl)]
    private static extern IntPtr SSL_get0_param(IntPtr ssl);

    [DllImport(Crypto)]
    private static extern IntPtr OpenSSL_version(int kind);

    [DllImport(Crypto)]
    private static extern IntPtr d2i_X509(IntPtr into, ref IntPtr der, nint length);

    [DllImport(Crypto)]
    private static extern void X509_free(IntPtr certificate);

    [DllImport(Crypto)]
    private static extern IntPtr OPENSSL_sk_new_null();

    [DllImport(Crypto)]
    private static extern int OPENSSL_sk_push(IntPtr stack, IntPtr item);

    [DllImport(Crypto)]
    private static extern void OPENSSL_sk_free(IntPtr stack);

    [DllImport(Crypto)]
    private static extern IntPtr X509_STORE_new();

    [DllImport(Crypto)]
    private static extern void X509_STORE_free(IntPtr store);

    [DllImport(Crypto)]
    private static extern IntPtr X509_STORE_CTX_new();

    [DllImport(Crypto)]
    private static extern void X509_STORE_CTX_free(IntPtr verification);

    [DllImport(Crypto)]
    private static extern int X509_STORE_CTX_init(
        IntPtr verification,
        IntPtr store,
        IntPtr leaf,
        IntPtr untrusted
    );

    [DllImport(Crypto)]
    private static extern IntPtr X509_STORE_CTX_get0_param(IntPtr verification);

    [DllImport(Crypto)]
    private static extern void X509_STORE_CTX_set0_dane(IntPtr verification, IntPtr dane);

    [DllImport(Crypto)]
    private static extern int X509_STORE_CTX_set_default(
        IntPtr verification,
        [MarshalAs(UnmanagedType.LPStr)] string name
    );

    [DllImport(Crypto)]
    private static extern int X509_STORE_CTX_get_error(IntPtr verification);

    [DllImport(Crypto)]
    private static extern int X509_STORE_CTX_get_error_depth(IntPtr verification);

    [DllImport(Crypto)]
    private static extern int X509_VERIFY_PARAM_set1(IntPtr to, IntPtr from);

    [DllImport(Crypto)]
    private static extern void X509_VERIFY_PARAM_set_depth(IntPtr parameters, int depth);

    [DllImport(Crypto)]
    private static extern void X509_VERIFY_PARAM_set_auth_level(IntPtr parameters, int level);

    [DllImport(Crypto)]
    private static extern void X509_VERIFY_PARAM_set_time(IntPtr parameters, nint seconds);

    [DllImport(Crypto)]
    private static extern int X509_verify_cert(IntPtr verification);

    [DllImport(Crypto)]
    private static extern void ERR_clear_error();
#pragma warning restore SYSLIB1054, CA5392, CA2101, CA1838, SA1300, IDE1006
}
