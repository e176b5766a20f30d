namespace Dashboard.Texts;

/// <summary>A piece of a text.</summary>
/// <param name="Term">The name of its explanation, where it is a technical term.</param>
/// <param name="Tail">
/// What follows a term without a space, such as a full stop: browsers may break a line behind a button, and would begin the next
/// with it.
/// </param>
public sealed record TextPart(string Text, string? Term = null, string? Tail = null);
