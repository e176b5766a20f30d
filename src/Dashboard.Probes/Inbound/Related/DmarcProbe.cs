using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Probes.Dns;

namespace Dashboard.Probes.Inbound.Related;

/// <summary>Walks up from a domain to the DMARC record that applies, and asks who takes its reports.</summary>
internal sealed class DmarcProbe(ValidatingResolver resolver, PublicSuffixList suffixes)
{
    /// <summary>Other organisations that are asked.</summary>
    private const int MostHosts = 10;

    public async Task<DmarcObservation> ObserveAsync(
        DomainName domain,
        CancellationToken cancellation
    )
    {
        var steps = new List<DmarcStep>();
        while (MailAuthenticationQuestions.NextDmarcStep(domain, steps) is { } next)
        {
            steps.Add(await StepAsync(next, cancellation));
        }
        var seen = new DmarcObservation
        {
            Steps = steps,
            RegistrableDomain = suffixes.RegistrableDomain(domain),
        };
        if (MailAuthenticationQuestions.NeedsRegistrableDomain(domain, seen))
        {
            seen = seen with
            {
                Registrable = await StepAsync(seen.RegistrableDomain!, cancellation),
            };
        }
        var (at, hosts) = MailAuthenticationQuestions.OfReports(domain, steps, suffixes);
        return seen with
        {
            Permissions = await Task.WhenAll(
                hosts.Take(MostHosts).Select(host => PermissionAsync(at!, host, cancellation))
            ),
            OmittedPermissions = Math.Max(hosts.Count - MostHosts, 0),
        };
    }

    private async Task<DmarcStep> StepAsync(DomainName name, CancellationToken cancellation) =>
        new(name, await TextAsync($"_dmarc.{name.Value}", cancellation));

    private async Task<DmarcPermission> PermissionAsync(
        DomainName at,
        DomainName host,
        CancellationToken cancellation
    ) => new(host, await TextAsync($"{at.Value}._report._dmarc.{host.Value}", cancellation));

    private async Task<DnsLookup<string>?> TextAsync(
        string owner,
        CancellationToken cancellation
    ) =>
        DomainName.TryParse(owner, out var name)
            ? KeptTexts.Of(await resolver.TxtAsync(name, cancellation), SaysDmarc)
            : null;

    /// <summary>Of any case, for the Forum view.</summary>
    private static bool SaysDmarc(string text) =>
        text.Contains("DMARC1", StringComparison.OrdinalIgnoreCase);
}
