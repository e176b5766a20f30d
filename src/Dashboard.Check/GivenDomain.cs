namespace Dashboard.Check;

/// <summary>One domain as it was given.</summary>
/// <param name="Line">Of the file; null where it was an argument.</param>
internal sealed record GivenDomain(string Text, int? Line);
