using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using MimeKit;
using SmtpServer;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>
/// Takes reports about notices that could not be delivered, by SMTP: from relays of ours alone, to a return address that was given out,
/// from the empty sender (RFC 5321 section 4.5.5), of a bounded size. Everything else is rejected before its content, so that this sends
/// no mail itself. It offers no STARTTLS: between a relay and its site there is a network of one operator.
/// </summary>
internal sealed partial class BounceReceiver(
    Bounces bounces,
    IOptions<MailOptions> settings,
    TimeProvider time,
    ILogger<BounceReceiver> log
) : BackgroundService
{
    /// <summary>A report holds our message at the most, and that is short.</summary>
    private const int MostOctets = 256 * 1024;

    /// <summary>A report has one recipient; more would only cost us questions.</summary>
    private const string Taken = "recipient-taken";

    private static readonly TimeSpan LongestSession = TimeSpan.FromMinutes(2);

    /// <summary>Another worker of this machine may have the address.</summary>
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Value.ReceivesBounces)
        {
            return;
        }
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(IPEndPoint.Parse(settings.Value.BounceListen!), stoppingToken);
            }
            catch (Exception fault)
                when (fault is SocketException or IOException
                    && !stoppingToken.IsCancellationRequested
                )
            {
                Log.NotListening(log, fault.Message);
                await Task.Delay(TryAgainAfter, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(IPEndPoint endpoint, CancellationToken stopping)
    {
        var parts = new SmtpServer.ComponentModel.ServiceProvider();
        parts.Add(new Filter(bounces));
        parts.Add(new Store(bounces, log));
        parts.Add(
            new GatedListeners(
                new BounceGate(
                    settings.Value.Relays,
                    settings.Value.BounceConnections,
                    settings.Value.BounceConnectionsPerClient
                )
            )
        );
        var server = new SmtpServer.SmtpServer(
            new SmtpServerOptionsBuilder()
                .ServerName(settings.Value.ReturnDomain)
                // Enforced while it is read, lines of commands included.
                .MaxMessageSize(MostOctets, MaxMessageSizeHandling.Strict)
                .CommandWaitTimeout(TimeSpan.FromMinutes(1))
                .Endpoint(listen => listen.Endpoint(endpoint).SessionTimeout(LongestSession))
                .Build(),
            parts
        );
        await server.StartAsync(stopping);
    }

    private sealed class Filter(Bounces bounces) : IMailboxFilter
    {
        /// <summary>Reports have no sender; what has one is mail, and nobody reads mail here.</summary>
        public Task<bool> CanAcceptFromAsync(
            ISessionContext context,
            IMailbox from,
            int size,
            CancellationToken cancellationToken
        )
        {
            // A relay brings several reports in one session; what is kept there is of the session.
            context.Properties.Remove(Taken);
            return Task.FromResult(
                string.IsNullOrEmpty(from.User)
                    && string.IsNullOrEmpty(from.Host)
                    && size <= MostOctets
            );
        }

        public async Task<bool> CanDeliverToAsync(
            ISessionContext context,
            IMailbox to,
            IMailbox from,
            CancellationToken cancellationToken
        )
        {
            if (context.Properties.ContainsKey(Taken))
            {
                return false;
            }
            context.Properties[Taken] = true;
            return await bounces.FindAsync(to.User, to.Host, cancellationToken) is not null;
        }
    }

    private sealed class Store(Bounces bounces, ILogger log) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context,
            IMessageTransaction transaction,
            ReadOnlySequence<byte> buffer,
            CancellationToken cancellationToken
        )
        {
            if (buffer.Length > MostOctets)
            {
                return SmtpResponse.SizeLimitExceeded;
            }
            try
            {
                if (await ReadAsync(buffer, cancellationToken) is { } message)
                {
                    foreach (var to in transaction.To)
                    {
                        if (
                            await bounces.FindAsync(to.User, to.Host, cancellationToken) is
                            { } recipient
                        )
                        {
                            await bounces.TakeAsync(recipient, message, cancellationToken);
                        }
                    }
                }
                return SmtpResponse.Ok;
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                Log.NotTaken(log, fault.GetBaseException().Message);
                // The server that has the report keeps it, and comes again.
                return new SmtpResponse(SmtpReplyCode.Aborted, "try again later");
            }
        }

        /// <summary>Null where it is no message.</summary>
        private static async Task<MimeMessage?> ReadAsync(
            ReadOnlySequence<byte> octets,
            CancellationToken cancellation
        )
        {
            try
            {
                using var stream = new MemoryStream(octets.ToArray(), writable: false);
                return await MimeMessage.LoadAsync(stream, cancellation);
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "Nothing listens for reports about mail (Mail:BounceListen): {Fault}"
        )]
        public static partial void NotListening(ILogger logger, string fault);

        [LoggerMessage(
            2,
            LogLevel.Warning,
            "A report about mail was deferred, by a fault of ours: {Fault}"
        )]
        public static partial void NotTaken(ILogger logger, string fault);
    }
}
