using System.Security.Cryptography.X509Certificates;
using Dashboard.Data.Notices;
using Dashboard.Web.Platform;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>What became of one message at the relay.</summary>
/// <param name="Reply">In the relay's words, cut.</param>
internal readonly record struct RelayOutcome(RelayAnswer Answer, string? Reply);

internal enum RelayAnswer
{
    Taken,

    /// <summary>
    /// 4xx before or after the content, or no connection before any of it: it was not taken, and may be later. 421 is such an answer,
    /// whatever it answers (RFC 5321 sections 3.8 and 4.2.5).
    /// </summary>
    Deferred,

    /// <summary>5xx to the recipient, with a status that says that the mailbox is not there.</summary>
    RecipientRejected,

    /// <summary>5xx to something else: this message is not taken, by a fault of ours or of the relay's.</summary>
    Rejected,

    /// <summary>The connection was lost after something of the content had gone: perhaps it was taken.</summary>
    Unknown,
}

/// <summary>The operator's mail server, by SMTP submission (RFC 6409).</summary>
internal sealed class MailRelay(IOptions<MailOptions> settings)
{
    private readonly MailOptions options = settings.Value;

    /// <summary>A connection for several messages; it throws where there is none.</summary>
    public async Task<Connection> ConnectAsync(CancellationToken cancellation)
    {
        var client = new Client { Timeout = (int)options.Timeout.TotalMilliseconds };
        try
        {
            if (!string.IsNullOrEmpty(options.TrustedRoots))
            {
                UseRoots(client, options.TrustedRoots);
            }
            await client.ConnectAsync(
                options.Host!,
                options.Port,
                options.Tls switch
                {
                    RelayTls.None => SecureSocketOptions.None,
                    RelayTls.Implicit => SecureSocketOptions.SslOnConnect,
                    _ => SecureSocketOptions.StartTls,
                },
                cancellation
            );
            if (!string.IsNullOrEmpty(options.User))
            {
                await client.AuthenticateAsync(
                    options.User,
                    options.Password ?? string.Empty,
                    cancellation
                );
            }
            return new Connection(client);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static void UseRoots(Client client, string path)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(path);
        client.CheckCertificateRevocation = false;
        client.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            if (
                certificate is null
                || chain is null
                || errors.HasFlag(System.Net.Security.SslPolicyErrors.RemoteCertificateNameMismatch)
            )
            {
                return false;
            }
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(roots);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
            return chain.Build(leaf);
        };
    }

    internal sealed class Connection : IAsyncDisposable
    {
        private readonly Client client;

        internal Connection(Client client) => this.client = client;

        public bool Stands => client.IsConnected;

        /// <param name="handOver">
        /// Is called after the recipient was taken and before the content goes, so that a process that ends then has left a mark.
        /// </param>
        public async Task<RelayOutcome> SendAsync(
            MimeMessage message,
            MailboxAddress returnPath,
            MailboxAddress recipient,
            Action handOver,
            CancellationToken cancellation
        )
        {
            client.HandOver = handOver;
            var content = new ContentSeen();
            try
            {
                var reply = await client.SendAsync(
                    message,
                    returnPath,
                    [recipient],
                    cancellation,
                    content
                );
                return new(RelayAnswer.Taken, Cut(reply));
            }
            catch (SmtpCommandException refused)
            {
                if (refused.StatusCode == SmtpStatusCode.ServiceNotAvailable)
                {
                    // The relay closes the connection with it: the next message needs another one.
                    await CloseAsync();
                }
                var final = (int)refused.StatusCode >= 500;
                return new(
                    !final ? RelayAnswer.Deferred
                        : refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted
                        && EnhancedStatus.IsOfTheAddress(refused.Message)
                            ? RelayAnswer.RecipientRejected
                        : RelayAnswer.Rejected,
                    Cut($"{(int)refused.StatusCode} {refused.Message}")
                );
            }
            catch (Exception lost)
                when (lost
                        is IOException
                            or SmtpProtocolException
                            or TimeoutException
                            or ServiceNotConnectedException
                            or OperationCanceledException
                )
            {
                await CloseAsync();
                return new(
                    content.HasBegun ? RelayAnswer.Unknown : RelayAnswer.Deferred,
                    Cut(lost.Message)
                );
            }
        }

        public async ValueTask DisposeAsync()
        {
            await CloseAsync();
            client.Dispose();
        }

        private async Task CloseAsync()
        {
            try
            {
                using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                await client.DisconnectAsync(quit: client.IsConnected, timeout.Token);
            }
            catch (Exception gone)
                when (gone
                        is IOException
                            or SmtpProtocolException
                            or SmtpCommandException
                            or OperationCanceledException
                )
            {
                // It is closed either way.
            }
        }

        private static string Cut(string text)
        {
            var reply = MailAddressInput.Without(text);
            return Core.PrintableText.Of(
                reply.Length <= MailRecipientMapping.LongestReply
                    ? reply
                    : reply[..MailRecipientMapping.LongestReply]
            );
        }
    }

    /// <summary>Tells when the recipient was taken: the content comes next.</summary>
    internal sealed class Client : SmtpClient
    {
        public Action? HandOver { get; set; }

        protected override void OnRecipientAccepted(
            MimeMessage message,
            MailboxAddress mailbox,
            SmtpResponse response
        )
        {
            base.OnRecipientAccepted(message, mailbox, response);
            HandOver?.Invoke();
        }
    }

    /// <summary>
    /// Whether any octet of the content was written to the connection. Where none was, there is nothing that the relay could have
    /// taken, though it had taken the recipient.
    /// </summary>
    private sealed class ContentSeen : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBegun = true;

        public void Report(long bytesTransferred) => HasBegun = true;
    }
}
