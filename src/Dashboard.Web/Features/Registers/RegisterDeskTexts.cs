namespace Dashboard.Web.Features.Registers;

/// <summary>The texts of imports on the site.</summary>
public sealed class RegisterDeskTexts;
