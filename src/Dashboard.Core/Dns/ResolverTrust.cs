namespace Dashboard.Core.Dns;

/// <summary>
/// Whether the AD bit of a resolver may be believed (RFC 4035 section 4.9.3: only over a secure channel).
/// </summary>
public enum ResolverTrust
{
    Untrusted,

    /// <summary>It answers on a loopback address of this machine.</summary>
    Loopback,

    /// <summary>The operator named this resolver in the settings.</summary>
    Named,
}
