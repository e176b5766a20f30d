using System.Security.Cryptography.X509Certificates;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>
/// GnuTLS ends a handshake that the keyUsage of the certificate does not allow (RFC 5246 section 7.4.2, RFC 8446 section 4.4.2.2), where OpenSSL
/// goes on: seen of Exim 4.96 with GnuTLS 3.7.9 beside Postfix 3.7.
/// </summary>
public sealed class KeyUsageSimulationTests
{
    private const string Ecdhe = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
    private const string Rsa = "TLS_RSA_WITH_AES_256_GCM_SHA384";
    private const string Refused = $"Defer {SimulatedDifference.RefusesKeyUsage}";

    private static byte[] Leaf(X509KeyUsageFlags? usage) =>
        Pki.Intermediate.Leaf(
            Seen.Mx1,
            rsa: true,
            change: request =>
            {
                if (usage is { } flags)
                {
                    request.CertificateExtensions.Add(new X509KeyUsageExtension(flags, true));
                }
            }
        );

    private static StartTlsObservation Session(byte[] leaf, string suite)
    {
        var session = Seen.Session(leaf);
        return session with { Handshake = session.Handshake! with { CipherSuite = suite } };
    }

    private static InboundObservation With(TlsaRecord? tlsa, AddressObservation address)
    {
        var host = Seen.Host(tlsa: [tlsa ?? Seen.Mismatch()], addresses: address);
        return Seen.Domain(tlsa is null ? host.WithTlsa(t => t.NxDomain()) : host);
    }

    private static string? GnuTlsOf(InboundObservation seen) =>
        DomainJudgement
            .Judge(seen)
            .Simulations.Where(one => one.Sender == SimulatedSender.GnuTls)
            .Select(one => $"{one.Delivery} {string.Join(' ', one.Differences)}".TrimEnd())
            .SingleOrDefault();

    [Theory]
    [InlineData("no keyUsage", null, Ecdhe, null)]
    [InlineData("digitalSignature", X509KeyUsageFlags.DigitalSignature, Ecdhe, null)]
    [InlineData("an authority's", X509KeyUsageFlags.KeyCertSign, Ecdhe, Refused)]
    [InlineData("keyEncipherment", X509KeyUsageFlags.KeyEncipherment, Ecdhe, Refused)]
    [InlineData("the same, key transport", X509KeyUsageFlags.KeyEncipherment, Rsa, null)]
    [InlineData(
        "digitalSignature, key transport",
        X509KeyUsageFlags.DigitalSignature,
        Rsa,
        Refused
    )]
    [InlineData("no keyUsage, key transport", null, Rsa, null)]
    [InlineData("nothing is named", X509KeyUsageFlags.None, Ecdhe, null)]
    public void Handshake_ends_where_the_certificate_does_not_allow_it(
        string what,
        X509KeyUsageFlags? usage,
        string suite,
        string? expected
    )
    {
        var leaf = Leaf(usage);
        var address = Seen.Address(session: Session(leaf, suite));

        GnuTlsOf(With(Seen.Pinned(leaf), address)).ShouldBe(expected, what);
        GnuTlsOf(With(tlsa: null, address)).ShouldBe(expected, $"{what}, without TLSA");
    }

    /// <summary>Nothing differs where Postfix delivers nothing either.</summary>
    [Fact]
    public void Key_usage_makes_no_difference_where_the_chain_is_refused_anyway() =>
        GnuTlsOf(
                With(
                    Seen.Mismatch(),
                    Seen.Address(session: Session(Leaf(X509KeyUsageFlags.KeyCertSign), Ecdhe))
                )
            )
            .ShouldBeNull();

    /// <summary>Nor is a session named that never came to a certificate.</summary>
    [Fact]
    public void Session_without_TLS_has_no_key_usage() =>
        GnuTlsOf(With(tlsa: null, Seen.Address(session: Seen.WithoutStartTls()))).ShouldBeNull();

    [Theory]
    [InlineData(X509KeyUsageFlags.DigitalSignature, "Dane verifies-with-old-version")]
    [InlineData(X509KeyUsageFlags.KeyCertSign, null)]
    public void Old_TLS_needs_the_key_usage_too(X509KeyUsageFlags usage, string? expected)
    {
        var leaf = Leaf(usage);

        GnuTlsOf(With(Seen.Pinned(leaf), Old(leaf))).ShouldBe(expected);
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.DigitalSignature, null)]
    [InlineData(X509KeyUsageFlags.KeyCertSign, Refused)]
    public void Old_TLS_that_only_encrypts_needs_the_key_usage_too(
        X509KeyUsageFlags usage,
        string? expected
    ) => GnuTlsOf(With(tlsa: null, Old(Leaf(usage)))).ShouldBe(expected);

    private static AddressObservation Old(byte[] leaf) =>
        Seen.Address(session: Seen.Ended(SmtpStage.Handshake, SessionFaultKind.TlsProtocol)) with
        {
            LegacyHandshake = Seen.Handshake(leaf) with
            {
                Version = TlsProtocolVersion.Tls11,
                CipherSuite = "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            },
        };
}
