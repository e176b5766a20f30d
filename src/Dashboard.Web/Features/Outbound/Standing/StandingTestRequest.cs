using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Web.Features.Outbound.Standing;

/// <summary>What somebody asks of a standing test.</summary>
/// <param name="Name">Of the organisation.</param>
/// <param name="Domain">The mail domain that will send, as typed; may be empty.</param>
/// <param name="Interval">How often mail will be sent: from twelve hours to a month.</param>
public sealed record StandingTestRequest(
    string Name,
    string? Domain,
    OutboundTestKind Kind,
    TimeSpan Interval
);
