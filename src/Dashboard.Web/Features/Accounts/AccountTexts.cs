namespace Dashboard.Web.Features.Accounts;

/// <summary>The texts of signing in, of one's account and of administration.</summary>
public sealed class AccountTexts;
