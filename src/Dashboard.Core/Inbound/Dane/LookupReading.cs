using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>What a sender makes of a lookup (RFC 7672 section 2.1.1): failed, or records or their absence, secure or not.</summary>
internal enum LookupReading
{
    /// <summary>No answer that could be relied on, for another reason than a signature.</summary>
    Failed,

    /// <summary>An answer that should be signed and does not validate. To a sender the same as failed.</summary>
    Bogus,
    AbsentInsecure,
    AbsentSecure,
    PresentInsecure,
    PresentSecure,
}

internal static class LookupReadingExtensions
{
    extension(LookupReading reading)
    {
        public bool IsFailed => reading is LookupReading.Failed or LookupReading.Bogus;

        public bool IsAbsent =>
            reading is LookupReading.AbsentInsecure or LookupReading.AbsentSecure;

        public bool IsPresent =>
            reading is LookupReading.PresentInsecure or LookupReading.PresentSecure;
    }
}
