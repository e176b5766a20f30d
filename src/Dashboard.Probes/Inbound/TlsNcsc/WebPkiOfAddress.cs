using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;
using Dashboard.Probes.Inbound.MtaSts;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>What the certificates of an address are to the WebPKI: paths of its leaves, and which of those sent are roots.</summary>
internal sealed class WebPkiOfAddress(WebPki webPki)
{
    private readonly Lazy<IReadOnlyList<OctetString>> roots = new(() =>
        [.. webPki.Roots().Select(der => new OctetString(SHA256.HashData(der)))]
    );
    private readonly Lazy<OctetString> store = new(() =>
        new OctetString(
            SHA256.HashData([.. webPki.Roots().SelectMany(der => SHA256.HashData(der))])
        )
    );

    public WebPkiObservation? Of(AddressObservation seen)
    {
        var sessions = DistinctSessions
            .HandshakesOf(seen)
            .Where(session => session.Handshake.Chain.Certificates.Count > 0)
            .Select(session => (StartedAt: session.At, session.Handshake.Chain))
            .ToList();
        if (seen is { LegacyHandshake.Chain: { Certificates.Count: > 0 } old, Last: { } last })
        {
            sessions.Add((last.StartedAt, old));
        }
        var sent = sessions
            .SelectMany(session => session.Chain.Certificates)
            .Select(certificate => certificate.Sha256)
            .ToHashSet();
        return sessions.Count == 0
            ? null
            : new WebPkiObservation
            {
                Store = store.Value,
                RootsSent = [.. roots.Value.Where(sent.Contains)],
                Paths =
                [
                    .. sessions
                        .DistinctBy(session => session.Chain.Certificates[0].Sha256)
                        .Select(session => PathOf(session.Chain, session.StartedAt)),
                ],
            };
    }

    private WebPkiPath PathOf(CertificateChain chain, DateTimeOffset instant)
    {
        var check = webPki.Check([.. chain.Certificates.Select(each => each.Der)], instant);
        return new WebPkiPath(
            check.Leaf,
            check is { Trusted: true, Expired: false } ? null
                : check.Problems.Count > 0 ? check.Problems[0]
                : "untrusted"
        );
    }
}
