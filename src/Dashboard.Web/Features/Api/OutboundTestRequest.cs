using System.Text.Json.Serialization;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Web.Features.Api;

/// <summary>The request to begin a sending test.</summary>
/// <param name="Kind"><c>basic</c>, five addresses, or <c>full</c>, all of them.</param>
internal sealed record OutboundTestRequest(
    [property: JsonConverter(typeof(OneWordJsonConverter<OutboundTestKind>))] OutboundTestKind Kind
);
