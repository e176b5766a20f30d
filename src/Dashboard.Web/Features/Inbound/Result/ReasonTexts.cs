namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>The texts of every reason, fact and known difference.</summary>
public sealed class ReasonTexts;
