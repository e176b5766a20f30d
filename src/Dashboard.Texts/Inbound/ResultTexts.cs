namespace Dashboard.Texts.Inbound;

/// <summary>The texts of the page of a receiving test.</summary>
public sealed class ResultTexts;
