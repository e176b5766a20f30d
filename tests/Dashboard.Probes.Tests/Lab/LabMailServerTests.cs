using System.Globalization;
using System.Net;
using Dashboard.Lab.Processes;
using DnsClient;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>The lab's mail servers as a client of another make sees them.</summary>
public sealed class LabMailServerTests(LabFixture lab)
{
    [Theory]
    [InlineData(
        "a good server",
        "ee-3-1-1.example",
        "-dane_tlsa_domain mx.ee-3-1-1.example",
        "Verification: OK"
    )]
    [InlineData("an RSA key", "ee-rsa.example", "", "Peer signature type: RSA-PSS")]
    [InlineData("TLS 1.2 alone", "tls12-only.example", "", "Protocol  : TLSv1.2")]
    [InlineData("TLS 1.3 alone", "tls13-only.example", "", "TLSv1.3")]
    [InlineData(
        "TLS 1.0 alone",
        "dane-tls10-only.example",
        "-tls1 -cipher ALL:@SECLEVEL=0",
        "Protocol  : TLSv1\n"
    )]
    [InlineData(
        "TLS 1.1 alone",
        "dane-tls11-only.example",
        "-tls1_1 -cipher ALL:@SECLEVEL=0",
        "Protocol  : TLSv1.1"
    )]
    [InlineData(
        "TLS 1.0 alone, asked for more",
        "dane-tls10-only.example",
        "",
        "New, (NONE), Cipher is (NONE)"
    )]
    [InlineData(
        "ECDSA of two",
        "certificates-both-listed.example",
        "-sigalgs ECDSA+SHA256",
        "Peer signature type: ECDSA"
    )]
    [InlineData(
        "RSA of two",
        "certificates-both-listed.example",
        "-sigalgs rsa_pss_rsae_sha256",
        "Peer signature type: RSA-PSS"
    )]
    [InlineData(
        "RSA of two, TLS 1.2",
        "certificates-both-listed.example",
        "-tls1_2 -sigalgs rsa_pss_rsae_sha256",
        "Peer signature type: RSA-PSS"
    )]
    [InlineData("a root sent", "ta-2-1-1.example", "-showcerts", "s:CN = Lab Root")]
    [InlineData(
        "SNI",
        "sni-selects.example",
        "-servername mx.sni-selects.example",
        "s:CN = mx.sni-selects.example"
    )]
    [InlineData("no SNI", "sni-selects.example", "-noservername", "s:CN = other.example")]
    [InlineData("an alert", "dane-handshake-alert.example", "", "alert handshake failure")]
    public async Task Server_shows_openssl(
        string what,
        string domain,
        string options,
        string expected
    )
    {
        var arguments = options.Replace(
            "-dane_tlsa_domain",
            $"-dane_tlsa_rrdata \"{await TlsaAsync(domain)}\" -dane_tlsa_domain",
            StringComparison.Ordinal
        );
        var output = await OpenSslAsync(await AddressAsync(domain), arguments);
        output.ShouldContain(expected, Case.Sensitive, what);
    }

    private async Task<string> OpenSslAsync(IPAddress address, string arguments) =>
        await ProgramRun.OutputAsync(
            InstalledProgram.Find("sh"),
            "/",
            [
                "-c",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"openssl s_client -starttls smtp -connect {address}:{lab.Internet.SmtpPort} {arguments} </dev/null 2>&1; true"
                ),
            ],
            TestContext.Current.CancellationToken
        );

    private async Task<IPAddress> AddressAsync(string domain)
    {
        var reply = await Resolver()
            .QueryAsync(
                "mx." + domain,
                QueryType.A,
                cancellationToken: TestContext.Current.CancellationToken
            );
        return reply.Answers.ARecords().Single().Address;
    }

    private async Task<string> TlsaAsync(string domain)
    {
        var reply = await Resolver()
            .QueryAsync(
                "_25._tcp.mx." + domain,
                QueryType.TLSA,
                cancellationToken: TestContext.Current.CancellationToken
            );
        var record = reply.Answers.TlsaRecords().First();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(int)record.CertificateUsage} {(int)record.Selector} {(int)record.MatchingType} {Convert.ToHexString([.. record.CertificateAssociationData])}"
        );
    }

    private LookupClient Resolver() =>
        new(new LookupClientOptions(lab.Internet.Resolver) { UseCache = false });
}
