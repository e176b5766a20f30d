namespace Dashboard.Web.Features.Api;

/// <summary>The wish to test a domain.</summary>
/// <param name="Domain">A mail domain; an e-mail address or a URL is understood too.</param>
/// <param name="Again">A new test, although a verdict of a few minutes ago is there.</param>
internal sealed record InboundTestRequest(string Domain, bool Again = false);
