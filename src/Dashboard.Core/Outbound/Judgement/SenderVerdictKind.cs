using System.Text.Json.Serialization;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>The verdict on a sender.</summary>
public enum SenderVerdictKind
{
    /// <summary>Not enough was seen. Silence is never a pass.</summary>
    Inconclusive,

    /// <summary>It hands mail over in the clear although TLS is offered.</summary>
    Unencrypted,

    /// <summary>It encrypts and does not care whom it talks to.</summary>
    Opportunistic,

    /// <summary>It refuses a certificate that does not match, and something else is missing.</summary>
    Partly,

    [JsonStringEnumMemberName("enforces-dane")]
    EnforcesDane,
}
