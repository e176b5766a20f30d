namespace Dashboard.Web.Features.TlsaHelper;

/// <summary>The texts of the TLSA helper.</summary>
public sealed class TlsaTexts;
