using Dashboard.Core.Dns;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>What delivery meets behind one handshake.</summary>
internal static class CertificateRules
{
    public static CertificateVerdict Judge(
        HostPolicy policy,
        TlsHandshake handshake,
        DateTimeOffset instant
    )
    {
        if (policy.Policy != DanePolicy.Authenticate)
        {
            return new CertificateVerdict
            {
                KeyType = handshake.KeyType,
                Outcome =
                    policy.Policy == DanePolicy.Defer
                        ? AddressOutcome.Unreachable
                        : AddressOutcome.Encrypted,
            };
        }
        var reading = ChainRules.Read(policy, handshake.Chain, instant);
        return new CertificateVerdict
        {
            KeyType = handshake.KeyType,
            Outcome = reading.Authenticates ? AddressOutcome.Authenticated : AddressOutcome.Refused,
            Matches = reading.Matches,
            Facts = reading.Facts,
            ByGnuTls = reading.ByGnuTls,
            Reasons = reading.Reasons,
        };
    }
}
