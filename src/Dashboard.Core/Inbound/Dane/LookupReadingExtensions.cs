namespace Dashboard.Core.Inbound.Dane;

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
