using System.Net;
using System.Text.Json.Serialization;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>The verdict on one sender of a test.</summary>
public sealed record SenderVerdict
{
    public required SenderVerdictKind Verdict { get; init; }

    /// <summary>Nothing that may still come can make it better.</summary>
    public bool Firm { get; init; }

    /// <summary>
    /// The test settled whether it checks the certificate. Where it did not, <see cref="SenderVerdictKind.Opportunistic"/> says only that in
    /// one case at least it delivered unprotected.
    /// </summary>
    [JsonIgnore]
    public bool IsCertificateCheckKnown => ProbeFindings.Of(this).KnowsCertificateCheck;

    /// <summary>While the verdict is open: what it will be if the rest goes as it should. Null where nothing points anywhere.</summary>
    public SenderVerdictKind? Leaning { get; init; }

    /// <summary>With <see cref="SenderVerdictKind.EnforcesDane"/>: it sends nowhere without DANE (RFC 7672 section 6).</summary>
    public bool Mandatory { get; init; }

    /// <summary>What keeps it from enforcing, in the order of the catalogue.</summary>
    public IReadOnlyList<Protection> Missing { get; init; } = [];

    /// <summary>Probes whose judgement the verdict still waits for, or never got.</summary>
    public IReadOnlyList<OutboundProbeId> Undetermined { get; init; } = [];

    public IReadOnlyList<SenderDifference> Differences { get; init; } = [];

    public IReadOnlyList<SenderTrait> Traits { get; init; } = [];

    /// <summary>What it makes with a receiver that does everything right; null where nothing was delivered.</summary>
    public ConnectionType? ConnectionType { get; init; }

    /// <summary>The weakest that an active attacker was seen to force; null where that was not tested.</summary>
    public ConnectionType? AttackerConnectionType { get; init; }

    /// <summary>It delivered the control, or, where it demands DANE everywhere, a probe with good DANE; else it is a fragment.</summary>
    public bool SentControl { get; init; }

    /// <inheritdoc cref="SenderStanding"/>
    [JsonIgnore]
    public SenderStanding Standing =>
        !SentControl ? SenderStanding.Fragment
        : Domain is null ? SenderStanding.SentControl
        : SenderStanding.Proven;

    /// <summary>Only where aligned SPF or DKIM proves it; else the outcome is that of the source addresses alone.</summary>
    public DomainName? Domain { get; init; }

    /// <summary>
    /// It sent the control, and whose it is nobody knows: of none that came was all read, for want of room, of time, or of an answer in the DNS.
    /// </summary>
    public bool ControlNotRead { get; init; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<IPAddress> SourceAddresses { get; init; } = [];

    /// <summary>How many further addresses it has.</summary>
    public int SourcesLeftOut { get; init; }

    public IReadOnlyList<string> Ehlos { get; init; } = [];

    public IReadOnlyList<DomainName> SourceNames { get; init; } = [];

    public MtaGuess? Guess { get; init; }

    /// <summary>In the order of the catalogue.</summary>
    public required IReadOnlyList<ProbeJudgement> Probes { get; init; }
}

/// <summary>The verdict on a sender.</summary>
public enum SenderVerdictKind
{
    /// <summary>Not enough was seen. Silence is never a pass.</summary>
    Inconclusive,

    /// <summary>It hands mail over in the clear although TLS is offered.</summary>
    Unencrypted,

    /// <summary>
    /// It encrypts and does not care whom it talks to; or, where <see cref="SenderVerdict.IsCertificateCheckKnown"/> is false, in some case.
    /// </summary>
    Opportunistic,

    /// <summary>It refuses a certificate that does not match, and something else is missing.</summary>
    Partly,

    [JsonStringEnumMemberName("enforces-dane")]
    EnforcesDane,
}

/// <summary>Something about a sender that the verdict alone does not say.</summary>
public enum SenderTrait
{
    /// <summary>It refused where STARTTLS is missing, DANE or not.</summary>
    [JsonStringEnumMemberName("requires-tls")]
    RequiresTls,

    /// <summary>It refused a certificate that only WebPKI rules object to, so other refusals prove less.</summary>
    [JsonStringEnumMemberName("verifies-pkix")]
    VerifiesPkix,

    /// <summary>It refused where no TLSA record exists (RFC 7672 section 6).</summary>
    RequiresDane,

    /// <summary>It asked for TLSA records.</summary>
    AsksForTlsa,

    /// <summary>Its SNI names the recipient domain, where it has to name the host (RFC 7672 section 8.1).</summary>
    NamesRecipientDomain,
}

/// <summary>A corner where a sender does not do what the standard says, without losing its verdict.</summary>
public sealed record SenderDifference(
    OutboundProbeId Probe,
    Protection Protection,
    DeliveryJudgement Judgement
);
