namespace Dashboard.Core.Outbound.Judgement;

/// <summary>Why a judgement is not final, and when that may change.</summary>
/// <param name="From">From when what is awaited counts; null where it counts at any time.</param>
/// <param name="Until">When time alone settles it; null once the test has closed.</param>
public sealed record OpenJudgement(OpenReason Reason, DateTimeOffset? From, DateTimeOffset? Until);

public enum OpenReason
{
    NothingSeen,

    /// <summary>Questions in the DNS, and no connection.</summary>
    OnlyAsked,

    /// <summary>It connected, and what it did shows no decision: no EHLO, a timeout, an end of our own making, a session under way.</summary>
    ShowsNothing,

    /// <summary>Refusals count only from a sender that delivered the control over TLS.</summary>
    NoControl,

    /// <summary>It makes visits without MAIL where it delivers too, so one here shows nothing.</summary>
    LooksBeforeMail,

    /// <summary>It refused once; another attempt counts from <see cref="OpenJudgement.From"/>.</summary>
    FirstAttemptOnly,

    /// <summary>The same, where only an attempt after the sender's back-off counts.</summary>
    SecondAttempt,

    /// <summary>It stays away from a host whose lookup fails: provisional at <c>From</c>, long enough at <c>Until</c>.</summary>
    Absence,

    /// <summary>
    /// It refused often or stayed away for long enough, and nothing shows yet that it has a message: one in its queue comes once the fault
    /// is put right.
    /// </summary>
    MessageNotSeen,

    /// <summary>The same, and a message came then that we did not read, for want of room or of time: a limit of ours.</summary>
    MessageNotRead,

    /// <summary>Its resolver asks without the DO bit, so it cannot know that an answer is bogus.</summary>
    [System.Text.Json.Serialization.JsonStringEnumMemberName("no-dnssec-ok")]
    NoDnssecOk,

    /// <summary>What was seen may belong to another test that is open at the same time: sending again settles it.</summary>
    OverlapsOtherTest,

    /// <summary>What was seen may be another sender's.</summary>
    OtherSender,

    /// <summary>The question came from a resolver that is not known to be the sender's.</summary>
    OtherResolver,

    /// <summary>It came and left, and its questions do not show that it came for the message of this probe.</summary>
    OtherMail,

    /// <summary>Questions were lost by us, so that nobody knows who asked.</summary>
    QuestionsLost,

    /// <summary>So many connections came that some were lost by us, and what they did may have been a fault.</summary>
    ConnectionsLost,

    /// <summary>The connection may have been made by what the DNS said in the round before.</summary>
    FormerRound,

    /// <summary>All that it delivered has a header that asks for that: <c>TLS-Required: No</c> (RFC 8689 section 3).</summary>
    SenderAsked,

    /// <summary>It delivered, and left before we had read whether the header asks for that.</summary>
    HeaderNotRead,
}
