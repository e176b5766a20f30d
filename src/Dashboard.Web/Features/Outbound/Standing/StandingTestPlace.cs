using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Web.Features.Outbound.Standing;

/// <summary>Below the history of a standing test.</summary>
/// <param name="Recipients">Recipient domains by the probe that each is of; their names tell addresses, and are not shown.</param>
public sealed record StandingTestPlace(IReadOnlyDictionary<DomainName, OutboundProbeId> Recipients);
