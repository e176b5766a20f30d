using Dashboard.Core.Smtp;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>
/// All sessions of one evidence run with one address, side by side: an address that answers one way now and another way then is
/// several servers, and which of them a sender meets is chance.
/// </summary>
internal static class SessionSample
{
    /// <summary>How many sessions were looked at.</summary>
    public static int CountOf(AddressObservation address) =>
        address.Attempts.Count
        + Beside(address).Count()
        + (IsSession(address.OtherCertificate) ? 1 : 0);

    /// <summary>In short, beside those that are kept whole.</summary>
    public static IEnumerable<SessionSighting> Beside(AddressObservation address) =>
        address.Sightings.Concat(ExaminedSessions.Of(address));

    /// <summary>Null where those that came to an answer agree. What failed and was put again has given no answer.</summary>
    public static VerdictReason? Difference(AddressObservation address)
    {
        var sessions = address
            .Attempts.Select(session => SessionSightings.Of(session, SessionQuestion.Default))
            .Concat(Beside(address))
            .ToList();
        if (IsSession(address.OtherCertificate))
        {
            sessions.Add(
                SessionSightings.Of(address.OtherCertificate!, SessionQuestion.OtherCertificate)
            );
        }
        var offers = sessions.Select(OffersTls).OfType<bool>().ToList();
        if (offers.Contains(true) && offers.Contains(false))
        {
            return Create(sessions.Count, offers.Count(offered => !offered), what: "starttls");
        }
        var shown = sessions
            .GroupBy(session => session.Question, session => session.Certificate)
            .Select(same => same.OfType<OctetString>())
            .Concat(ExaminedSessions.CertificatesByQuestion(address))
            .Select(same => same.GroupBy(leaf => leaf).ToList())
            .FirstOrDefault(leaves => leaves.Count > 1);
        return shown is null
            ? null
            : Create(sessions.Count, shown.Min(leaf => leaf.Count()), what: "certificate");
    }

    private static VerdictReason Create(int sessions, int others, string what) =>
        Reason.Create(
            ReasonSlug.SessionsDiffer,
            ("what", what),
            ("sessions", Reason.Text(sessions)),
            ("others", Reason.Text(others))
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
