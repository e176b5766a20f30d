using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>
/// The sessions of a TLS examination as evidence of what the address does, where it followed the sessions of the receiving test that
/// it is kept with. Those of an examination at another time say nothing of these.
/// </summary>
internal static class ExaminedSessions
{
    /// <summary>
    /// In short, in the order asked. That STARTTLS was gone is no answer where the examination itself may be why.
    /// </summary>
    public static IEnumerable<SessionSighting> Of(AddressObservation address)
    {
        var takesTurns = GoneIn(address) is not null;
        var answers = AnswersIn(address)
            .Select(answer =>
                IsOffered(answer) is var offered
                && (takesTurns || offered == true && !IsRefused(answer))
                    ? new SessionSighting
                    {
                        StartedAt = answer.AskedAt,
                        Question = SessionQuestion.Profile,
                        StartTlsOffered = offered,
                        StartTlsCode = IsRefused(answer) ? answer.ReplyCode : null,
                    }
                    : new SessionSighting
                    {
                        StartedAt = answer.AskedAt,
                        Question = SessionQuestion.Profile,
                    }
            );
        return !IsOfThisRun(address) || address.Examination!.Gone?.Afterwards is not { } ordinary
                ? answers
            : takesTurns ? answers.Append(ordinary)
            : answers.Append(ordinary with { StartTlsOffered = null, StartTlsCode = null });
    }

    /// <summary>The session without STARTTLS, where it says something of what senders meet; else null.</summary>
    public static StartTlsObservation? GoneIn(AddressObservation address) =>
        IsOfThisRun(address) && address.Examination!.Gone is { TakesTurns: true } gone
            ? gone.Session
            : null;

    /// <summary>By question, the leaf certificates that its answers showed; the same question is asked in the same words alone.</summary>
    public static IEnumerable<IEnumerable<OctetString>> CertificatesByQuestion(
        AddressObservation address
    ) =>
        AnswersIn(address)
            .GroupBy(
                answer => $"{answer.Question} {string.Join(' ', answer.Offered ?? [])}",
                StringComparer.Ordinal
            )
            .Select(same =>
                same.Select(answer => answer.Chain is [var leaf, ..] ? leaf : (OctetString?)null)
                    .OfType<OctetString>()
            );

    /// <summary>Answers of an earlier examination may be among those of a round.</summary>
    private static IEnumerable<TlsAnswer> AnswersIn(AddressObservation address) =>
        IsOfThisRun(address)
            ? address.Examination!.Answers.Where(answer =>
                answer.AskedAt >= address.Examination.StartedAt
            )
            : [];

    private static bool IsOfThisRun(AddressObservation address) =>
        address is { Last: { } last, Examination.Follows: { } followed }
        && followed == last.StartedAt;

    /// <summary>Null where EHLO came to no answer.</summary>
    private static bool? IsOffered(TlsAnswer answer) =>
        answer.Kind != TlsAnswerKind.NoSession || IsRefused(answer) ? true
        : answer is { Stage: SmtpStage.StartTls, Fault: null } ? false
        : null;

    private static bool IsRefused(TlsAnswer answer) =>
        answer
            is {
                Kind: TlsAnswerKind.NoSession,
                Stage: SmtpStage.StartTls,
                Fault: SessionFaultKind.RefusedByReply
            };
}
