namespace Dashboard.Web.Features.Api;

/// <param name="Self">Where programs read the test, and delete it if the link is the owner's.</param>
/// <param name="Page">Where people look at it.</param>
/// <param name="Reading">The page to share, without addresses and without a way to delete. Equal to <paramref name="Page"/> for a reader.</param>
internal sealed record OutboundTestLinks(string Self, string Page, string Reading);
