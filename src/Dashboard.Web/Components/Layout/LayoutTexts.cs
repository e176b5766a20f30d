namespace Dashboard.Web.Components.Layout;

/// <summary>The texts of the frame around every page, and of the error pages.</summary>
public sealed class LayoutTexts;
