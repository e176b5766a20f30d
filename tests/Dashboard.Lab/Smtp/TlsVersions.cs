namespace Dashboard.Lab.Smtp;

internal enum TlsVersions
{
    /// <summary>TLS 1.2 and 1.3.</summary>
    Modern,
    OnlySsl3,
    Only10,
    Only11,
    Only12,
    Only13,
}
