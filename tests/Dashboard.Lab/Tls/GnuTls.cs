using System.Runtime.InteropServices;

namespace Dashboard.Lab.Tls;

/// <summary>The parts of GnuTLS 3 that a server in memory needs.</summary>
internal static partial class GnuTls
{
    private const string Library = "libgnutls.so.30";

    public const uint Server = 1;
    public const uint EarlyData = 1 << 20;
    public const uint NoSignal = 1 << 6;
    public const int Certificate = 1;
    public const int Pem = 1;
    public const int Again = -28;
    public const int Interrupted = -52;
    public const int Rehandshake = -37;
    public const int TryAgain = 11;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nint Move(IntPtr transport, IntPtr data, nuint size);

    [LibraryImport(Library)]
    public static partial int gnutls_certificate_allocate_credentials(out IntPtr credentials);

    [LibraryImport(Library)]
    public static partial void gnutls_certificate_free_credentials(IntPtr credentials);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int gnutls_certificate_set_x509_key_file(
        IntPtr credentials,
        string certificate,
        string key,
        int format
    );

    [LibraryImport(Library)]
    public static partial int gnutls_certificate_set_known_dh_params(IntPtr credentials, int level);

    [LibraryImport(Library)]
    public static partial int gnutls_init(out IntPtr session, uint flags);

    [LibraryImport(Library)]
    public static partial void gnutls_deinit(IntPtr session);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int gnutls_priority_set_direct(
        IntPtr session,
        string priorities,
        out IntPtr wrong
    );

    [LibraryImport(Library)]
    public static partial int gnutls_credentials_set(IntPtr session, int type, IntPtr credentials);

    [LibraryImport(Library)]
    public static partial int gnutls_session_ticket_key_generate(out Datum key);

    [LibraryImport(Library)]
    public static partial int gnutls_session_ticket_enable_server(IntPtr session, in Datum key);

    [LibraryImport(Library)]
    public static partial int gnutls_record_set_max_early_data_size(IntPtr session, nuint size);

    [LibraryImport(Library)]
    public static partial void gnutls_transport_set_push_function(IntPtr session, Move push);

    [LibraryImport(Library)]
    public static partial void gnutls_transport_set_pull_function(IntPtr session, Move pull);

    [LibraryImport(Library)]
    public static partial void gnutls_transport_set_errno(IntPtr session, int error);

    [LibraryImport(Library)]
    public static partial int gnutls_handshake(IntPtr session);

    [LibraryImport(Library)]
    public static unsafe partial nint gnutls_record_recv(IntPtr session, byte* data, nuint size);

    [LibraryImport(Library)]
    public static unsafe partial nint gnutls_record_send(IntPtr session, byte* data, nuint size);

    [LibraryImport(Library)]
    public static partial int gnutls_bye(IntPtr session, int how);

    [LibraryImport(Library)]
    public static partial int gnutls_alert_send_appropriate(IntPtr session, int error);

    [LibraryImport(Library)]
    public static partial int gnutls_error_is_fatal(int error);

    [LibraryImport(Library)]
    public static partial IntPtr gnutls_strerror(int error);

    [StructLayout(LayoutKind.Sequential)]
    public struct Datum
    {
        public IntPtr Data;
        public uint Size;
    }
}
