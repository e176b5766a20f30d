using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>An error deep in a record settles the whole check (RFC 7208 sections 2.6.6 and 2.6.7).</summary>
internal sealed class SpfStop(AuthenticationOutcome outcome) : Exception
{
    public AuthenticationOutcome Outcome { get; } = outcome;
}
