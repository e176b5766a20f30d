using Dashboard.Core.Inbound.TlsNcsc;
using Org.BouncyCastle.Tls;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>
/// Whether a client can make the server begin a second handshake (RFC 5746 section 3.5): one ClientHello inside a whole session of
/// TLS 1.2. The second handshake is never finished.
/// </summary>
internal sealed class RenegotiationQuestion(ClientOffer offer, TimeSpan within, TimeProvider time)
    : WholeHandshake(offer, within, time)
{
    private AskingProtocol? protocol;

    /// <summary>Null where the server said neither yes nor no.</summary>
    public bool? Started => protocol?.Started;

    protected override TlsClientProtocol Protocol() => protocol = new AskingProtocol();

    protected override async Task LookBehindAsync(
        TlsClientProtocol _,
        Stream stream,
        CancellationToken limit
    )
    {
        protocol!.AskAgain(Offer);
        try
        {
            while (protocol.Started is null)
            {
                if (!await MoveAsync(protocol, stream, limit))
                {
                    protocol.Started = false;
                }
            }
        }
        catch (Exception ended) when (ended is TlsException or IOException)
        {
            // A fatal alert, or a hang-up.
            protocol.Started ??= false;
        }
    }

    private sealed class AskingProtocol : TlsClientProtocol
    {
        private OfferingClient? client;
        private bool asked;

        public bool? Started { get; set; }

        public override void Connect(TlsClient tlsClient)
        {
            client = (OfferingClient)tlsClient;
            base.Connect(tlsClient);
        }

        public void AskAgain(ClientOffer offer)
        {
            asked = true;
            var hello = Smtp.ClientHello.Again(offer, client!.LocalVerifyData ?? []);
            SafeWriteRecord(ContentType.handshake, hello, 0, hello.Length);
        }

        protected override void HandleHandshakeMessage(short type, HandshakeMessageInput buf)
        {
            if (asked && type == HandshakeType.server_hello)
            {
                Started = true;
                return;
            }
            base.HandleHandshakeMessage(type, buf);
        }

        protected override void HandleAlertWarningMessage(short alertDescription)
        {
            if (asked && alertDescription == AlertDescription.no_renegotiation)
            {
                Started = false;
                return;
            }
            base.HandleAlertWarningMessage(alertDescription);
        }
    }
}
