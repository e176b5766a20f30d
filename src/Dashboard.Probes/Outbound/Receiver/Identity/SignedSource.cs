using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// Whether the source of a signed message sends for its From domain, or may have passed the message on: a signature (RFC 6376) stays
/// right wherever the message goes.
/// </summary>
internal sealed class SignedSource(ISenderDns dns, DmarcAlignment alignment, HeldMessage held)
{
    public async Task<SignedSourceFinding> CheckAsync(
        DomainName from,
        CancellationToken cancellation
    )
    {
        try
        {
            var own = await SpfAsync(from, cancellation);
            if (own != AuthenticationOutcome.None)
            {
                return new SignedSourceFinding(own, IsNamed: false);
            }
            var organisation = await alignment.OrganisationalAsync(from, cancellation);
            var spf = organisation == from ? own : await SpfAsync(organisation, cancellation);
            return new SignedSourceFinding(
                spf,
                spf == AuthenticationOutcome.None && await IsNamedAsync(organisation, cancellation)
            );
        }
        catch (Exception unknown)
            when (unknown is DmarcUnknownException or OperationCanceledException)
        {
            return new SignedSourceFinding(AuthenticationOutcome.TempError, IsNamed: false);
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

    private async Task<bool> IsNamedAsync(DomainName organisation, CancellationToken cancellation)
    {
        var names = new SourceNames(dns);
        if (
            DomainName.TryParse(held.Ehlo, out var ehlo)
            && ehlo.IsAtOrBelow(organisation)
            && await names.LeadsToAsync(ehlo, held.Source, cancellation)
        )
        {
            return true;
        }
        return await names.FindAsync(held.Source, cancellation) is { Confirmed: true } found
            && found.Name.IsAtOrBelow(organisation);
    }
}

/// <param name="Spf">Of the From domain, else of its organisational domain.</param>
/// <param name="IsNamed">A host name of the organisation leads to the source; looked for where neither has an SPF record.</param>
internal sealed record SignedSourceFinding(AuthenticationOutcome Spf, bool IsNamed);
