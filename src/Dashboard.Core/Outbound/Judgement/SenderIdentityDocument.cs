using Dashboard.Core.Dns;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>Who a sender is, as far as it is proven.</summary>
public sealed record SenderIdentityDocument
{
    /// <summary>Proven by aligned SPF or DKIM.</summary>
    public DomainName? Domain { get; init; }

    /// <summary>Of the software; no verdict depends on it.</summary>
    public MtaGuess? Guess { get; init; }
}
