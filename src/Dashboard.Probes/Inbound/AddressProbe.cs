using System.Net;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using Dashboard.Probes.Smtp;

namespace Dashboard.Probes.Inbound;

/// <summary>
/// All sessions with one address of an MX host: the default one, once more after a pause and with more time where that failed, and
/// one for the other kind of certificate or for old TLS versions.
/// </summary>
internal sealed class AddressProbe(
    StartTlsProbe probe,
    AddressGates gates,
    TimeSpan retryAfter,
    int compared,
    TimeProvider time
)
{
    /// <param name="target">What to connect to.</param>
    /// <param name="demand">At which pace, and for whom.</param>
    /// <param name="retrying">Hears of a failure before the second attempt.</param>
    /// <param name="stop">Ends the run; what was seen by then is returned.</param>
    public async Task<AddressObservation> ObserveAsync(
        AddressTarget target,
        EvidenceDemand demand,
        IProgress<SessionFaultKind>? retrying,
        CancellationToken stop
    )
    {
        var sessions = new AddressSessions(
            probe,
            gates,
            target,
            demand.Share ?? target.Host.Value,
            retryAfter,
            time,
            stop
        )
        {
            Timeouts = SmtpTimeouts.First(probe.Options, demand.Pace),
        };
        var attempts = new List<StartTlsObservation>(1);
        StartTlsObservation? other = null;
        TlsHandshake? legacy = null;
        try
        {
            var client = PlatformTls.Default;
            attempts.Add(await sessions.ObserveAsync(client, SessionQuestion.Default));
            if (attempts[0].Fault is { } fault && MayPass(attempts[0]))
            {
                retrying?.Report(fault.Kind);
                await sessions.PauseAsync();
                sessions.Timeouts = SmtpTimeouts.Second(probe.Options, demand.Pace);
                client = MayBeOurs(attempts[0]) ? BouncyCastleTls.Lenient : client;
                attempts.Add(await sessions.ObserveAsync(client, SessionQuestion.Default));
            }
            var last = attempts[^1];
            // Before anything that may be cut off: whether there is another certificate is open until it has been asked.
            other = last.Handshake is null ? null : NotAsked(last);
            for (var again = 1; again < compared && CameToAnAnswer(last); again++)
            {
                // Right behind the last, and by the same client: servers that take turns show both, and nothing else differs.
                await sessions.ObserveAsync(client, SessionQuestion.Default);
            }
            // Where sessions differ the last may have shown none.
            var met = new AddressObservation
            {
                Address = target.Address,
                Disposition = AddressDisposition.Probed,
                Attempts = attempts,
            };
            met = met with { Sightings = sessions.SightingsBeside(met) };
            if (DistinctSessions.Of(met)[0].Handshake is { } shown)
            {
                other = await new OtherCertificateProbe(sessions, shown).ObserveAsync();
            }
            legacy = SpokeNoTls(last) ? await LegacyHandshakeAsync(sessions) : null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is there is returned; the rest is our limit.
        }
        var seen =
            !stop.IsCancellationRequested || CanBeJudged(attempts)
                ? new AddressObservation
                {
                    Address = target.Address,
                    Disposition = AddressDisposition.Probed,
                    Attempts = attempts,
                    OtherCertificate = other,
                    LegacyHandshake = legacy,
                }
                : Stopped(target.Address) with
                {
                    Attempts = attempts,
                };
        return seen with { Sightings = sessions.SightingsBeside(seen) };
    }

    public static AddressObservation Stopped(IPAddress address) =>
        new() { Address = address, Disposition = AddressDisposition.Stopped };

    /// <summary>
    /// Where the run was cut off: the last session came to its own end, and did not wait for a second attempt that would have
    /// decided.
    /// </summary>
    private static bool CanBeJudged(List<StartTlsObservation> attempts) =>
        attempts is [.., var counts]
        && counts.Fault?.Kind != SessionFaultKind.OwnLimit
        && !(attempts.Count == 1 && MayPass(counts));

    /// <summary>To its end, or to a STARTTLS that is refused for good.</summary>
    private static bool CameToAnAnswer(StartTlsObservation session) =>
        session.Fault is null
        || session
            is {
                Fault: { Stage: SmtpStage.StartTls, Kind: SessionFaultKind.RefusedByReply },
                StartTls.Code: >= 500
            };

    /// <summary>Whether there is another certificate is open until it has been asked.</summary>
    private static StartTlsObservation NotAsked(StartTlsObservation after) =>
        new()
        {
            StartedAt = after.StartedAt + after.Duration,
            Fault = new(SmtpStage.Connect, SessionFaultKind.OwnLimit),
        };

    /// <summary>A permanent refusal is an answer (RFC 5321 section 4.2.1); everything else may be over in a moment.</summary>
    private static bool MayPass(StartTlsObservation session) =>
        session.Fault is { } fault
        && fault.Kind != SessionFaultKind.OwnLimit
        && !(
            fault.Kind == SessionFaultKind.RefusedByReply
            && AddressSessions.LastReply(session) is { Code: >= 500 }
        );

    /// <summary>The platform's TLS is stricter than that of senders, so its complaint is not the last word.</summary>
    internal static bool MayBeOurs(StartTlsObservation session) =>
        session.Fault
            is {
                Stage: SmtpStage.Handshake,
                Kind: SessionFaultKind.TlsProtocol or SessionFaultKind.TlsAlert
            };

    private static bool SpokeNoTls(StartTlsObservation session) =>
        session.Fault
            is {
                Stage: SmtpStage.Handshake,
                Kind: SessionFaultKind.TlsAlert
                    or SessionFaultKind.TlsProtocol
                    or SessionFaultKind.Closed
                    or SessionFaultKind.Reset
            };

    /// <summary>Asked once more where the server did not say no, but was late or ended the session.</summary>
    private static async Task<TlsHandshake?> LegacyHandshakeAsync(AddressSessions sessions)
    {
        var session = await sessions.ObserveAsync(
            BouncyCastleTls.Legacy,
            SessionQuestion.OldVersions
        );
        if (session.Handshake is null && !MayBeOurs(session))
        {
            await sessions.PauseAsync();
            session = await sessions.ObserveAsync(
                BouncyCastleTls.Legacy,
                SessionQuestion.OldVersions
            );
        }
        return session.Handshake;
    }
}
