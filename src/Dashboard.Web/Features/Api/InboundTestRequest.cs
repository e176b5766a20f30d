using System.Text.Json.Serialization;
using Dashboard.Data;

namespace Dashboard.Web.Features.Api;

/// <summary>The request to test a domain.</summary>
/// <param name="Domain">A mail domain; an e-mail address or a URL is understood too.</param>
/// <param name="Again">A new test, although a verdict of a few minutes ago is there. A full test serves everybody for a day.</param>
/// <param name="Profile">
/// <c>full</c> examines the TLS of each mail server as well: at most fifteen sessions with each address, some seconds apart, so that it
/// takes minutes.
/// </param>
internal sealed record InboundTestRequest(
    string Domain,
    bool Again = false,
    [property: JsonConverter(typeof(OneWordJsonConverter<InboundTestProfile>))]
        InboundTestProfile Profile = InboundTestProfile.Ordinary
);
