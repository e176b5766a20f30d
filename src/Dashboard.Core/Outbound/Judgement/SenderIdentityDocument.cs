using Dashboard.Core.Dns;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>Who a sender is, as far as it is proven.</summary>
/// <param name="Domain">Proven by aligned SPF or DKIM.</param>
/// <param name="Guess">Of the software; no verdict depends on it.</param>
public sealed record SenderIdentityDocument(DomainName? Domain, MtaGuess? Guess);
