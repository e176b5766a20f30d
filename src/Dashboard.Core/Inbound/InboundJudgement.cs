using Dashboard.Core.Inbound.Counting;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Core.Inbound;

/// <summary>
/// Judges a receiving test by every standard: evidence in, verdicts out, nothing else. Each line of the list is one call; a standard
/// that is added is a line more.
/// </summary>
public static class InboundJudgement
{
    /// <param name="methods">Of STARTTLS by NCSC, in the order reported; that of 2025 where none are given.</param>
    public static InboundVerdict Judge(
        InboundObservation observation,
        params IReadOnlyList<NcscMethod> methods
    )
    {
        ArgumentNullException.ThrowIfNull(observation);
        var transport = DomainJudgement.Judge(observation);
        var facts = TransportFactsReader.Read(observation, transport);
        IEnumerable<StandardVerdict> standards =
        [
            StartTlsStandard.Judge(facts, transport.MethodVersion),
            DaneStandard.Judge(facts, transport.MethodVersion),
            .. (methods is null or [] ? [NcscMethod.Ncsc2025] : methods).Select(method =>
                TlsNcsc(observation, method, facts.WhyNothingTested)
            ),
            .. RelatedStandards.Judge(observation, transport),
        ];
        return new InboundVerdict
        {
            Domain = observation.Domain,
            MailTransport = transport,
            // OrderBy keeps the order of equals.
            Standards = [.. standards.OrderBy(standard => standard.Standard)],
        };
    }

    /// <summary>The method version of each standard, by which <see cref="Judge"/> judges.</summary>
    /// <param name="method">Of STARTTLS by NCSC.</param>
    public static IReadOnlyDictionary<MailStandard, string> MethodVersions(NcscMethod method) =>
        new Dictionary<MailStandard, string>(
            RelatedStandards.All.Select(one =>
                KeyValuePair.Create(one.Method.Standard, one.Method.Version)
            )
        )
        {
            [MailStandard.StartTls] = DomainJudgement.MethodVersion,
            [MailStandard.Dane] = DomainJudgement.MethodVersion,
            [MailStandard.TlsNcsc] = TlsNcscJudgement.VersionOf(method),
        };

    /// <summary>
    /// Not measured where no address was asked; left out where nothing of the domain could be tested, which is known beforehand where the
    /// other standards were looked at: there was no server to ask.
    /// </summary>
    private static StandardVerdict TlsNcsc(
        InboundObservation observation,
        NcscMethod method,
        ExclusionReason? excluded
    ) =>
        excluded is not null && observation.Related is not null
        || observation.Hosts.Any(host =>
            host.Addresses.Any(address => address.Examination is not null)
        )
            ? TlsNcscJudgement.Judge(observation, method, excluded)
            : new StandardMethod(
                MailStandard.TlsNcsc,
                TlsNcscJudgement.VersionOf(method)
            ).NotMeasured();
}
