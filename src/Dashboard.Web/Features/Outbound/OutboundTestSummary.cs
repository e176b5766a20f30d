using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Web.Features.Outbound;

/// <summary>A sending test in a list: what it says of one sender, or of all where no domain was asked for.</summary>
/// <param name="Id">Of its link.</param>
/// <param name="Round">Of a standing test, from 1.</param>
/// <param name="MailedAt">When mail came to a round of a standing test, which waits for it as long as it takes.</param>
/// <param name="Verdict">Inconclusive also where nobody sent anything.</param>
/// <param name="IsWhole">Nothing that counts is open, of any of its senders.</param>
/// <param name="KnowsCertificateCheck"><inheritdoc cref="SenderVerdict.IsCertificateCheckKnown" path="/summary"/></param>
/// <param name="Senders">How many there were.</param>
public sealed record OutboundTestSummary(
    string Id,
    int? Round,
    OutboundTestKind Kind,
    OutboundStatus Status,
    DateTimeOffset OpenedAt,
    DateTimeOffset? MailedAt,
    DateTimeOffset? JudgedAt,
    SenderVerdictKind Verdict,
    bool Firm,
    bool Mandatory,
    bool VerifiesPkix,
    bool Mixed,
    ConnectionType? ConnectionType,
    ConnectionType? AttackerConnectionType,
    bool IsWhole,
    bool KnowsCertificateCheck,
    int Senders,
    string? MethodVersion
)
{
    /// <summary>What a reader takes for its date.</summary>
    public DateTimeOffset At => MailedAt ?? OpenedAt;
}

/// <summary>What is known of a domain as a sender.</summary>
/// <param name="Shown">
/// The newest test that says something of it for good, else the newest that says something for the time being, else the newest.
/// </param>
/// <param name="Sender">What that test says of the domain; null where it was judged anew at this moment.</param>
/// <param name="History">All tests in which it proved to send, newest first.</param>
/// <param name="Standing">
/// Faults of earlier tests that no later one looked at, newest first: anybody with a mailbox at the domain can ask less, or leave addresses
/// out, so they stand beside the test that is shown, whatever that says.
/// </param>
public sealed record DomainOutboundView(
    OutboundTestSummary Shown,
    SenderVerdict? Sender,
    IReadOnlyList<OutboundTestSummary> History,
    IReadOnlyList<StandingFault> Standing
)
{
    /// <summary>How old a firm outcome may be that is shown before a newer one, as with the sending state of an organisation.</summary>
    internal const int Months = 12;

    /// <summary>A test after the shown one, which saw too little or is not final.</summary>
    public OutboundTestSummary? Later => History[0].Id == Shown.Id ? null : History[0];
}

/// <summary>What an earlier test saw go wrong, and no later one settled.</summary>
public sealed record StandingFault(OutboundTestSummary Test, IReadOnlyList<Protection> Missing);
