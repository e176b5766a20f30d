namespace Dashboard.Texts.Inbound;

/// <summary>The texts of what to do.</summary>
public sealed class AdviceTexts;
