namespace Dashboard.Core.Dns;

/// <summary>The resolver that gave the evidence.</summary>
/// <param name="Address">Address and port asked.</param>
/// <param name="Trust">Whether its AD bit may be believed at all.</param>
/// <param name="Validation">What the check at start showed of it.</param>
public sealed record ResolverIdentity(
    string Address,
    ResolverTrust Trust,
    ResolverValidation Validation
);
