using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Probes.Outbound.Receiver.Evidence;
using Microsoft.Extensions.Logging;

namespace Dashboard.Probes.Outbound.Receiver.Smtp;

/// <summary>Who is written to: an address of a running test, or the mailbox of TLS reports, and nobody else.</summary>
internal sealed partial class RecipientPolicy(
    ReceiverOptions options,
    ListenerBehaviour listener,
    IReceiverDirectory directory,
    SessionRecorder recorder,
    ILogger logger
)
{
    private readonly ProbeZoneNames names = new(options.Zone);
    private readonly DomainName reports = TlsReportTargets.MailDomain(options.Zone);

    public async ValueTask<(SmtpAnswer Answer, RecipientDecision? Decision)> DecideAsync(
        SmtpPath path,
        ProbeZoneName? named,
        CancellationToken cancellation
    )
    {
        if (named is null)
        {
            var answer = path.IsPostmaster
                ? SmtpReplies.Postmaster(options.Contact)
                : SmtpReplies.UnknownRecipient;
            return (answer, RecipientDecision.Unknown);
        }
        LiveTest? live;
        try
        {
            live = await directory.FindAsync(named.Token, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault)
        {
            Log.NotFound(logger, fault);
            return (SmtpReplies.OwnFault, null);
        }
        var decision = RecipientRules.Decide(
            live,
            named.Probe,
            listener,
            recorder.Certificate,
            recorder.OverTls
        );
        return (SmtpReplies.Recipient(decision, named.Probe), decision);
    }

    /// <summary>The mailbox of TLS reports, where there is one: it is no address of any test.</summary>
    public bool IsReportMailbox(SmtpPath path) =>
        listener == ListenerBehaviour.Normal
        && path.Domain == reports
        && string.Equals(
            path.LocalPart,
            TlsReportTargets.LocalPart,
            StringComparison.OrdinalIgnoreCase
        );

    /// <summary>Exactly an address of a test: <c>test@TOKEN.probe.zone</c>.</summary>
    public ProbeZoneName? Named(SmtpPath path) =>
        path.Domain is { } domain
        && string.Equals(
            path.LocalPart,
            ProbeZoneNames.LocalPart,
            StringComparison.OrdinalIgnoreCase
        )
        && names.TryParse(domain, out var named)
        && names.RecipientDomain(named.Probe, named.Token) == domain
            ? named
            : null;

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Error,
            Message = "Whether a recipient belongs to a running test could not be found out; its sender gets a temporary refusal"
        )]
        public static partial void NotFound(ILogger logger, Exception fault);
    }
}
