using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>
/// The sessions of a TLS examination as evidence of what the address does, where it followed the sessions of the receiving test that
/// it is kept with. Those of an examination at another time say nothing of these.
/// </summary>
internal static class ExaminedSessions
{
    /// <summary>In short, in the order asked.</summary>
    public static IEnumerable<SessionSighting> Of(AddressObservation address) =>
        AnswersIn(address)
            .Select(answer => new SessionSighting
            {
                StartedAt = answer.AskedAt,
                Question = SessionQuestion.Profile,
                StartTlsOffered = IsOffered(answer),
                StartTlsCode = IsRefused(answer) ? answer.ReplyCode : null,
            });

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
        address is { Last: { } last, Examination: { Follows: { } followed } examination }
        && followed == last.StartedAt
            ? examination.Answers.Where(answer => answer.AskedAt >= examination.StartedAt)
            : [];

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
