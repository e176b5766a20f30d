namespace Dashboard.Core.Tests.Outbound;

internal enum ModelPolicy
{
    Opportunistic,
    EncryptOnly,
    Authenticate,
    Defer,
}
