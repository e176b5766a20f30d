using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Probes.Outbound.Receiver.Evidence;
using Dashboard.Probes.Outbound.Receiver.Identity;
using Dashboard.Probes.Outbound.Receiver.Reports;
using Microsoft.Extensions.Logging;

namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>
/// What is answered to each command (RFC 5321 section 4), by the state of the session and the behaviour of the listener. It
/// writes the evidence down; it neither reads nor sends.
/// </summary>
internal sealed class SmtpDialogue(
    ReceiverOptions options,
    ListenerBehaviour listener,
    IReceiverDirectory directory,
    SessionRecorder recorder,
    MessageExaminer examiner,
    ReportReader reports,
    ILogger logger
)
{
    private readonly RecipientPolicy recipients = new(
        options,
        listener,
        directory,
        recorder,
        logger
    );
    private bool greeted;
    private bool inTransaction;
    private int commands;
    private int mistakes;
    private int transactions;
    private int unknownRecipients;
    private bool takesUtf8;
    private bool isReport;
    private bool isFromNobody;
    private bool isTooLarge;
    private SmtpAnswer? withheld;
    private int withheldRecipients;

    private ReceiverLimits Limits => options.Limits;

    /// <summary>EHLO or HELO was sent, before TLS or inside.</summary>
    public bool HasGreeted { get; private set; }

    public bool SaidMail => transactions > 0;

    /// <summary>The domain of MAIL FROM, for SPF.</summary>
    public DomainName? SenderDomain { get; private set; }

    public string SenderLocalPart { get; private set; } = string.Empty;

    /// <summary>The accepted recipients of the transaction.</summary>
    public List<ProbeZoneName> Accepted { get; } = [];

    /// <summary>The message is refused once it is in, as it must not be handed over.</summary>
    public bool Withholds => withheld is not null;

    /// <summary>Where the message goes that 354 asked for.</summary>
    public MessagePlace? Place { get; private set; }

    public async ValueTask<SmtpAnswer> AnswerAsync(SmtpLine line, CancellationToken cancellation)
    {
        if (++commands > Limits.Commands)
        {
            return SmtpReplies.TooMuch;
        }
        var command = line.Text is { } text
            ? SmtpCommand.Parse(text)
            : new SmtpCommand(SmtpVerb.Unknown, string.Empty);
        var answer =
            line.IsEndless ? SmtpReplies.EndlessLine
            : line.TooLong ? SmtpReplies.LineTooLong
            : await AnswerAsync(command, cancellation);
        if (answer.IsMistake && ++mistakes > Limits.Mistakes)
        {
            answer = SmtpReplies.TooManyMistakes;
        }
        recorder.Command(command.Verb, answer.Code);
        return answer;
    }

    /// <summary>Behind a handshake nothing of what was sent before it counts (RFC 3207 section 4.2).</summary>
    public void Restart()
    {
        greeted = false;
        Abort();
    }

    /// <summary>The end of DATA.</summary>
    /// <param name="isStored">What was seen of the message until now can no longer be lost.</param>
    public SmtpAnswer EndOfMessage(bool tooLarge, bool isStored)
    {
        var answer =
            withheld is not null ? withheld
            : tooLarge ? SmtpReplies.TooLarge
            : isStored ? SmtpReplies.Taken
            : SmtpReplies.OwnFault;
        if (answer == SmtpReplies.Taken)
        {
            recorder.Taken();
        }
        Abort();
        return answer;
    }

    /// <summary>The end of DATA of a report.</summary>
    /// <param name="answer">What became of it.</param>
    public SmtpAnswer EndOfReport(SmtpAnswer answer)
    {
        if (answer.Code == SmtpReplies.Taken.Code)
        {
            recorder.Taken();
        }
        Abort();
        return answer;
    }

    private async ValueTask<SmtpAnswer> AnswerAsync(
        SmtpCommand command,
        CancellationToken cancellation
    )
    {
        if (
            listener == ListenerBehaviour.TlsOnly
            && !recorder.OverTls
            && command.Verb
                is not (SmtpVerb.Ehlo or SmtpVerb.Noop or SmtpVerb.Quit or SmtpVerb.StartTls)
        )
        {
            return TlsFirst(command);
        }
        return command.Verb switch
        {
            SmtpVerb.Ehlo or SmtpVerb.Helo => Hello(command),
            SmtpVerb.StartTls => StartTls(command),
            SmtpVerb.Mail => Mail(command),
            SmtpVerb.Rcpt => await RecipientAsync(command, cancellation),
            SmtpVerb.Data => Data(command),
            SmtpVerb.Rset => Reset(),
            SmtpVerb.Noop => SmtpReplies.Ok,
            SmtpVerb.Quit => SmtpReplies.Goodbye,
            SmtpVerb.Vrfy => SmtpReplies.NotVerified,
            SmtpVerb.Help => SmtpReplies.Help,
            SmtpVerb.Unknown => SmtpReplies.Unknown,
            _ => SmtpReplies.NotImplemented,
        };
    }

    private SmtpAnswer TlsFirst(SmtpCommand command)
    {
        if (
            command.Verb == SmtpVerb.Mail
            && SmtpPath.TryParse(command.Argument, "FROM:", out var path)
        )
        {
            if (++transactions > Limits.Transactions)
            {
                return SmtpReplies.TooMuch;
            }
            // It decided to use the channel, whatever the reply; a bounce or a call-out shows nothing of a message.
            if (!path.IsNull)
            {
                recorder.Mail(SmtpReplies.TlsFirst.Code);
            }
        }
        return SmtpReplies.TlsFirst;
    }

    private SmtpAnswer Hello(SmtpCommand command)
    {
        if (command.Argument.Length == 0)
        {
            return SmtpReplies.Syntax;
        }
        recorder.Greeted(command.Argument);
        greeted = true;
        HasGreeted = true;
        Abort();
        if (command.Verb == SmtpVerb.Helo)
        {
            return new SmtpAnswer(250, options.HostName.ToString());
        }
        return SmtpReplies.Ehlo(
            options.HostName,
            offersTls: listener != ListenerBehaviour.NoStartTls,
            recorder.OverTls
        );
    }

    private SmtpAnswer StartTls(SmtpCommand command)
    {
        if (recorder.OverTls)
        {
            return SmtpReplies.AlreadyTls;
        }
        if (command.Argument.Length > 0)
        {
            return SmtpReplies.Syntax;
        }
        return listener switch
        {
            ListenerBehaviour.NoStartTls => SmtpReplies.NotImplemented,
            ListenerBehaviour.StartTlsUnavailable => SmtpReplies.TlsUnavailable,
            ListenerBehaviour.CloseAfterStartTls => SmtpReplies.BreakTls,
            _ => SmtpReplies.StartTls,
        };
    }

    private SmtpAnswer Mail(SmtpCommand command)
    {
        if (!SmtpPath.TryParse(command.Argument, "FROM:", out var path))
        {
            return SmtpReplies.Syntax;
        }
        if (inTransaction)
        {
            return SmtpReplies.MailTwice;
        }
        if (++transactions > Limits.Transactions)
        {
            return SmtpReplies.TooMuch;
        }
        var answer = !greeted
            ? SmtpReplies.EhloFirst
            : MailParameters.Complaint(path, recorder.OverTls) ?? SmtpReplies.SenderOk;
        // Written down whatever the answer: it shows that the client said MAIL.
        recorder.Mail(answer.Code, MailParameters.RequiresTls(path));
        if (answer.Code == SmtpReplies.SenderOk.Code)
        {
            inTransaction = true;
            isFromNobody = path.IsNull;
            isTooLarge = MailParameters.SizeOf(path) > (ulong)Limits.MessageSize;
            takesUtf8 = MailParameters.AsksForUtf8(path);
            SenderDomain = path.Domain;
            SenderLocalPart = path.LocalPart;
        }
        return answer;
    }

    private async ValueTask<SmtpAnswer> RecipientAsync(
        SmtpCommand command,
        CancellationToken cancellation
    )
    {
        if (!inTransaction)
        {
            return SmtpReplies.MailFirst;
        }
        if (!SmtpPath.TryParse(command.Argument, "TO:", out var path) || path.IsNull)
        {
            return SmtpReplies.Syntax;
        }
        if (path.Parameters.Count > 0)
        {
            return SmtpReplies.UnknownParameter;
        }
        if (!path.IsAscii && !takesUtf8)
        {
            return SmtpReplies.NotAscii;
        }
        if (isFromNobody)
        {
            return RecipientOfBounce();
        }
        if (reports.HasMailbox && recipients.IsReportMailbox(path))
        {
            return ReportRecipient();
        }
        if (Accepted.Count + withheldRecipients >= Limits.Recipients || isReport)
        {
            return SmtpReplies.TooManyRecipients;
        }
        var named = recipients.Named(path);
        // What is taken is read, and lookups are bounded; the others come in a transaction of their own.
        if (named is not null && !MessageExaminer.HasRoomFor(Accepted, named))
        {
            return SmtpReplies.TooManyRecipients;
        }
        var (answer, decision) = await recipients.DecideAsync(path, named, cancellation);
        if (decision == RecipientDecision.Unknown && ++unknownRecipients > Limits.UnknownRecipients)
        {
            return SmtpReplies.Guessing;
        }
        if (decision == RecipientDecision.Accept && Withholds)
        {
            // A message gets one answer: this recipient comes in a transaction of its own.
            answer = SmtpReplies.TooManyRecipients;
        }
        recorder.Recipient(named?.Token, named?.Probe, answer.Code);
        if (answer == SmtpReplies.RecipientOk)
        {
            Accepted.Add(named!);
        }
        return IsWithheld(decision) && Accepted.Count == 0 ? WithholdLater(answer) : answer;
    }

    private static bool IsWithheld(RecipientDecision? decision) =>
        decision
            is RecipientDecision.Withhold
                or RecipientDecision.WithholdInClear
                or RecipientDecision.WrongListener;

    /// <summary>
    /// A message can ask for delivery that DANE forbids (RFC 8689 section 3), in its header: so that is read before it is refused. Beside a
    /// recipient that is accepted it is read for both.
    /// </summary>
    private SmtpAnswer WithholdLater(SmtpAnswer answer)
    {
        withheld ??= answer;
        withheldRecipients++;
        return SmtpReplies.RecipientOk;
    }

    /// <summary>
    /// No message of a test: a bounce, an automatic reply or a call-out comes from the null path (RFC 5321 section 4.5.5), to whatever
    /// address somebody wrote as his own. So its recipient is written down as nobody's.
    /// </summary>
    private SmtpAnswer RecipientOfBounce()
    {
        if (++unknownRecipients > Limits.UnknownRecipients)
        {
            return SmtpReplies.Guessing;
        }
        recorder.Recipient(null, null, SmtpReplies.NullSender.Code);
        return SmtpReplies.NullSender;
    }

    /// <summary>A message is a report or one of tests, and never both: the other recipients come in a transaction of their own.</summary>
    private SmtpAnswer ReportRecipient()
    {
        isReport = Accepted.Count == 0 && !Withholds;
        var answer = isReport ? SmtpReplies.RecipientOk : SmtpReplies.TooManyRecipients;
        recorder.Recipient(null, null, answer.Code);
        return answer;
    }

    private SmtpAnswer Data(SmtpCommand command)
    {
        if (command.Argument.Length > 0)
        {
            return SmtpReplies.Syntax;
        }
        if (!inTransaction)
        {
            return SmtpReplies.MailFirst;
        }
        if (withheld is not null)
        {
            Place = new MessagePlace([], () => { });
            return SmtpReplies.StartMessage;
        }
        if (Accepted.Count == 0 && !isReport)
        {
            return SmtpReplies.NoRecipient;
        }
        if (isTooLarge)
        {
            return SmtpReplies.TooLarge;
        }
        Place = isReport
            ? reports.TryTakePlace(recorder.Source)
            : examiner.TryTakePlace(Accepted, recorder.Source);
        return Place is null ? SmtpReplies.MemoryTaken : SmtpReplies.StartMessage;
    }

    private SmtpAnswer Reset()
    {
        Abort();
        return SmtpReplies.Ok;
    }

    private void Abort()
    {
        inTransaction = false;
        isReport = false;
        isFromNobody = false;
        isTooLarge = false;
        withheld = null;
        withheldRecipients = 0;
        SenderDomain = null;
        SenderLocalPart = string.Empty;
        Accepted.Clear();
    }
}
