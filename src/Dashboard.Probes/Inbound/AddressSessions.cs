using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Probes.Smtp;

namespace Dashboard.Probes.Inbound;

/// <summary>The sessions of one evidence run with one target, with the manners of <see cref="AddressGates"/>.</summary>
internal sealed class AddressSessions(
    StartTlsProbe probe,
    AddressGates gates,
    AddressTarget target,
    string share,
    TimeSpan retryAfter,
    TimeProvider time,
    CancellationToken stop
)
{
    private const int RestFactor = 3;

    private readonly List<(StartTlsObservation Session, SessionQuestion Question)> asides = [];

    /// <summary>The sessions that are not kept whole, in short. Whole where it shows what the last attempt does not.</summary>
    public IReadOnlyList<SessionSighting> SightingsBeside(AddressObservation kept)
    {
        var last = kept.Last is { } attempt
            ? SessionSightings.Of(attempt, SessionQuestion.Default)
            : null;
        return
        [
            .. asides
                .Where(aside =>
                    !ReferenceEquals(aside.Session, kept.OtherCertificate)
                    && !kept.Attempts.Contains(aside.Session, ReferenceEqualityComparer.Instance)
                )
                .Select(aside =>
                    SessionSightings.Of(
                        aside.Session,
                        aside.Question,
                        last is not null
                            && SessionSightings.ShowsOther(
                                SessionSightings.Of(aside.Session, aside.Question),
                                last
                            )
                    )
                ),
        ];
    }

    /// <summary>Of the sessions to come.</summary>
    public required SmtpTimeouts Timeouts { get; set; }

    public static SmtpReply? LastReply(StartTlsObservation session) =>
        session.EhloAfterTls
        ?? session.StartTls
        ?? session.Helo
        ?? session.Ehlo
        ?? session.Greeting;

    /// <exception cref="OperationCanceledException">The run was stopped before the session started.</exception>
    public async Task<StartTlsObservation> ObserveAsync(ITlsUpgrade tls, SessionQuestion question)
    {
        using var pass = await gates.EnterAsync(target.Address, share, stop);
        var session = await probe.ObserveAsync(
            target.Address,
            target.ServerName,
            tls,
            Timeouts,
            stop
        );
        if (LastReply(session) is { Code: 421 })
        {
            gates.BackOff(target.Address, retryAfter * RestFactor);
        }
        asides.Add((session, question));
        return session;
    }

    /// <summary>Once more where the session ended for another reason than the handshake, which says nothing of certificates.</summary>
    public async Task<StartTlsObservation> HandshakeAsync(ITlsUpgrade tls)
    {
        var session = await ObserveAsync(tls, SessionQuestion.OtherCertificate);
        if (session.Handshake is not null || session.Fault?.Stage == SmtpStage.Handshake)
        {
            return session;
        }
        await PauseAsync();
        return await ObserveAsync(tls, SessionQuestion.OtherCertificate);
    }

    public Task PauseAsync() => Task.Delay(retryAfter, time, stop);
}
