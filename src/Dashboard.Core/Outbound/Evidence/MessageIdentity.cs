using System.Net;
using System.Text.Json.Serialization;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Evidence;

/// <summary>Who sent a message of a test, as far as it proves it. Read in memory; the message itself is not kept.</summary>
public sealed record MessageIdentity
{
    public required Guid SessionId { get; init; }

    /// <summary>
    /// Of the MAIL command that began its transaction (<see cref="MailTransaction.At"/>). What was stored before this was kept has none, and
    /// is of no message that is known.
    /// </summary>
    public DateTimeOffset MailAt { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whose message it was: only the control names a domain, any other shows that its source sends for one.</summary>
    public required OutboundProbeId Probe { get; init; }

    /// <summary>The domain in the From field (RFC 5322 section 3.6.2); null where there is not exactly one.</summary>
    public DomainName? FromDomain { get; init; }

    /// <summary>Of the From domain (RFC 9989 section 4.10); null where it could not be found.</summary>
    public DomainName? OrganisationalDomain { get; init; }

    /// <summary>For the domain of MAIL FROM.</summary>
    public SpfIdentity? Spf { get; init; }

    /// <summary>
    /// What the SPF record of the From domain, or where it has none that of its organisational domain, says of the source. A signed
    /// message can be passed on by anybody: where there is a record and this source is not in it, a signature does not show that the
    /// source sends for the domain. Neutral where the record lets nearly anybody send.
    /// </summary>
    public AuthenticationOutcome? FromDomainSpf { get; init; }

    public IReadOnlyList<DkimIdentity> Dkim { get; init; } = [];

    /// <summary>
    /// When the server that sends the message got it, by the date of its topmost Received field (RFC 5321 section 4.4); null where there
    /// is none. Fields below can be the author's, and the topmost is where the server writes none.
    /// </summary>
    public DateTimeOffset? QueuedAt { get; init; }

    public string? Ehlo { get; init; }

    public required IPAddress SourceAddress { get; init; }

    /// <summary>
    /// Networks that the organisation's own SPF mechanisms let send, as far as they can be listed. What an include of another
    /// organisation's record lets send is not among them: it lets all its customers send.
    /// </summary>
    public IReadOnlyList<IPNetwork> OwnNetworks { get; init; } = [];

    /// <summary>SPF or DKIM passed, and whether for the domain of From was not found out.</summary>
    public bool AlignmentUnknown { get; init; }

    /// <summary>The message that it is of: one session can bring an old one and a new one.</summary>
    [JsonIgnore]
    public MessageKey Message => new(SessionId, MailAt);

    /// <summary>The domain that the message proves to be sent for by its source; null where it proves none.</summary>
    [JsonIgnore]
    public DomainName? ProvenDomain => IsProvenBySpf || IsProvenByDkim ? FromDomain : null;

    /// <summary>Of the domain it proves; the domain itself where no other is known.</summary>
    [JsonIgnore]
    public DomainName? ProvenOrganisation =>
        IsProvenBySpf || IsProvenByDkim ? OrganisationalDomain ?? FromDomain : null;

    /// <summary>Every lookup had an answer: where one had none, what the message proves is not known.</summary>
    [JsonIgnore]
    public bool IsWhole =>
        !AlignmentUnknown
        && Spf?.Outcome != AuthenticationOutcome.TempError
        && FromDomainSpf != AuthenticationOutcome.TempError
        && Dkim.All(signature => signature.Outcome != AuthenticationOutcome.TempError);

    private bool IsProvenBySpf =>
        Spf is { Outcome: AuthenticationOutcome.Pass, Aligned: true, AuthorisesAnybody: false };

    private bool IsProvenByDkim =>
        FromDomainSpf is AuthenticationOutcome.Pass
        && Dkim.Any(signature =>
            signature is { Outcome: AuthenticationOutcome.Pass, Aligned: true }
        );
}

/// <summary>The outcome of SPF or DKIM (RFC 7208 section 2.6, RFC 8601 section 2.7).</summary>
public enum AuthenticationOutcome
{
    None,
    Pass,
    Fail,
    SoftFail,
    Neutral,
    TempError,
    PermError,
}

/// <summary>A DKIM signature of a message (RFC 6376).</summary>
/// <param name="Outcome">
/// Neutral where the signature is right and shows nothing here: no signed To or Cc names the test, or its key is being tested
/// (<c>t=y</c>, section 3.6.1).
/// </param>
/// <param name="Domain">The d= tag.</param>
/// <param name="Aligned">Under the policy of the From domain (RFC 9989 section 4.4.1).</param>
public sealed record DkimIdentity(
    AuthenticationOutcome Outcome,
    DomainName Domain,
    string Selector,
    bool Aligned
);

/// <summary>SPF for a message (RFC 7208).</summary>
/// <param name="Domain">Of MAIL FROM; null where it named none.</param>
/// <param name="Aligned">Under the policy of the From domain (RFC 9989 section 4.4.2).</param>
/// <param name="AuthorisesAnybody">
/// It passed by a record that lets nearly everybody send, so that it shows nothing: see <see cref="MailAuthentication.SpfBreadth"/>.
/// </param>
public sealed record SpfIdentity(
    AuthenticationOutcome Outcome,
    DomainName? Domain,
    bool Aligned,
    bool AuthorisesAnybody = false
);
