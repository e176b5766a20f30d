using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using Dashboard.Probes.Smtp;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>
/// Puts the questions about TLS to one address of an MX host, one session at a time and with pauses, after the sessions of the
/// receiving test. Never MAIL, never RCPT; what goes wrong at the server is in the evidence.
/// </summary>
internal sealed class TlsExaminer(
    StartTlsProbe probe,
    AddressGates gates,
    IOptions<TlsNcscOptions> options,
    TimeProvider time
)
{
    private readonly StartTlsProbe probe = probe;
    private readonly AddressGates gates = gates;
    private readonly TimeProvider time = time;
    private readonly TlsNcscOptions manners = options.Value;
    private readonly KeyedTurns<IPAddress> addresses = new(1);
    private readonly KeyedTurns<DomainName> providers = new(options.Value.SessionsPerProvider);

    /// <param name="host">Its registrable domain stands for who runs it.</param>
    /// <param name="seen">The sessions before: the default one is always first.</param>
    /// <param name="spent">How many sessions those were, retries aside.</param>
    public async Task<TlsExamination> ExamineAsync(
        TlsOrder order,
        DomainName host,
        DomainName serverName,
        AddressObservation seen,
        int spent,
        CancellationToken cancellation
    )
    {
        using var alone = await addresses.EnterAsync(seen.Address, cancellation);
        var run = new Run(this, order, host, serverName, seen, spent);
        return await run.GoAsync(cancellation);
    }

    /// <summary>
    /// STARTTLS was accepted once, whatever came of the handshake; else nothing is asked (<see cref="TlsExaminationEnd.NoTls"/>).
    /// </summary>
    public static bool Begins(AddressObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return seen
            .Attempts.Concat(DistinctSessions.Of(seen))
            .Any(attempt => attempt.StartTls is { Code: >= 200 and < 300 });
    }

    private sealed class Run(
        TlsExaminer examiner,
        TlsOrder order,
        DomainName host,
        DomainName serverName,
        AddressObservation seen,
        int spent
    )
    {
        private const int GreetingLength = 200;

        private readonly TlsNcscOptions manners = examiner.manners;
        private readonly TimeProvider time = examiner.time;
        private readonly TlsSession session = new(examiner.probe, examiner.manners, examiner.time);
        private readonly DateTimeOffset startedAt = examiner.time.GetUtcNow();
        private readonly long start = examiner.time.GetTimestamp();
        private readonly List<TlsAnswer> answers = [];
        private readonly Dictionary<OctetString, PresentedCertificate> certificates = [];
        private readonly HashSet<OctetString> shown =
        [
            .. DistinctSessions
                .HandshakesOf(seen)
                .Select(session => session.Handshake)
                .Concat(seen.LegacyHandshake is { } old ? [old] : [])
                .SelectMany(handshake => handshake.Chain.Certificates)
                .Select(certificate => certificate.Sha256),
        ];
        private readonly DomainName provider = PublicSuffixList.Own.RegistrableDomain(host) ?? host;

        private TimeSpan spacing =
            order.Profile == TlsProfile.Full
                ? examiner.manners.Spacing
                : examiner.manners.RoundSpacing;
        private DateTimeOffset lastStart = seen.Last?.StartedAt ?? examiner.time.GetUtcNow();
        private int sessions = spent;
        private int silent;
        private bool putOff;
        private GoneStartTls? gone;

        public async Task<TlsExamination> GoAsync(CancellationToken cancellation)
        {
            var end = Begins(seen) ? null : (TlsExaminationEnd?)TlsExaminationEnd.NoTls;
            try
            {
                while (end is null)
                {
                    end = Next() is { } question
                        ? await AskAsync(question, cancellation)
                        : Complete();
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // What was answered by then is evidence; the rest is our limit.
                end = TlsExaminationEnd.OwnLimit;
            }
            return Examination(end.Value);
        }

        private TlsQuestion? Next() =>
            TlsQuestionPlan.Next(
                order.Profile,
                seen,
                Examination(TlsExaminationEnd.Completed),
                order.For2021,
                TlsQuestions.Limit(order.Profile) - sessions
            );

        /// <summary>Nothing is left that a level depends on; or it is, and no session to ask it in.</summary>
        private TlsExaminationEnd Complete() =>
            TlsQuestionPlan.IsUnsettled(
                order.Profile,
                seen,
                Examination(TlsExaminationEnd.Completed),
                order.For2021
            )
                ? TlsExaminationEnd.SessionLimit
                : TlsExaminationEnd.Completed;

        private async Task<TlsExaminationEnd?> AskAsync(
            TlsQuestion question,
            CancellationToken cancellation
        )
        {
            var asked = await InTurnAsync(question, cancellation);
            if (asked.IsPutOff)
            {
                if (putOff || sessions >= TlsQuestions.Limit(order.Profile))
                {
                    answers.Add(asked.Answer);
                    return TlsExaminationEnd.ServerLimitsConnections;
                }
                putOff = true;
                spacing = Max(spacing, manners.LimitSpacing);
                await Task.Delay(manners.LimitPause, time, cancellation);
                asked = await InTurnAsync(question, cancellation);
            }
            answers.Add(asked.Answer);
            foreach (var certificate in asked.Chain?.Certificates ?? [])
            {
                if (!shown.Contains(certificate.Sha256))
                {
                    certificates.TryAdd(certificate.Sha256, certificate);
                }
            }
            if (asked.Answer.Kind != TlsAnswerKind.NoSession)
            {
                silent = 0;
                return null;
            }
            return asked.IsPutOff ? TlsExaminationEnd.ServerLimitsConnections
                : asked.HasNoStartTls ? await WithoutStartTlsAsync(asked.Session, cancellation)
                : asked.Session.Fault?.Kind == SessionFaultKind.OwnLimit
                    ? TlsExaminationEnd.OwnLimit
                : ++silent < 2 ? null
                : HasNoRoute(asked.Session.Fault) ? TlsExaminationEnd.OwnLimit
                : TlsExaminationEnd.ServerUnreachable;
        }

        /// <summary>
        /// The end; but first one ordinary session, where there is room for it, to tell a server that takes turns from one that hides
        /// STARTTLS from us.
        /// </summary>
        private async Task<TlsExaminationEnd> WithoutStartTlsAsync(
            StartTlsObservation without,
            CancellationToken cancellation
        )
        {
            gone = new(without with { Transcript = [] }, Afterwards: null);
            if (sessions < TlsQuestions.Limit(order.Profile))
            {
                try
                {
                    var ordinary = await InTurnAsync(
                        () =>
                            examiner.probe.ObserveAsync(
                                seen.Address,
                                serverName,
                                PlatformTls.Default,
                                SmtpTimeouts.First(examiner.probe.Options, order.Pace),
                                cancellation
                            ),
                        cancellation
                    );
                    gone = gone with
                    {
                        Afterwards = SessionSightings.Of(ordinary, SessionQuestion.Default),
                    };
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    // Our time is over; STARTTLS was gone before.
                }
            }
            return TlsExaminationEnd.StartTlsGone;
        }

        /// <summary>
        /// To a server that answered a moment ago. A short outage of our own line says nothing of it, and gives it nothing to rest from.
        /// </summary>
        private static bool HasNoRoute(SessionFault? fault) =>
            fault is { Stage: SmtpStage.Connect, Kind: SessionFaultKind.NetworkUnreachable };

        private Task<AskedTlsQuestion> InTurnAsync(
            TlsQuestion question,
            CancellationToken cancellation
        ) =>
            InTurnAsync(
                () =>
                {
                    order.Asking?.Invoke(question.Id);
                    return session.AskAsync(
                        seen.Address,
                        serverName,
                        question,
                        TlsQuestions.IsFixed(question) ? null : question.Offer.Suites,
                        order.Pace,
                        cancellation
                    );
                },
                cancellation
            );

        private async Task<T> InTurnAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
        {
            var wait = lastStart + spacing - time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellation);
            }
            using var turn = await examiner.providers.EnterAsync(provider, cancellation);
            using var pass = await examiner.gates.EnterAsync(
                seen.Address,
                host.Value,
                cancellation
            );
            lastStart = time.GetUtcNow();
            sessions++;
            return await ask();
        }

        private TlsExamination Examination(TlsExaminationEnd end) =>
            new()
            {
                Profile = order.Profile,
                CatalogueVersion = TlsQuestions.CatalogueVersion,
                StartedAt = startedAt,
                Follows = seen.Last?.StartedAt,
                Duration = time.GetElapsedTime(start),
                End = end,
                ServerName = serverName,
                Greeting = seen.Last?.Greeting is { Lines: [{ } first, ..] }
                    ? first[..Math.Min(first.Length, GreetingLength)]
                    : null,
                Sessions = sessions,
                Answers = [.. answers],
                Gone = gone,
                Certificates = [.. certificates.Values],
            };

        private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
    }
}
