namespace Dashboard.Web.Features.Explanation;

/// <summary>The explanation pages, in plain words.</summary>
public sealed class ExplanationTexts;
