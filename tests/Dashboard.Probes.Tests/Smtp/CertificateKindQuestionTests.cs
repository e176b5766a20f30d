using System.Security.Cryptography.X509Certificates;
using Dashboard.Core.Tls;
using Dashboard.Probes.Smtp;

namespace Dashboard.Probes.Tests.Smtp;

/// <summary>What a real OpenSSL answers to a first message that asks for one kind of certificate.</summary>
public sealed class CertificateKindQuestionTests
{
    private const string No = CertificateKindQuestion.NoSuchCertificate;
    private const string GoesOn = CertificateKindQuestion.Undecided;

    [Theory]
    [InlineData("RSA", "", CertificateKeyType.Ecdsa, No)]
    [InlineData("RSA", "", CertificateKeyType.Rsa, GoesOn)]
    [InlineData("ECDSA", "", CertificateKeyType.Rsa, No)]
    [InlineData("ECDSA", "", CertificateKeyType.Ecdsa, GoesOn)]
    [InlineData("RSA ECDSA", "", CertificateKeyType.Ecdsa, GoesOn)]
    [InlineData("ECDSA RSA", "", CertificateKeyType.Rsa, GoesOn)]
    [InlineData("ECDSA", "-tls1_3", CertificateKeyType.Rsa, No)]
    [InlineData("ECDSA RSA", "-tls1_3", CertificateKeyType.Rsa, GoesOn)]
    [InlineData("RSA", "-tls1_2", CertificateKeyType.Ecdsa, No)]
    [InlineData("ECDSA", "-tls1_2", CertificateKeyType.Rsa, No)]
    [InlineData("ECDSA RSA", "-tls1_2", CertificateKeyType.Rsa, GoesOn)]
    [InlineData("RSA ECDSA", "-tls1_2", CertificateKeyType.Ecdsa, GoesOn)]
    // No key share that the server takes: it asks for another (RFC 8446 section 4.1.4), if it has a certificate at all.
    [InlineData("RSA", "-groups P-384", CertificateKeyType.Ecdsa, No)]
    [InlineData("RSA ECDSA", "-groups P-384", CertificateKeyType.Ecdsa, GoesOn)]
    [InlineData("ECDSA RSA", "-groups P-384", CertificateKeyType.Rsa, GoesOn)]
    // Suites of TLS 1.2 for the one kind only, which in TLS 1.3 do not matter.
    [InlineData(
        "ECDSA RSA",
        "-cipher ECDHE-ECDSA-AES128-GCM-SHA256",
        CertificateKeyType.Rsa,
        GoesOn
    )]
    [InlineData(
        "RSA ECDSA",
        "-cipher ECDHE-RSA-AES128-GCM-SHA256",
        CertificateKeyType.Ecdsa,
        GoesOn
    )]
    // Looks who signed the certificate, which was a key of the other kind.
    [InlineData("RSA-by-ECDSA", "-strict", CertificateKeyType.Rsa, GoesOn)]
    public async Task Question_in_both_versions_is_answered_by_what_there_is(
        string certificates,
        string settings,
        CertificateKeyType asked,
        string expected
    ) =>
        (
            await AskAsync(certificates, settings, CertificateKindQuestion.Tls13And12(asked))
        ).ShouldBe(expected);

    [Theory]
    [InlineData("RSA", "", CertificateKeyType.Ecdsa, No)]
    [InlineData("RSA ECDSA", "", CertificateKeyType.Ecdsa, GoesOn)]
    [InlineData("ECDSA RSA", "-tls1_2", CertificateKeyType.Rsa, GoesOn)]
    [InlineData("ECDSA", "-tls1_2", CertificateKeyType.Rsa, No)]
    [InlineData("RSA-by-ECDSA", "-strict -tls1_2", CertificateKeyType.Rsa, GoesOn)]
    [InlineData(
        "ECDSA RSA",
        "-tls1_3",
        CertificateKeyType.Rsa,
        CertificateKindQuestion.OtherVersion
    )]
    public async Task Question_in_the_older_version_is_answered_by_what_there_is_for_it(
        string certificates,
        string settings,
        CertificateKeyType asked,
        string expected
    ) =>
        (await AskAsync(certificates, settings, CertificateKindQuestion.Tls12(asked))).ShouldBe(
            expected
        );

    private static async Task<string?> AskAsync(
        string certificates,
        string settings,
        CertificateKindQuestion question
    )
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await OpenSslServer.StartAsync(
            [.. certificates.Split(' ').Select(Certificate)],
            settings.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            cancellation
        );
        using var socket = await server.ConnectAsync(cancellation);
        var asked = await question.UpgradeAsync(socket, ProbeUnderTest.ServerName, cancellation);
        asked.Handshake.ShouldBeNull();
        return asked.Answer!.Detail;
    }

    private static X509Certificate2 Certificate(string name) =>
        name switch
        {
            "RSA" => TestCertificates.Rsa,
            "RSA-by-ECDSA" => TestCertificates.RsaByEcdsa,
            _ => TestCertificates.Ecdsa,
        };
}
