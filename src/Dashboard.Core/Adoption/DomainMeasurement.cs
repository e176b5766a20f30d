using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Counting;
using Dashboard.Core.Inbound.TlsNcsc;

namespace Dashboard.Core.Adoption;

/// <summary>All that a round keeps of one attempt at a domain.</summary>
public sealed record DomainMeasurement
{
    public required DateTimeOffset MeasuredAt { get; init; }

    public required DomainStatus Status { get; init; }

    public required Delivery Delivery { get; init; }

    public ConnectionType? ConnectionType { get; init; }

    public ConnectionType? AttackerConnectionType { get; init; }

    /// <summary>What status and connection type leave open; null where they say all.</summary>
    public DeliveryHindrance? Hindrance { get; init; }

    /// <summary>The slug of the reason that weighs most; null where nothing is to be said.</summary>
    public string? Reason { get; init; }

    /// <summary>The mail domain's own part is right: its MX set is secure.</summary>
    public required bool OwnZoneSecure { get; init; }

    /// <summary>Of its MX hosts, each once.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Those with a host that falls short.</summary>
    public IReadOnlyList<string> FailingProviders { get; init; } = [];

    public required IReadOnlyDictionary<FigureStandard, StandardOutcomes> Standards { get; init; }

    /// <summary>The own word of each standard, such as <c>spf-soft</c>; those without percentage are counted by it.</summary>
    public IReadOnlyDictionary<FigureStandard, string> Statuses { get; init; } =
        new Dictionary<FigureStandard, string>();

    /// <param name="providerOf">Names the provider of an MX host of this domain.</param>
    /// <param name="method">By which STARTTLS by NCSC is counted: figures of the two methods are never mixed.</param>
    public static DomainMeasurement Of(
        InboundObservation seen,
        Func<DomainName, string> providerOf,
        NcscMethod method = NcscMethod.Ncsc2025
    )
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(providerOf);
        var judgement = InboundJudgement.Judge(seen, method);
        var verdict = judgement.MailTransport;
        var facts = TransportFactsReader.Read(seen, verdict);
        var standards = judgement
            .Standards.Where(s => Counts(s.Standard, seen.Related is not null))
            .ToList();
        var hosts = facts
            .Hosts.Zip(verdict.Hosts, (host, judged) => (host, judged.Host.Name))
            .Where(h => !h.host.ProvenNowhere)
            .Select(h => (Provider: providerOf(h.Name), h.host.FallsShort))
            .ToList();
        return new()
        {
            MeasuredAt = seen.StartedAt,
            Status = verdict.Status,
            Delivery = verdict.Delivery,
            ConnectionType = verdict.ConnectionType,
            AttackerConnectionType = verdict.AttackerConnectionType,
            Hindrance = DeliveryHindrances.Of(verdict),
            Reason = verdict.Reasons is [var first, ..] ? first.Slug : null,
            OwnZoneSecure = facts.MxSecure,
            Providers = [.. hosts.Select(h => h.Provider).Distinct()],
            FailingProviders =
            [
                .. hosts.Where(h => h.FallsShort).Select(h => h.Provider).Distinct(),
            ],
            Standards = standards.ToDictionary(
                s => (FigureStandard)s.Standard,
                StandardOutcomes.Of
            ),
            Statuses = standards.ToDictionary(s => (FigureStandard)s.Standard, s => s.Status),
        };
    }

    /// <summary>Whether a measurement is about a standard: without the related standards, DNSSEC alone of them.</summary>
    /// <param name="withRelated">The evidence of the related standards is gathered.</param>
    public static bool Counts(MailStandard standard, bool withRelated) =>
        withRelated
        || standard
            is MailStandard.StartTls
                or MailStandard.Dane
                or MailStandard.DnssecDomain
                or MailStandard.DnssecMx;
}
