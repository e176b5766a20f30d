using System.Text.Json.Serialization;

namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>What is put right once a sender has refused, so that the message still in its queue can be delivered.</summary>
public enum HealAction
{
    None,

    /// <summary>The TLSA set becomes a direct 3 1 1 of the certificate that is served.</summary>
    CorrectTlsa,

    /// <summary>The host's address becomes one of a listener that completes STARTTLS.</summary>
    [JsonStringEnumMemberName("move-to-starttls")]
    MoveToStartTls,

    /// <summary>The DS of the probe's zones is made to fit their key.</summary>
    CorrectDs,
}
