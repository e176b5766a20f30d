namespace Dashboard.Web.Features.About;

/// <summary>The texts of the pages about the site and who runs it.</summary>
public sealed class AboutTexts;
