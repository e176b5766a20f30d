namespace Dashboard.Web.Features.Inbound.Front;

/// <summary>Below the form of the front page.</summary>
public sealed record FrontPlace;
