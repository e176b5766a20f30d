using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Data;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.TlsaHelper;

/// <summary>The TLSA helper, with certificates of the test's own.</summary>
public sealed class TlsaPageTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pasted_certificate_gives_the_record_of_its_key()
    {
        await using var app = await StartAsync();
        using var certificate = NewCertificate(out var digest);

        var page = await SubmitAsync(app, certificate.ExportCertificatePem(), string.Empty);

        page.ShouldContain("_25._tcp.mx.example.nl.");
        page.ShouldContain($"3 1 1 {digest}");
    }

    [Fact]
    public async Task A_plan_that_matches_would_be_delivered_verified()
    {
        await using var app = await StartAsync();
        using var certificate = NewCertificate(out var digest);

        var page = await SubmitAsync(app, certificate.ExportCertificatePem(), $"3 1 1 {digest}");

        page.ShouldContain("bezorgen, versleuteld en geverifieerd");
        page.ShouldNotContain("192.0.2.1");
    }

    [Fact]
    public async Task A_plan_that_matches_nothing_would_be_refused()
    {
        await using var app = await StartAsync();
        using var certificate = NewCertificate(out _);
        using var other = NewCertificate(out var digest);

        var page = await SubmitAsync(app, certificate.ExportCertificatePem(), $"3 1 1 {digest}");

        page.ShouldContain("weigeren te bezorgen");
        page.ShouldContain("past bij niets");
    }

    [Fact]
    public async Task Records_alone_are_judged_by_what_they_ask_of_a_sender()
    {
        await using var app = await StartAsync();

        var page = await SubmitAsync(app, string.Empty, $"1 1 1 {new string('a', 64)}");

        page.ShouldContain("Versleuteling is verplicht, zonder controle");
        page.ShouldNotContain("Wordt nu niet bezorgd");
    }

    [Fact]
    public async Task A_line_that_does_not_count_is_named_with_the_reason()
    {
        await using var app = await StartAsync();

        var page = await SubmitAsync(app, string.Empty, $"3 1 1 abc\n3 1 1 {new string('a', 64)}");

        page.ShouldContain("Regel 1 telt niet mee");
    }

    [Fact]
    public async Task A_private_key_is_neither_read_nor_sent_back()
    {
        await using var app = await StartAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportPkcs8PrivateKeyPem();

        var page = await SubmitAsync(app, pem, string.Empty, expected: HttpStatusCode.BadRequest);

        page.ShouldContain("U plakte een privésleutel.");
        page.ShouldNotContain(pem.Split('\n')[1]);
    }

    [Theory]
    [InlineData("", "Plak een certificaat of sleutel")]
    [InlineData("hello", "Dit is geen certificaat")]
    public async Task What_is_no_certificate_is_refused_with_the_reason(
        string material,
        string message
    )
    {
        await using var app = await StartAsync();

        var page = await SubmitAsync(
            app,
            material,
            string.Empty,
            expected: HttpStatusCode.BadRequest
        );

        page.ShouldContain(message);
    }

    [Fact]
    public async Task Keys_of_the_live_host_come_from_a_test_of_its_domain()
    {
        await using var app = await StartAsync();

        using var response = await Forms.SubmitAsync(app, "/tlsa", "live", ("live", "example.nl"));

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var location = response.Headers.Location!.ToString();
        PublicId.IsWellFormed(location.Split('/')[^1]).ShouldBeTrue(location);
        using var waiting = await app.Client.GetAsync(location, Cancellation);
        (await waiting.Content.ReadAsStringAsync(Cancellation)).ShouldContain(
            "Deze pagina ververst zichzelf"
        );
    }

    [Theory]
    [InlineData(DnssecStatus.Secure, DnssecStatus.Secure, false, false)]
    [InlineData(DnssecStatus.Insecure, DnssecStatus.Secure, true, false)]
    [InlineData(DnssecStatus.Secure, DnssecStatus.Insecure, false, true)]
    public async Task Records_that_do_not_count_yet_say_so(
        DnssecStatus mx,
        DnssecStatus host,
        bool domainIsTold,
        bool hostIsTold
    )
    {
        var seen = Samples.Observation();
        var verdict = Samples.Verdict();
        var judged = verdict.Hosts[0];
        var page = await FoundAsync(
            seen with
            {
                Mx = seen.Mx with { Dnssec = mx },
            },
            verdict with
            {
                Hosts = [judged with { Policy = judged.Policy with { AddressSecurity = host } }],
            }
        );

        page.Contains("a.example is niet ondertekend", StringComparison.Ordinal)
            .ShouldBe(domainIsTold);
        page.Contains("De naam van deze mailserver is niet ondertekend", StringComparison.Ordinal)
            .ShouldBe(hostIsTold);
    }

    [Theory]
    [InlineData(LookupOutcome.Failed, "De mailservers konden niet worden opgezocht")]
    [InlineData(LookupOutcome.NxDomain, "Er is geen mailserver gevonden.")]
    public async Task Failed_lookup_is_not_told_as_no_mail_server(
        LookupOutcome outcome,
        string words
    )
    {
        var seen = Samples.Observation();

        var page = await FoundAsync(
            seen with
            {
                Hosts = [],
                Mx = seen.Mx with { Outcome = outcome, Records = [] },
            },
            Samples.Verdict(DomainStatus.Unreachable) with
            {
                Hosts = [],
            }
        );

        page.ShouldContain(words);
    }

    private async Task<string> FoundAsync(InboundObservation seen, DomainVerdict verdict)
    {
        await using var app = await StartAsync();
        await using var db = await app.OpenDatabaseAsync();
        var id = await db.AddFinishedAsync(Samples.Noon, seen, verdict, Cancellation);
        return WebUtility.HtmlDecode(await app.Client.GetStringAsync($"/tlsa/{id}", Cancellation));
    }

    private async Task<DashboardApp> StartAsync() =>
        await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync(), "Roles=web");

    [Theory]
    [InlineData("user@", "Het domein ontbreekt.")]
    [InlineData("192.0.2.1", "Dit is een IP-adres.")]
    public async Task A_domain_that_cannot_be_one_is_told_at_its_field(string typed, string message)
    {
        await using var app = await StartAsync();

        using var response = await Forms.SubmitAsync(app, "/tlsa", "live", ("live", typed));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
        page.ShouldContain(message);
        page.ShouldContain("aria-describedby=\"tlsa-problem\" aria-invalid=\"true\"");
    }

    private static async Task<string> SubmitAsync(
        DashboardApp app,
        string material,
        string records,
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        using var response = await Forms.SubmitAsync(
            app,
            "/tlsa",
            "planned",
            ("host", "mx.example.nl"),
            ("next-hop", string.Empty),
            ("material", material),
            ("records", records)
        );
        response.StatusCode.ShouldBe(expected);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }

    private static X509Certificate2 NewCertificate(out string keyDigest)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        keyDigest = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
        var request = new CertificateRequest("CN=mx.example.nl", key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }
}
