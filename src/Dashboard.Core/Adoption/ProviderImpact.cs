namespace Dashboard.Core.Adoption;

/// <summary>What one provider of MX hosts is to the domains of a round, in the strict view.</summary>
/// <param name="Domains">On the list with a host of this provider.</param>
/// <param name="Protected">Of those: pass DANE.</param>
/// <param name="WouldBecomeProtected">The domain's own part is right, and every host that fails is this provider's.</param>
/// <param name="OwnZoneFirst">The domain must first sign its own zone; counts at every provider of the domain.</param>
/// <param name="NeedsTwo">Hosts of two or more providers fail; counts at every one of them.</param>
public sealed record ProviderImpact(
    string Provider,
    int Domains,
    int Protected,
    int WouldBecomeProtected,
    int OwnZoneFirst,
    int NeedsTwo
)
{
    /// <summary>By what the provider can do, then by name.</summary>
    public static IReadOnlyList<ProviderImpact> Of(IEnumerable<CountedDomains> domains)
    {
        ArgumentNullException.ThrowIfNull(domains);
        return
        [
            .. domains
                .SelectMany(domain => domain.Providers.Select(p => (Provider: p, Domain: domain)))
                .GroupBy(at => at.Provider, at => at.Domain, StringComparer.Ordinal)
                .Select(at => Of(at.Key, [.. at]))
                .OrderByDescending(impact => impact.WouldBecomeProtected)
                .ThenBy(impact => impact.Provider, StringComparer.Ordinal),
        ];
    }

    private static ProviderImpact Of(string provider, IReadOnlyList<CountedDomains> domains)
    {
        var failed = domains.Where(d => Dane(d) is { As: CountedAs.Failed }).ToList();
        var ownPartRight = failed.Where(d => d.OwnZoneSecure).ToList();
        return new(
            provider,
            Number(domains),
            Number(domains.Where(d => Dane(d) is { As: CountedAs.Passed })),
            Number(ownPartRight.Where(d => d.FailingProviders is [var only] && only == provider)),
            Number(failed.Where(d => !d.OwnZoneSecure)),
            Number(
                ownPartRight.Where(d =>
                    d.FailingProviders.Count > 1 && d.FailingProviders.Contains(provider)
                )
            )
        );
    }

    private static int Number(IEnumerable<CountedDomains> domains) => domains.Sum(d => d.Domains);

    private static CountedOutcome? Dane(CountedDomains domain) =>
        domain.In(FigureStandard.Dane, AdoptionView.Strict);
}
