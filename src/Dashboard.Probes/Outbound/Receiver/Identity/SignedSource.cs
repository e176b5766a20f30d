using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// Whether the source of a signed message sends for its From domain, or may have passed the message on: a signature (RFC 6376) stays
/// right wherever the message goes.
/// </summary>
internal sealed class SignedSource(ISenderDns dns, DmarcAlignment alignment, HeldMessage held)
{
    /// <returns>What the SPF record of the From domain, or where it has none that of its organisation, says of the source.</returns>
    public async Task<AuthenticationOutcome> CheckAsync(
        DomainName from,
        CancellationToken cancellation
    )
    {
        try
        {
            var own = await SpfAsync(from, cancellation);
            if (own != AuthenticationOutcome.None)
            {
                return own;
            }
            var organisation = await alignment.OrganisationalAsync(from, cancellation);
            return organisation == from ? own : await SpfAsync(organisation, cancellation);
        }
        catch (Exception unknown)
            when (unknown is DmarcUnknownException or OperationCanceledException)
        {
            return AuthenticationOutcome.TempError;
        }
    }

    /// <summary>A record that lets nearly everybody send says nothing of this source.</summary>
    private async Task<AuthenticationOutcome> SpfAsync(
        DomainName domain,
        CancellationToken cancellation
    )
    {
        var found = await new SpfSource(dns, held).CheckAsync(domain, cancellation);
        return found.AuthorisesAnybody ? AuthenticationOutcome.Neutral : found.Outcome;
    }
}
