using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Probes.Outbound.Receiver.Evidence;

/// <summary>
/// Writes down one session as it goes: verbs without arguments, and nothing of any message. The name of the source may come from
/// another thread; all else is the session's own.
/// </summary>
internal sealed class SessionRecorder
{
    private const int MostCommands = 100;

    private const int LongestEhlo = 255;

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Action<SmtpSessionEvidence> grown;
    private readonly List<SmtpCommandEvidence> commands = [];
    private readonly List<MailTransaction> transactions = [];
    private readonly List<RecipientEvidence> recipients = [];
    private SmtpSessionEvidence session;

    /// <param name="grown">Told each time there is more.</param>
    public SessionRecorder(
        ReceiverListener listener,
        IPAddress local,
        IPAddress source,
        TimeProvider time,
        Action<SmtpSessionEvidence> grown
    )
    {
        this.time = time;
        this.grown = grown;
        session = new SmtpSessionEvidence
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            StartedAt = time.GetUtcNow(),
            Listener = listener.Behaviour,
            Certificate = listener.Certificate,
            LocalAddress = local,
            SourceAddress = source,
        };
    }

    public Guid Id => session.Id;

    /// <summary>The message whose MAIL came last.</summary>
    public MessageKey Message
    {
        get
        {
            lock (gate)
            {
                return new MessageKey(session.Id, transactions[^1].At);
            }
        }
    }

    public IPAddress Source => session.SourceAddress;

    public ReceiverCertificate Certificate => session.Certificate;

    public string? Ehlo => session.Ehlo;

    public bool OverTls => session.Tls is { CompletedAt: not null };

    /// <summary>220 to STARTTLS has been said, and what follows is no SMTP until it is complete.</summary>
    public bool IsInHandshake => session.Tls is { CompletedAt: null };

    public void Command(SmtpVerb verb, int? code)
    {
        lock (gate)
        {
            if (commands.Count < MostCommands)
            {
                commands.Add(new SmtpCommandEvidence(time.GetUtcNow(), verb, OverTls, code));
            }
            else
            {
                session = session with { CommandsOmitted = session.CommandsOmitted + 1 };
            }
        }
        Tell();
    }

    /// <summary>Printable US-ASCII, cut.</summary>
    public void Greeted(string name)
    {
        var printable = new string([.. name.Where(c => c is >= ' ' and <= '~')]);
        var ehlo = printable.Length <= LongestEhlo ? printable : printable[..LongestEhlo];
        Change(s => s with { Ehlo = ehlo });
    }

    /// <param name="requiresTls">It demands verified TLS of every host (RFC 8689).</param>
    public void Mail(int code, bool requiresTls = false)
    {
        lock (gate)
        {
            recipients.Clear();
            transactions.Add(
                new MailTransaction
                {
                    At = time.GetUtcNow(),
                    OverTls = OverTls,
                    ReplyCode = code,
                    RequiresTls = requiresTls,
                }
            );
        }
    }

    /// <summary>A recipient that is no address of a test is counted by its reply and not kept.</summary>
    public void Recipient(TestToken? token, OutboundProbeId? probe, int code)
    {
        lock (gate)
        {
            recipients.Add(new RecipientEvidence(time.GetUtcNow(), token, probe, code));
            transactions[^1] = transactions[^1] with { Recipients = [.. recipients] };
        }
    }

    /// <inheritdoc cref="MailTransaction.TlsNotRequired"/>
    public void HeaderRead(bool? tlsNotRequired)
    {
        lock (gate)
        {
            transactions[^1] = transactions[^1] with { TlsNotRequired = tlsNotRequired };
        }
        Tell();
    }

    public void Taken()
    {
        lock (gate)
        {
            transactions[^1] = transactions[^1] with { TakenAt = time.GetUtcNow() };
        }
    }

    public void BehindStartTls(int octets) =>
        Change(s => s with { OctetsBehindStartTls = s.OctetsBehindStartTls + octets });

    public void Tls(Func<TlsEvidence?, DateTimeOffset, TlsEvidence> change)
    {
        Change(s => s with { Tls = change(s.Tls, time.GetUtcNow()) });
        Tell();
    }

    /// <summary>Which chain was sent, where SNI chose another than the listener's.</summary>
    public void Presented(ReceiverCertificate certificate) =>
        Change(s => s with { Certificate = certificate });

    public void SourceName(DomainName name, bool confirmed)
    {
        Change(s => s with { SourceName = name, SourceNameConfirmed = confirmed });
        Tell();
    }

    public void End(SessionEnd end)
    {
        Change(s => s with { End = end, EndedAt = time.GetUtcNow() });
        Tell();
    }

    private void Change(Func<SmtpSessionEvidence, SmtpSessionEvidence> change)
    {
        lock (gate)
        {
            session = change(session);
        }
    }

    private void Tell()
    {
        lock (gate)
        {
            grown(session with { Commands = [.. commands], Transactions = [.. transactions] });
        }
    }
}
