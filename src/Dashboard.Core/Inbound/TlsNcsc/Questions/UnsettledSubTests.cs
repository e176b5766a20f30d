namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>
/// Which sub-tests another bad answer could still make worse, by a method that judges: where each has the worst level there is, one
/// more is only worth knowing. Pure.
/// </summary>
internal sealed class UnsettledSubTests(ServerFacts facts, bool for2021)
{
    private readonly IReadOnlyList<SubTestContext> methods =
    [
        new(NcscMethod.Ncsc2025, facts, examination: null),
        .. for2021
            ? new[] { new SubTestContext(NcscMethod.Ncsc2021, facts, examination: null) }
            : [],
    ];

    public bool Version => methods.Any(method => ProtocolRules.WorstVersion(method) != Worst);

    public bool Suites => methods.Any(method => SuiteRules.WorstSuite(method) != Worst);

    public bool Groups => methods.Any(method => KeyExchangeRules.WorstGroup(method) != Worst);

    /// <summary>Only the method of 2025 looks at hybrid groups.</summary>
    public bool Hybrid => KeyExchangeRules.WorstGroup(methods[0]) != Worst;

    private const GuidelineLevel Worst = GuidelineLevel.Insufficient;
}
