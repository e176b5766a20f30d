using System.IO.Pipelines;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SmtpServer;
using SmtpServer.IO;
using SmtpServer.Net;

namespace Dashboard.Web.Features.Notices.Mail;

/// <summary>
/// Listeners that ask a <see cref="BounceGate"/> before a session starts. A client that is not let in gets the reason in one line and is closed (RFC
/// 5321 section 3.1, 554; section 3.8, 421).
/// </summary>
internal sealed class GatedListeners(BounceGate gate) : EndpointListenerFactory
{
    public override IEndpointListener CreateListener(IEndpointDefinition endpointDefinition) =>
        new Listener(base.CreateListener(endpointDefinition), gate);

    private sealed class Listener(IEndpointListener inner, BounceGate gate) : IEndpointListener
    {
        private static readonly TimeSpan WordsFor = TimeSpan.FromSeconds(1);

        public async Task<ISecurableDuplexPipe> GetPipeAsync(
            ISessionContext context,
            CancellationToken cancellationToken
        )
        {
            while (true)
            {
                var pipe = await inner.GetPipeAsync(context, cancellationToken);
                var client = (
                    (IPEndPoint)context.Properties[EndpointListener.RemoteEndPointKey]
                ).Address;
                var entry = gate.Enter(client);
                if (entry == BounceEntry.Entered)
                {
                    return new Place(pipe, () => gate.Leave(client));
                }
                context.Properties.Remove(EndpointListener.RemoteEndPointKey);
                context.Properties.Remove(EndpointListener.LocalEndPointKey);
                await RefuseAsync(pipe, entry);
            }
        }

        public void Dispose() => inner.Dispose();

        /// <summary>A line is less than what a connection holds, so nobody who does not read delays the next.</summary>
        private static async Task RefuseAsync(ISecurableDuplexPipe pipe, BounceEntry entry)
        {
            using (pipe)
            {
                try
                {
                    using var timeout = new CancellationTokenSource(WordsFor);
                    await pipe.Output.WriteAsync(
                        entry == BounceEntry.Full
                            ? "421 4.3.2 too many connections\r\n"u8.ToArray()
                            : "554 5.7.1 not a relay of this site\r\n"u8.ToArray(),
                        timeout.Token
                    );
                }
                catch (Exception gone) when (gone is IOException or OperationCanceledException)
                {
                    // It is closed either way.
                }
            }
        }
    }

    /// <summary>The pipe of a session; its place is given back when that ends.</summary>
    private sealed class Place(ISecurableDuplexPipe inner, Action leave) : ISecurableDuplexPipe
    {
        private int left;

        public PipeReader Input => inner.Input;

        public PipeWriter Output => inner.Output;

        public bool IsSecure => inner.IsSecure;

        public SslProtocols SslProtocol => inner.SslProtocol;

        public Task UpgradeAsync(
            X509Certificate certificate,
            SslProtocols protocols,
            CancellationToken cancellationToken
        ) => inner.UpgradeAsync(certificate, protocols, cancellationToken);

        public void Dispose()
        {
            inner.Dispose();
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                leave();
            }
        }
    }
}
