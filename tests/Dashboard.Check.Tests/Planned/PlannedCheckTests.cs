using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Dashboard.Check.Tests.Support;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Lab;

namespace Dashboard.Check.Tests.Planned;

/// <summary>A certificate that does not serve yet, against the TLSA records of the lab.</summary>
public sealed class PlannedCheckTests(LabFixture fixture)
{
    [Fact]
    public async Task Certificate_that_serves_now_matches()
    {
        var lab = await fixture.GetAsync();
        using var file = new TemporaryFile(await ServedAsync(lab, "good-001.example"));

        var run = await CheckRunner.RunAsync(lab, ["--certificate", file.Name, "good-001.example"]);

        run.Out.ShouldContain("[matches]");
        run.Status.ShouldBe(0);
    }

    [Fact]
    public async Task Certificate_with_another_key_would_stop_mail()
    {
        using var file = new TemporaryFile(New("mx.good-001.example"));

        var run = await CheckRunner.RunAsync(
            await fixture.GetAsync(),
            ["--certificate", file.Name, "good-001.example"]
        );

        run.Out.ShouldContain("[fails]");
        run.Out.ShouldContain("[no-match]");
        run.Status.ShouldBe(1);
    }

    [Fact]
    public async Task Certificate_is_free_where_no_records_are_published()
    {
        var lab = await fixture.GetAsync();
        var without = lab.Scenarios.First(one =>
            one.Status == DomainStatus.None && one.Reasons.Contains(ReasonSlug.TlsaAbsent)
        );
        using var file = new TemporaryFile(New("mx.example"));

        var run = await CheckRunner.RunAsync(
            lab,
            ["--certificate", file.Name, without.Domain.Value]
        );

        run.Out.ShouldContain("[nothing-asked]");
        run.Status.ShouldBe(0);
    }

    [Fact]
    public async Task Records_that_cannot_be_looked_up_are_no_reason_to_go_live()
    {
        using var file = new TemporaryFile(New("mx.example"));

        var run = await CheckRunner.RunAsync(
            await fixture.GetAsync(),
            ["--certificate", file.Name, "good-001.example"],
            resolver: "127.0.0.1:9"
        );

        run.Status.ShouldBe(2);
    }

    [Theory]
    [InlineData("null-mx.example", "[no-mail]", 0)]
    [InlineData("no-such-domain.example", "[no-domain]", 2)]
    [InlineData("mx-servfail.example", "[not-known]", 2)]
    public async Task Domain_without_mail_servers_is_told_as_what_it_is(
        string domain,
        string word,
        int status
    )
    {
        using var file = new TemporaryFile(New("mx.example"));

        var run = await CheckRunner.RunAsync(
            await fixture.GetAsync(),
            ["--certificate", file.Name, domain]
        );

        run.Out.ShouldContain(word);
        run.Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("nothing", "")]
    [InlineData("something else", "not a certificate")]
    public async Task File_without_a_certificate_is_a_mistake(string what, string text)
    {
        using var file = new TemporaryFile(text);

        var run = await CheckRunner.RunAsync(
            await fixture.GetAsync(),
            ["--certificate", file.Name, "good-001.example"]
        );

        run.Error.ShouldContain("holds no certificate", Case.Sensitive, what);
        run.Status.ShouldBe(2);
    }

    [Fact]
    public async Task Certificate_goes_with_no_list_or_format()
    {
        var run = await CheckRunner.RunAsync(
            await fixture.GetAsync(),
            ["--certificate", "chain.pem", "--json", "good-001.example"]
        );

        run.Status.ShouldBe(2);
    }

    private static async Task<string> ServedAsync(LabInternet lab, string domain)
    {
        var run = await CheckRunner.RunAsync(lab, ["--json", domain]);
        var document = JsonSerializer.Deserialize<InboundDocument>(run.Out, EvidenceJson.Options)!;
        var chain = document.Observation.Hosts[0].Addresses[0].Last!.Handshake!.Chain.Certificates;
        return string.Concat(
            chain.Select(one => PemEncoding.WriteString("CERTIFICATE", one.Der) + "\n")
        );
    }

    private static string New(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(30)
        );
        return certificate.ExportCertificatePem();
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Name, text);

        public string Name { get; } = Path.GetTempFileName();

        public void Dispose() => File.Delete(Name);
    }
}
