using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using static Dashboard.Core.Tests.Inbound.Seen;
using static Dashboard.Core.Tests.Inbound.SeenInDns;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>The rows of the verdict table on servers that answer oddly, or not always the same.</summary>
internal static class SampleCases
{
    public static IEnumerable<Case> All() => Differing().Concat(Agreeing()).Concat(Odd());

    private static readonly StartTlsObservation Clear = WithoutStartTls() with { Fault = null };

    private static IEnumerable<Case> Differing()
    {
        (string Says, StartTlsObservation Counted, SessionSighting Other)[] all =
        [
            ("the second lacks STARTTLS", Session(), Short(Clear, whole: true)),
            ("the first lacks STARTTLS", Clear, Short(Session(), whole: true)),
            (
                "the second refuses STARTTLS for good",
                Session(),
                Short(
                    Session() with
                    {
                        Handshake = null,
                        StartTls = new SmtpReply(502, ["no"]),
                    },
                    whole: true
                )
            ),
            (
                "the question for the other certificate met a server without STARTTLS",
                Session(),
                Short(Clear, SessionQuestion.OtherCertificate, whole: true)
            ),
            (
                "the second shows another certificate",
                Session(),
                Short(Session(Pki.OtherLeaf), whole: true)
            ),
            (
                "the first shows another certificate",
                Session(Pki.OtherLeaf),
                Short(Session(), whole: true)
            ),
        ];
        foreach (var (says, counted, other) in all)
        {
            yield return new(
                Row: "31",
                Says: says,
                Observation: Domain(Host(addresses: Beside(counted, other))),
                Status: DomainStatus.Partial,
                Delivery: Delivery.Dane,
                Attacker: 3,
                Slugs: [ReasonSlug.SessionsDiffer, ReasonSlug.RolloverNotPrepared]
            );
        }
        yield return new(
            Row: "31",
            Says: "without DANE every other session is in the clear",
            Observation: Domain(
                NoTlsa(Host(addresses: Beside(Session(), Short(Clear, whole: true))))
            ),
            Status: DomainStatus.None,
            Delivery: Delivery.Clear,
            Attacker: 1,
            Slugs: [ReasonSlug.SessionsDiffer, ReasonSlug.TlsaAbsent]
        );
    }

    private static IEnumerable<Case> Agreeing()
    {
        (string Says, SessionSighting Other)[] all =
        [
            ("the same again", Short(Session())),
            (
                "STARTTLS is refused for a while",
                Short(Session() with { Handshake = null, StartTls = new SmtpReply(454, ["later"]) })
            ),
            (
                "the other certificate to the other question",
                Short(Session(Pki.RsaLeaf), SessionQuestion.OtherCertificate)
            ),
            ("no answer", Short(Ended(SmtpStage.Greeting, SessionFaultKind.Timeout))),
        ];
        foreach (var (says, other) in all)
        {
            yield return new(
                Row: "31",
                Says: $"sessions agree: {says}",
                Observation: Domain(Host(addresses: Beside(Session(), other))),
                Status: DomainStatus.Protected,
                Delivery: Delivery.Dane,
                Attacker: 3,
                Slugs: [ReasonSlug.RolloverNotPrepared]
            );
        }
    }

    private static IEnumerable<Case> Odd()
    {
        foreach (
            var (says, notes, session) in new (string, string[], StartTlsObservation)[]
            {
                (
                    "TLS 1.2",
                    [],
                    Ended(SmtpStage.Handshake, SessionFaultKind.TlsAlert) with
                    {
                        ClientCertificateRequested = true,
                        Fault = new(SmtpStage.Handshake, SessionFaultKind.TlsAlert) { Alert = 40 },
                    }
                ),
                (
                    "TLS 1.3",
                    [ReasonSlug.RolloverNotPrepared],
                    Session() with
                    {
                        ClientCertificateRequested = true,
                        EhloAfterTls = null,
                        Fault = new(SmtpStage.EhloAfterTls, SessionFaultKind.TlsAlert)
                        {
                            Alert = 116,
                        },
                    }
                ),
            }
        )
        {
            yield return new(
                Row: "28b",
                Says: $"a certificate of the client is demanded in {says}",
                Observation: Domain(Host(addresses: Address(session: session))),
                Status: DomainStatus.Failed,
                Delivery: Delivery.Defer,
                Attacker: null,
                Slugs: [ReasonSlug.ClientCertificateRequired, .. notes]
            );
        }
        yield return new(
            Row: "28b",
            Says: "no secure renegotiation",
            Observation: Domain(
                Host(
                    addresses: Address(
                        session: Ended(SmtpStage.Handshake, SessionFaultKind.TlsProtocol) with
                        {
                            Fault = new(SmtpStage.Handshake, SessionFaultKind.TlsProtocol)
                            {
                                ClientRefusal = ClientRefusal.NoSecureRenegotiation,
                            },
                        }
                    )
                )
            ),
            Status: DomainStatus.Failed,
            Delivery: Delivery.Defer,
            Attacker: null,
            Slugs: [ReasonSlug.SecureRenegotiationMissing]
        );
        yield return new(
            Row: "28",
            Says: "a tab behind STARTTLS",
            Observation: Domain(
                Host(
                    addresses: Address(
                        session: Session() with
                        {
                            Ehlo = new SmtpReply(250, ["mx", "STARTTLS\\x09"]),
                        }
                    )
                )
            ),
            Status: DomainStatus.Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.StartTlsKeywordOdd, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "28",
            Says: "an equals sign behind STARTTLS",
            Observation: Domain(
                Host(
                    addresses: Address(
                        session: Session() with
                        {
                            Ehlo = new SmtpReply(250, ["mx", "STARTTLS=1"]),
                        }
                    )
                )
            ),
            Status: DomainStatus.Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.StartTlsKeywordOdd, ReasonSlug.RolloverNotPrepared]
        );
        yield return new(
            Row: "33",
            Says: "a long greeting",
            Observation: Domain(
                Host(
                    addresses: Address(
                        session: Session() with
                        {
                            Greeting = new SmtpReply(220, ["mx"]) { LongestLine = 3200 },
                        }
                    )
                )
            ),
            Status: DomainStatus.Protected,
            Delivery: Delivery.Dane,
            Attacker: 3,
            Slugs: [ReasonSlug.ReplyLineTooLong, ReasonSlug.RolloverNotPrepared]
        );
    }

    private static AddressObservation Beside(StartTlsObservation counted, SessionSighting other) =>
        Address(session: counted) with
        {
            Sightings = [other],
        };

    private static SessionSighting Short(
        StartTlsObservation session,
        SessionQuestion question = SessionQuestion.Default,
        bool whole = false
    ) => SessionSightings.Of(session, question, whole);
}
