using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>What the SPF record of a domain says of the source of a message (RFC 7208).</summary>
internal sealed class SpfSource(ISenderDns dns, HeldMessage held)
{
    public async Task<SpfFinding> CheckAsync(DomainName domain, CancellationToken cancellation)
    {
        var check = Check(held.Source, domain);
        var outcome = await check.CheckAsync(cancellation);
        return new SpfFinding(
            outcome,
            outcome == AuthenticationOutcome.Pass
                && await AuthorisesAnybodyAsync(check, domain, cancellation)
        );
    }

    /// <summary>Whether a record lets nearly everybody send, so that its pass shows nothing.</summary>
    private async Task<bool> AuthorisesAnybodyAsync(
        SpfCheck passed,
        DomainName domain,
        CancellationToken cancellation
    )
    {
        if (passed.Match is not { } match || SpfBreadth.IsAnybody(match.Mechanism, match.Network))
        {
            return true;
        }
        if (match.Mechanism == SpfMechanism.Exists)
        {
            var nobody = SpfBreadth
                .Nobody.Where(address => address.AddressFamily == held.Source.AddressFamily)
                .ToList();
            var passing = 0;
            foreach (var address in nobody)
            {
                var outcome = await Check(address, domain).CheckAsync(cancellation);
                passing += outcome == AuthenticationOutcome.Pass ? 1 : 0;
            }
            if (passing == nobody.Count)
            {
                return true;
            }
        }
        var authorised = await new SpfNetworks(dns).ListAsync([domain], cancellation);
        // Of a record without end nobody can tell how many it lets send.
        return authorised.IsCut || SpfBreadth.AreTooMany(authorised.All);
    }

    private SpfCheck Check(IPAddress source, DomainName domain) =>
        new(dns, source, held.SenderLocalPart, domain, held.Ehlo ?? "unknown");
}

/// <param name="AuthorisesAnybody">It passed by a record that lets nearly everybody send.</param>
internal readonly record struct SpfFinding(AuthenticationOutcome Outcome, bool AuthorisesAnybody);
