using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>Draws a whole session from its shape.</summary>
internal static class Sketch
{
    public static SmtpSessionEvidence Session(
        OutboundTest test,
        ProbeHost host,
        DateTimeOffset at,
        SessionShape shape,
        Source source,
        bool healed,
        Guid id
    )
    {
        var probe = OutboundProbes.Get(host.Probe);
        var setup = probe.Host(host.Role);
        var listener =
            healed && probe.Heal == HealAction.MoveToStartTls
                ? ListenerBehaviour.Normal
                : setup.Listener;
        var refuses = setup.MustNotReceive && !healed;
        var commands = new List<SmtpCommandEvidence>();
        var clock = at;
        void Say(SmtpVerb verb, bool overTls, int? code)
        {
            clock += TimeSpan.FromMilliseconds(10);
            commands.Add(new SmtpCommandEvidence(clock, verb, overTls, code));
        }

        var session = new SmtpSessionEvidence
        {
            Id = id,
            StartedAt = at,
            Listener = listener,
            Certificate = setup.Certificate,
            LocalAddress =
                healed && host.HealedAddresses.Count > 0
                    ? host.HealedAddresses[0]
                    : host.Addresses[0],
            SourceAddress = IPAddress.Parse(source.Address),
            SourceName = source.Name is null ? null : DomainName.Parse(source.Name),
            SourceNameConfirmed = source.Name is not null,
            Ehlo = source.Ehlo,
        };
        if (shape == SessionShape.Peek)
        {
            return session with { Ehlo = null, EndedAt = at, End = SessionEnd.ClosedByClient };
        }
        Say(SmtpVerb.Ehlo, false, 250);
        if (shape == SessionShape.Leave)
        {
            Say(SmtpVerb.Quit, false, 221);
            return Done(SessionEnd.Quit);
        }
        if (shape is SessionShape.MailInClear or SessionShape.MailAloneInClear)
        {
            var code =
                listener == ListenerBehaviour.TlsOnly ? 530
                : shape == SessionShape.MailInClear ? 250
                : 555;
            Say(SmtpVerb.Mail, false, code);
            return Done(SessionEnd.Quit) with { Transactions = [Mail(overTls: false, code)] };
        }
        Say(
            SmtpVerb.StartTls,
            false,
            listener == ListenerBehaviour.StartTlsUnavailable ? 454 : 220
        );
        if (shape == SessionShape.TryTlsAndLeave)
        {
            return listener == ListenerBehaviour.StartTlsUnavailable
                ? Done(SessionEnd.Quit)
                : Done(SessionEnd.ClosedByReceiver) with
                {
                    Tls = new TlsEvidence
                    {
                        StartedAt = clock,
                        Failure = TlsFailure.ClosedByReceiver,
                        FailedAt = clock,
                    },
                };
        }
        var sni = shape is SessionShape.MailOverTls or SessionShape.MailAloneOverTls
            ? null
            : host.Name.Value;
        var tls = new TlsEvidence { StartedAt = clock, ServerName = sni };
        if (shape == SessionShape.AlertInHandshake)
        {
            return Done(SessionEnd.TlsAlert) with
            {
                Tls = tls with { Failure = TlsFailure.Alert, Alert = 42, FailedAt = clock },
            };
        }
        tls = tls with
        {
            CompletedAt = clock,
            Version = TlsProtocolVersion.Tls13,
            CipherSuite = "TLS_AES_256_GCM_SHA384",
        };
        switch (shape)
        {
            case SessionShape.TlsAndQuit:
                Say(SmtpVerb.Quit, true, 221);
                return Done(SessionEnd.Quit) with { Tls = tls };
            case SessionShape.TlsAndAlert:
                return Done(SessionEnd.TlsAlert) with
                {
                    Tls = tls with { Failure = TlsFailure.Alert, Alert = 42, FailedAt = clock },
                };
            case SessionShape.TlsAndHang:
                return Done(SessionEnd.Timeout) with { Tls = tls };
            case SessionShape.UnderWay:
                return session with { Tls = tls, Commands = commands };
            default:
                var mail = shape == SessionShape.MailAloneOverTls ? 555 : 250;
                Say(SmtpVerb.Ehlo, true, 250);
                Say(SmtpVerb.Mail, true, mail);
                return Done(SessionEnd.Quit) with { Tls = tls, Transactions = [Mail(true, mail)] };
        }

        SmtpSessionEvidence Done(SessionEnd end) =>
            session with
            {
                Commands = [.. commands],
                EndedAt = clock + TimeSpan.FromMilliseconds(10),
                End = end,
            };

        MailTransaction Mail(bool overTls, int code) =>
            new()
            {
                At = clock,
                OverTls = overTls,
                ReplyCode = code,
                Recipients =
                    code != 250
                        ? []
                        :
                        [
                            new RecipientEvidence(
                                clock,
                                test.Token,
                                host.Probe,
                                refuses ? 550 : 250
                            ),
                        ],
                TakenAt = refuses || code != 250 ? null : clock,
                TlsNotRequired = code == 250 ? false : null,
            };
    }
}
