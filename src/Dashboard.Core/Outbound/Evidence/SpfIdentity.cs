using Dashboard.Core.Dns;

namespace Dashboard.Core.Outbound.Evidence;

/// <summary>SPF for the control message (RFC 7208).</summary>
/// <param name="Domain">Of MAIL FROM; null where it named none.</param>
/// <param name="Aligned">Under the policy of the From domain (RFC 7489 section 3.1.2).</param>
public sealed record SpfIdentity(AuthenticationOutcome Outcome, DomainName? Domain, bool Aligned);
