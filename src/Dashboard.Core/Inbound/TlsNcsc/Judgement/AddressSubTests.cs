using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>All sub-tests of one address of an MX host.</summary>
internal static class AddressSubTests
{
    /// <returns>Null where the address did not answer, so that nothing follows about its TLS.</returns>
    public static IReadOnlyList<SubTestRow>? Judge(
        NcscMethod method,
        DomainName host,
        AddressObservation address,
        bool hasTrustAnchor
    )
    {
        if (
            address.Disposition != AddressDisposition.Probed
            || address.Last is null
            || DistinctSessions
                .Apart(address)
                .Select(one => StartTlsReading.Of(one.Last!, one.LegacyHandshake).Kind)
                .ToList()
                is var kinds
                && kinds.TrueForAll(kind => kind == SessionKind.Unreachable)
        )
        {
            return null;
        }
        var available = kinds.Contains(SessionKind.NoStartTls)
            ? SubTestRow.Of(
                TlsSubTest.Available,
                GuidelineLevel.Insufficient,
                TlsNcscReason.Create(
                    method,
                    TlsNcscReason.StartTlsMissing,
                    ReasonSeverity.Fault,
                    null
                )
            )
            // A handshake that fails is for the others to judge.
            : SubTestRow.Of(TlsSubTest.Available, GuidelineLevel.Good);
        if (kinds.TrueForAll(kind => kind == SessionKind.NoStartTls))
        {
            return [available];
        }
        var context = new SubTestContext(
            method,
            new ServerFacts(address, address.Examination),
            address.Examination
        );
        return
        [
            available,
            ProtocolRules.Version(context),
            SuiteRules.Suites(context),
            SuiteRules.Order(context),
            KeyExchangeRules.Groups(context),
            KeyExchangeRules.Hash(context),
            ProtocolRules.Compression(context),
            ProtocolRules.SecureRenegotiation(context),
            ProtocolRules.ClientRenegotiation(context),
            ProtocolRules.ExtendedMasterSecret(context),
            ProtocolRules.EarlyData(context),
            NcscCertificateRules.Key(context, address.WebPki),
            NcscCertificateRules.Signature(context, address.WebPki),
            NcscCertificateRules.Chain(context, address.WebPki),
            NcscCertificateRules.Name(context, host, hasTrustAnchor),
        ];
    }
}
