using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>A client of BouncyCastle that offers what a question offers, and takes any certificate: it is evidence.</summary>
internal sealed class OfferingClient(ClientOffer offer, DomainName serverName)
    : DefaultTlsClient(new BcTlsCrypto(new SecureRandom()))
{
    /// <summary>The data of our Finished message, with which a second handshake is tied to the first (RFC 5746 section 3.1).</summary>
    public byte[]? LocalVerifyData { get; private set; }

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        LocalVerifyData = m_context.SecurityParameters.LocalVerifyData;
    }

    /// <summary>A server without secure renegotiation is looked at too; nothing is entrusted to the session.</summary>
    public override void NotifySecureRenegotiation(bool secureRenegotiation) { }

    public override TlsAuthentication GetAuthentication() => new AnyCertificate();

    public override TlsDHGroupVerifier GetDHGroupVerifier() => new AnyGroup();

    public override bool ShouldCheckSigAlgOfPeerCerts() => false;

    protected override ProtocolVersion[] GetSupportedVersions() =>
        [
            offer.Version == TlsProtocolVersion.Tls13
                ? ProtocolVersion.TLSv13
                : ProtocolVersion.TLSv12,
        ];

    protected override int[] GetSupportedCipherSuites() =>
        [.. offer.Suites.Select(suite => (int)suite.Number)];

    protected override IList<int> GetSupportedGroups(IList<int> namedGroupRoles) =>
        [.. offer.Groups.Select(group => (int)group.Number)];

    protected override IList<ServerName> GetSniServerNames() =>
        [new ServerName(NameType.host_name, Encoding.ASCII.GetBytes(serverName.Value))];

    private sealed class AnyGroup : TlsDHGroupVerifier
    {
        /// <summary>In bits: what takes too long to compute with is not worth it.</summary>
        private const int Most = 8192;

        public bool Accept(Org.BouncyCastle.Tls.Crypto.DHGroup group) => group.P.BitLength <= Most;
    }

    private sealed class AnyCertificate : ServerOnlyTlsAuthentication
    {
        public override void NotifyServerCertificate(TlsServerCertificate serverCertificate) { }
    }
}
