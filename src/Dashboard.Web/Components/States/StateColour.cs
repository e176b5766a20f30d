namespace Dashboard.Web.Components.States;

/// <summary>The colours of a state; each pair of ink and ground has a contrast of at least 4.5.</summary>
public sealed record StateColour(string Ink, string Ground);
