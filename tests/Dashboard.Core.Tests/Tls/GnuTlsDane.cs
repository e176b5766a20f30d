using System.Runtime.InteropServices;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Tests.Tls;

/// <summary>
/// What GnuTLS makes of a chain under DANE: <c>dane_verify_crt_raw</c> of libgnutls-dane, which <c>danetool</c>, <c>gnutls-cli --dane</c> and
/// Debian's Exim call, in memory and without a handshake. The name of the leaf is a question of its own, as Exim asks it.
/// </summary>
internal static class GnuTlsDane
{
    private const string Tls = "libgnutls.so.30";
    private const string Dane = "libgnutls-dane.so.0";

    /// <summary>GNUTLS_CRT_X509, GNUTLS_X509_FMT_DER.</summary>
    private const int X509 = 1;
    private const int Der = 0;

    /// <summary>DANE_VFLAG_ONLY_CHECK_EE_USAGE.</summary>
    private const uint EndEntityOnly = 1 << 1;

    private static readonly Clock Time = _ => Instant.ToUnixTimeSeconds();

    static GnuTlsDane() => gnutls_global_set_time_function(Time);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate long Clock(IntPtr into);

    /// <summary>What the clock of the library says.</summary>
    public static DateTimeOffset Instant { get; set; } = DateTimeOffset.UtcNow;

    public static string Version { get; } =
        Marshal.PtrToStringAnsi(gnutls_check_version(null)) ?? string.Empty;

    /// <summary>Whether a record of the set, all of one usage, is satisfied; the name is not looked at.</summary>
    /// <returns>The bits of dane_verify_status_t, 0 where it is, or the error of the library below 0.</returns>
    public static int Verify(IReadOnlyList<TlsaRecord> records, IReadOnlyList<byte[]> chain)
    {
        var datums = chain.Select(Copy).ToArray();
        var data = records
            .Select(record =>
                Copy([
                    record.Usage,
                    record.Selector,
                    record.MatchingType,
                    .. record.AssociationData.Memory.ToArray(),
                ])
            )
            .ToArray();
        IntPtr state = IntPtr.Zero;
        IntPtr query = IntPtr.Zero;
        try
        {
            Require(dane_state_init(out state, 0));
            Require(
                dane_raw_tlsa(
                    state,
                    out query,
                    [.. data.Select(one => one.Data), IntPtr.Zero],
                    [.. data.Select(one => (int)one.Size), 0],
                    1,
                    0
                )
            );
            var error = dane_verify_crt_raw(
                state,
                datums,
                (uint)datums.Length,
                X509,
                query,
                0,
                records.All(record => record.Usage == 3) ? EndEntityOnly : 0,
                out var status
            );
            return error < 0 ? error : (int)status;
        }
        finally
        {
            if (query != IntPtr.Zero)
            {
                dane_query_deinit(query);
            }
            if (state != IntPtr.Zero)
            {
                dane_state_deinit(state);
            }
            foreach (var one in datums.Concat(data))
            {
                Marshal.FreeHGlobal(one.Data);
            }
        }
    }

    /// <summary>Whether it can read the certificate at all.</summary>
    public static bool Reads(byte[] der)
    {
        var datum = Copy(der);
        Require(gnutls_x509_crt_init(out var certificate));
        try
        {
            return gnutls_x509_crt_import(certificate, in datum, Der) >= 0;
        }
        finally
        {
            gnutls_x509_crt_deinit(certificate);
            Marshal.FreeHGlobal(datum.Data);
        }
    }

    public static bool Bears(byte[] leaf, string name)
    {
        var datum = Copy(leaf);
        Require(gnutls_x509_crt_init(out var certificate));
        try
        {
            return gnutls_x509_crt_import(certificate, in datum, Der) >= 0
                && gnutls_x509_crt_check_hostname(certificate, name) != 0;
        }
        finally
        {
            gnutls_x509_crt_deinit(certificate);
            Marshal.FreeHGlobal(datum.Data);
        }
    }

    private static Datum Copy(byte[] octets)
    {
        var at = Marshal.AllocHGlobal(Math.Max(octets.Length, 1));
        Marshal.Copy(octets, 0, at, octets.Length);
        return new Datum { Data = at, Size = (uint)octets.Length };
    }

    private static void Require(int done)
    {
        if (done < 0)
        {
            throw new InvalidOperationException($"GnuTLS refused a call: {done}.");
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Datum
    {
        public IntPtr Data;
        public uint Size;
    }

#pragma warning disable SYSLIB1054, CA5392, CA2101, CA1838, SA1300, IDE1006 // The names and types are those of the library.
    [DllImport(Tls)]
    private static extern IntPtr gnutls_check_version(
        [MarshalAs(UnmanagedType.LPStr)] string? wanted
    );

    [DllImport(Tls)]
    private static extern void gnutls_global_set_time_function(Clock clock);

    [DllImport(Tls)]
    private static extern int gnutls_x509_crt_init(out IntPtr certificate);

    [DllImport(Tls)]
    private static extern void gnutls_x509_crt_deinit(IntPtr certificate);

    [DllImport(Tls)]
    private static extern int gnutls_x509_crt_import(IntPtr certificate, in Datum data, int format);

    [DllImport(Tls)]
    private static extern uint gnutls_x509_crt_check_hostname(
        IntPtr certificate,
        [MarshalAs(UnmanagedType.LPStr)] string name
    );

    [DllImport(Dane)]
    private static extern int dane_state_init(out IntPtr state, uint flags);

    [DllImport(Dane)]
    private static extern void dane_state_deinit(IntPtr state);

    [DllImport(Dane)]
    private static extern int dane_raw_tlsa(
        IntPtr state,
        out IntPtr query,
        IntPtr[] data,
        int[] lengths,
        int secure,
        int bogus
    );

    [DllImport(Dane)]
    private static extern void dane_query_deinit(IntPtr query);

    [DllImport(Dane)]
    private static extern int dane_verify_crt_raw(
        IntPtr state,
        Datum[] chain,
        uint count,
        int type,
        IntPtr query,
        uint stateFlags,
        uint flags,
        out uint status
    );
#pragma warning restore SYSLIB1054, CA5392, CA2101, CA1838, SA1300, IDE1006
}
