using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.MailAuthentication;

namespace Dashboard.Probes.Inbound.Related;

/// <summary>Walks up from a domain to the DMARC record that applies, and asks who takes its reports.</summary>
internal sealed class DmarcProbe(PublicSuffixList suffixes)
{
    /// <summary>Other organisations that are asked.</summary>
    private const int MostHosts = 10;

    public async Task<DmarcObservation> ObserveAsync(DomainName domain, RunQuestions run)
    {
        var steps = new List<DmarcStep>();
        while (MailAuthenticationQuestions.NextDmarcStep(domain, steps) is { } next)
        {
            steps.Add(await StepAsync(next, run));
        }
        var seen = new DmarcObservation
        {
            Steps = steps,
            RegistrableDomain = suffixes.RegistrableDomain(domain),
        };
        if (MailAuthenticationQuestions.NeedsRegistrableDomain(domain, seen))
        {
            seen = seen with { Registrable = await StepAsync(seen.RegistrableDomain!, run) };
        }
        var (at, hosts) = MailAuthenticationQuestions.OfReports(domain, steps, suffixes);
        return seen with
        {
            Permissions = await Task.WhenAll(
                hosts.Take(MostHosts).Select(host => PermissionAsync(at!, host, run))
            ),
            OmittedPermissions = Math.Max(hosts.Count - MostHosts, 0),
        };
    }

    private static async Task<DmarcStep> StepAsync(DomainName name, RunQuestions run) =>
        new(name, await TextAsync($"_dmarc.{name.Value}", run));

    private static async Task<DmarcPermission> PermissionAsync(
        DomainName at,
        DomainName host,
        RunQuestions run
    ) => new(host, await TextAsync($"{at.Value}._report._dmarc.{host.Value}", run));

    private static async Task<DnsLookup<string>?> TextAsync(string owner, RunQuestions run) =>
        DomainName.TryParse(owner, out var name)
            ? KeptTexts.Of(await run.TxtAsync(name), SaysDmarc)
            : null;

    /// <summary>Of any case, for the Forum view.</summary>
    private static bool SaysDmarc(string text) =>
        text.Contains("DMARC1", StringComparison.OrdinalIgnoreCase);
}
