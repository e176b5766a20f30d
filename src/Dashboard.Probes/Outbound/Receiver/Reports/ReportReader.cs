using System.Net;
using System.Threading.Channels;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Probes.Outbound.Receiver.Identity;
using Dashboard.Probes.Outbound.Receiver.Smtp;
using Microsoft.Extensions.Logging;

namespace Dashboard.Probes.Outbound.Receiver.Reports;

/// <summary>
/// Reads messages to the mailbox of TLS reports (RFC 8460 section 5.3), a few at a time, before their senders are answered: what is not
/// kept is refused with the reason, and no report is lost that was accepted. Those that still arrive keep no other from being read.
/// </summary>
/// <param name="mailbox">Null where no reports are taken.</param>
internal sealed partial class ReportReader(
    IReportMailbox? mailbox,
    ISenderDns dns,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>Each holds what its message expands to, and lookups.</summary>
    private const int AtOnce = 4;

    /// <summary>For all lookups of one, and the wait before them; its sender waits for ten minutes (RFC 5321 section 4.5.3.2.6).</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly LogThrottle notKept = new(time);
    private readonly ReportPlaces places = new();

    /// <summary>Holds one for each that is read.</summary>
    private readonly Channel<bool> reading = Channel.CreateBounded<bool>(AtOnce);

    public bool HasMailbox => mailbox is not null;

    /// <summary>Null where the client is to try again later.</summary>
    public MessagePlace? TryTakePlace(IPAddress client)
    {
        if (places.TryTake(client) is not { } place)
        {
            return null;
        }
        if (!mailbox!.Admits(client))
        {
            place.Dispose();
            return null;
        }
        return new MessagePlace([], place.Dispose) { IsReport = true };
    }

    /// <returns>The reply to the end of the message.</returns>
    public async Task<SmtpAnswer> ReadAsync(byte[] octets, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            await reading.Writer.WriteAsync(true, both.Token);
            try
            {
                return await AnswerAsync(octets, both.Token);
            }
            finally
            {
                reading.Reader.TryRead(out _);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        // A message comes from outside and can trip any library; a database can be unavailable.
        catch (Exception fault)
        {
            if (notKept.Take(out var untold))
            {
                Log.NotKept(logger, fault.GetBaseException().GetType().Name, untold);
            }
            return SmtpReplies.OwnFault;
        }
    }

    private async Task<SmtpAnswer> AnswerAsync(byte[] octets, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (IdentityReader.Parse(octets) is not { } message)
        {
            return Refuse(MailedReportRefusal.NoReport);
        }
        var attachments = ReportAttachment.Find(message);
        if (attachments is not [var attachment])
        {
            return Refuse(
                attachments.Count == 0
                    ? MailedReportRefusal.NoReport
                    : MailedReportRefusal.SeveralReports
            );
        }
        // Before any lookup: most of what is no report is seen here.
        var reading = attachment.Read(now);
        if (reading.Report is not { } report)
        {
            return SmtpReplies.NoReport(Slug.Of(reading.Refusal!.Value));
        }
        var signatures = await new DkimCheck(dns, ofReports: true).CheckAsync(
            message,
            now,
            (_, _) => true,
            cancellation
        );
        if (!signatures.Any(signature => signature.Outcome == AuthenticationOutcome.Pass))
        {
            // To be ignored (RFC 8460 section 3).
            return signatures.Any(signature => signature.Outcome == AuthenticationOutcome.TempError)
                ? SmtpReplies.OwnFault
                : Refuse(MailedReportRefusal.NotSigned);
        }
        var sender = TlsReportSender.Of(
            signatures,
            IdentityReader.FromDomain(message),
            PublicSuffixList.Own
        );
        return await mailbox!.TakeAsync(report, sender, cancellation) switch
        {
            TlsReportFate.Kept => SmtpReplies.ReportTaken,
            TlsReportFate.KnownAlready => SmtpReplies.ReportKnown,
            TlsReportFate.TryAgain => SmtpReplies.OwnFault,
            var fate => SmtpReplies.NoReport(Slug.Of(fate)),
        };
    }

    private static SmtpAnswer Refuse(MailedReportRefusal refusal) =>
        SmtpReplies.NoReport(Slug.Of(refusal));

    private static partial class Log
    {
        // The fault's own text could quote the message.
        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "A TLS report that came by mail could not be read or kept, and its sender gets a temporary refusal ({Fault}; {Untold} more since the last such line)"
        )]
        public static partial void NotKept(ILogger logger, string fault, long untold);
    }
}
