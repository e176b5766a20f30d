using System.Globalization;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound;

/// <summary>
/// The sessions with one address that came to different answers, one of each: on STARTTLS, or in the certificate shown to the default
/// handshake. Which of them a sender meets is chance, so they are in an order that does not follow the time.
/// </summary>
public static class DistinctSessions
{
    /// <summary>
    /// One where all agree; none where there was no session. Where the last attempt came to no answer it is alone, and another
    /// takes nothing of that back.
    /// </summary>
    public static IReadOnlyList<StartTlsObservation> Of(AddressObservation address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.Last is not { } last)
        {
            return [];
        }
        if (last.Handshake is null && OffersTls(last) != false)
        {
            return [last];
        }
        return
        [
            .. address
                .Attempts.SkipLast(1)
                .Where(session => session.Handshake is not null || OffersTls(session) == false)
                .Concat(
                    address
                        .Sightings.Where(seen =>
                            seen.Question == SessionQuestion.Default
                            || SessionSample.OffersTls(seen) == false
                        )
                        .Select(seen => seen.Session)
                        .OfType<StartTlsObservation>()
                )
                .Concat(
                    address.OtherCertificate is { } other && OffersTls(other) == false
                        ? [other]
                        : []
                )
                .Concat(ExaminedSessions.GoneIn(address) is { } gone ? [gone] : [])
                .Prepend(last)
                .DistinctBy(AnswerOf, StringComparer.Ordinal)
                .OrderByDescending(session => session.Handshake is not null)
                .ThenBy(AnswerOf, StringComparer.Ordinal),
        ];
    }

    /// <summary>Each as the whole of what was seen of the address.</summary>
    internal static IReadOnlyList<AddressObservation> Apart(AddressObservation address)
    {
        var sessions = Of(address);
        return sessions.Count < 2
            ? [address]
            :
            [
                .. sessions.Select(session => new AddressObservation
                {
                    Address = address.Address,
                    Disposition = address.Disposition,
                    Attempts = [session],
                    // The question followed a handshake.
                    OtherCertificate = session.Handshake is null ? null : address.OtherCertificate,
                }),
            ];
    }

    /// <summary>Every handshake of the address that is kept, with when its session started. The same may be there more than once.</summary>
    public static IEnumerable<(TlsHandshake Handshake, DateTimeOffset At)> HandshakesOf(
        AddressObservation address
    )
    {
        ArgumentNullException.ThrowIfNull(address);
        return Of(address)
            .Append(address.OtherCertificate)
            .Where(session => session?.Handshake is not null)
            .Select(session => (session!.Handshake!, session.StartedAt));
    }

    /// <summary>The session that a verdict speaks of; null where there was none.</summary>
    public static StartTlsObservation? Counted(AddressVerdict verdict, AddressObservation seen)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(seen);
        return verdict.Answer is null
            ? null
            : Of(seen).FirstOrDefault(session => AnswerOf(session) == verdict.Answer) ?? seen.Last;
    }

    /// <summary>
    /// What was judged of every handshake: of the session that the verdict speaks of, of the other certificate, and of each other
    /// session that differs.
    /// </summary>
    public static IEnumerable<(CertificateVerdict Verdict, TlsHandshake Handshake)> JudgedOf(
        AddressVerdict verdict,
        AddressObservation seen
    )
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(seen);
        return verdict
            .Certificates.Zip(
                new[]
                {
                    // A verdict of before names no session.
                    (Counted(verdict, seen) ?? seen.Last)?.Handshake,
                    seen.OtherCertificate?.Handshake,
                }.OfType<TlsHandshake>()
            )
            .Concat(
                from other in verdict.Apart.Skip(1)
                from certificate in other.Certificates.Take(1)
                let handshake = Counted(other, seen)?.Handshake
                where handshake is not null
                select (certificate, handshake)
            );
    }

    private static bool? OffersTls(StartTlsObservation session) =>
        SessionSample.OffersTls(SessionSightings.Of(session, SessionQuestion.Default));

    /// <summary>The same for two sessions with one address that came to the same answer.</summary>
    internal static string AnswerOf(StartTlsObservation session) =>
        session.Handshake is { } handshake
            ? handshake.Chain.Certificates is [var leaf, ..]
                ? leaf.Sha256.ToString()
                : "none"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{session.StartTlsOffered} {session.Ehlo?.Code / 100} {session.StartTls?.Code}"
            );
}
