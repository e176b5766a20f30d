using Dashboard.Core.Smtp;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>
/// All sessions of one evidence run with one address, side by side: an address that answers one way now and another way then is
/// several servers, and which of them a sender meets is chance.
/// </summary>
internal static class SessionSample
{
    internal sealed record Found(SessionDifference What, VerdictReason Reason);

    /// <summary>How many sessions were looked at.</summary>
    public static int CountOf(AddressObservation address) =>
        address.Attempts.Count
        + Beside(address).Count()
        + (IsSession(address.OtherCertificate) ? 1 : 0);

    /// <summary>In short, beside those that are kept whole.</summary>
    public static IEnumerable<SessionSighting> Beside(AddressObservation address) =>
        address.Sightings.Concat(ExaminedSessions.Of(address));

    /// <summary>Null where those that came to an answer agree. What failed and was put again has given no answer.</summary>
    public static Found? Difference(AddressObservation address)
    {
        var sessions = AllOf(address);
        var offers = sessions.Select(OffersTls).OfType<bool>().ToList();
        if (offers.Contains(true) && offers.Contains(false))
        {
            return Create(
                sessions.Count,
                offers.Count(offered => !offered),
                SessionDifference.StartTls
            );
        }
        var shown = sessions
            .GroupBy(session => session.Question, session => session.Certificate)
            .Select(same => same.OfType<OctetString>())
            .Concat(ExaminedSessions.CertificatesByQuestion(address))
            .Select(same => same.GroupBy(leaf => leaf).ToList())
            .FirstOrDefault(leaves => leaves.Count > 1);
        return shown is null
            ? null
            : Create(
                sessions.Count,
                shown.Min(leaf => leaf.Count()),
                SessionDifference.Certificate
            );
    }

    /// <summary>Some session came to the answer that there is no STARTTLS.</summary>
    public static bool LacksTls(AddressObservation address) =>
        AllOf(address).Exists(session => OffersTls(session) == false);

    private static List<SessionSighting> AllOf(AddressObservation address) =>
        [
            .. address.Attempts.Select(session =>
                SessionSightings.Of(session, SessionQuestion.Default)
            ),
            .. Beside(address),
            .. IsSession(address.OtherCertificate)
                ? new[]
                {
                    SessionSightings.Of(
                        address.OtherCertificate!,
                        SessionQuestion.OtherCertificate
                    ),
                }
                : [],
        ];

    private static Found Create(int sessions, int others, SessionDifference what) =>
        new(
            what,
            Reason.Create(
                ReasonSlug.SessionsDiffer,
                ("what", what == SessionDifference.StartTls ? "starttls" : "certificate"),
                ("sessions", Reason.Text(sessions)),
                ("others", Reason.Text(others))
            )
        );

    /// <summary>A permanent refusal of STARTTLS is an answer, a temporary one is not (RFC 5321 section 4.2.1).</summary>
    public static bool? OffersTls(SessionSighting session) =>
        session switch
        {
            { StartTlsOffered: true, StartTlsCode: >= 500 } => false,
            { StartTlsOffered: true, StartTlsCode: >= 300 and < 500 } => null,
            _ => session.StartTlsOffered,
        };

    private static bool IsSession(StartTlsObservation? session) =>
        session
            is not null
                and not { Fault: { Stage: SmtpStage.Connect, Kind: SessionFaultKind.OwnLimit } };
}
