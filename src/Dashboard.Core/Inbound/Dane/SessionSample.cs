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
        + address.Sightings.Count
        + (IsSession(address.OtherCertificate) ? 1 : 0);

    /// <summary>Null where those that came to an answer agree. What failed and was put again has given no answer.</summary>
    public static VerdictReason? Difference(AddressObservation address)
    {
        var sessions = address
            .Attempts.Select(session => SessionSightings.Of(session, SessionQuestion.Default))
            .Concat(address.Sightings)
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
        foreach (var same in sessions.GroupBy(session => session.Question))
        {
            var shown = same.Select(session => session.Certificate)
                .OfType<OctetString>()
                .GroupBy(leaf => leaf)
                .ToList();
            if (shown.Count > 1)
            {
                return Create(sessions.Count, shown.Min(leaf => leaf.Count()), what: "certificate");
            }
        }
        return null;
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
