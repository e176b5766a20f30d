using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Inbound;

/// <summary>A step that a running test has taken.</summary>
/// <param name="Slug">One of <see cref="InboundProgressSlug"/>.</param>
/// <param name="Host">The MX host it is about.</param>
/// <param name="Address">The address it is about.</param>
/// <param name="Detail">What was found, in a word of the evidence such as <c>secure</c>.</param>
public sealed record InboundProgress(
    string Slug,
    DomainName? Host = null,
    IPAddress? Address = null,
    string? Detail = null
);
