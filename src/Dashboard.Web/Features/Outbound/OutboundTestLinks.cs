namespace Dashboard.Web.Features.Outbound;

/// <param name="Self">Where the test is read and deleted by programs.</param>
/// <param name="Page">Where people look at it.</param>
public sealed record OutboundTestLinks(string Self, string Page);
