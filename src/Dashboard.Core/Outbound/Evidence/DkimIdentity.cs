using Dashboard.Core.Dns;

namespace Dashboard.Core.Outbound.Evidence;

/// <summary>A DKIM signature of the control message (RFC 6376).</summary>
/// <param name="Domain">The d= tag.</param>
/// <param name="Aligned">Under the policy of the From domain (RFC 7489 section 3.1.1).</param>
public sealed record DkimIdentity(
    AuthenticationOutcome Outcome,
    DomainName Domain,
    string Selector,
    bool Aligned
);
