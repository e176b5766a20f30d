namespace Dashboard.Texts.Inbound;

/// <summary>The texts of every reason, fact and known difference.</summary>
public sealed class ReasonTexts;
