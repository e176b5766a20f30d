namespace Dashboard.Web.Features.Lists;

/// <summary>The texts of the desk of lists.</summary>
public sealed class ListTexts;
