namespace Dashboard.Web.Components.Text;

/// <summary>A piece of a text.</summary>
/// <param name="Term">The name of its explanation, where it is a technical term.</param>
public sealed record TextPart(string Text, string? Term = null);
