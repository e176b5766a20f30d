using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Dashboard.Check.Tests.Support;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tests;
using Dashboard.Lab;

namespace Dashboard.Check.Tests.Planned;

/// <summary>
/// <c>scripts/certbot-deploy-hook</c> as certbot runs it: from any folder, for every certificate that was renewed, with the folder of
/// the certificate in the environment.
/// </summary>
public sealed class DeployHookTests(LabFixture fixture) : IDisposable
{
    private const string Domain = "good-001.example";

    private readonly DirectoryInfo files = Directory.CreateTempSubdirectory();

    private string Keys => files.CreateSubdirectory("keys").FullName;

    [Fact]
    public async Task Certificate_that_matches_is_brought_to_the_mail_server()
    {
        var lab = await fixture.GetAsync();
        var (host, chain) = await ServedAsync(lab);

        var run = await RunAsync(lab, host, host, chain);

        run.Error.ShouldBeEmpty();
        run.Status.ShouldBe(0);
        run.Out.ShouldEndWith("reloaded\n");
        (await ReadAsync("chain.pem")).ShouldBe(chain);
        (await ReadAsync("key.pem")).ShouldBe("the key\n");
        Directory.GetFiles(Keys).Length.ShouldBe(2);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(Keys, "key.pem"))
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task Certificate_that_senders_would_refuse_is_kept_back()
    {
        var lab = await fixture.GetAsync();
        var (host, _) = await ServedAsync(lab);

        var run = await RunAsync(lab, host, host, New(host));

        run.Status.ShouldBe(1);
        run.Error.ShouldContain("goes on with the former one");
        run.Out.ShouldNotContain("reloaded");
        Directory.GetFiles(Keys).ShouldBeEmpty();
    }

    /// <summary>What cannot be looked up is no reason to go live.</summary>
    [Fact]
    public async Task Certificate_is_kept_back_where_nothing_can_be_looked_up()
    {
        var lab = await fixture.GetAsync();
        var (host, chain) = await ServedAsync(lab);

        var run = await RunAsync(lab, host, host, chain, resolver: "127.0.0.1:9");

        run.Status.ShouldBe(1);
        Directory.GetFiles(Keys).ShouldBeEmpty();
    }

    [Fact]
    public async Task Certificate_of_another_service_is_left_alone()
    {
        var run = await RunAsync(
            await fixture.GetAsync(),
            "mx1.example.nl",
            "www.example.nl",
            New("www.example.nl")
        );

        run.ShouldBe(new CheckRunner(0, "", ""));
        Directory.GetFiles(Keys).ShouldBeEmpty();
    }

    [Fact]
    public void Documentation_tells_how_to_install_it() =>
        RepositoryFiles
            .Read("docs/check.md")
            .ShouldContain("exec /opt/dashboard/scripts/certbot-deploy-hook mx1.example.nl");

    public void Dispose() => files.Delete(recursive: true);

    private async Task<CheckRunner> RunAsync(
        LabInternet lab,
        string host,
        string lineage,
        string chain,
        string? resolver = null
    )
    {
        var folder = files.CreateSubdirectory(lineage).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "fullchain.pem"), chain);
        await File.WriteAllTextAsync(Path.Combine(folder, "privkey.pem"), "the key\n");
        var program = Path.Combine(AppContext.BaseDirectory, "Dashboard.Check.dll");
        var hook = Path.Combine(RepositoryFiles.Root, "scripts/certbot-deploy-hook");
        using var shell = CheckProgram.StartShell(
            lab,
            $"""
            cd /
            export RENEWED_LINEAGE='{folder}' KEYS='{Keys}' RELOAD='echo reloaded'
            export CHECK="dotnet {program} --Dns:Resolver={resolver
                ?? lab.Resolver.ToString()} --Probe:AllowReservedAddresses=true"
            '{hook}' '{host}'
            """
        );
        return await shell.EndAsync();
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(Keys, name));

    private static async Task<(string Host, string Chain)> ServedAsync(LabInternet lab)
    {
        var run = await CheckRunner.RunAsync(lab, ["--json", Domain]);
        var document = JsonSerializer.Deserialize<InboundDocument>(run.Out, EvidenceJson.Options)!;
        var host = document.Observation.Hosts[0];
        var chain = host.Addresses[0].Last!.Handshake!.Chain.Certificates;
        return (
            host.Host.Name.ToString(),
            string.Concat(
                chain.Select(one => PemEncoding.WriteString("CERTIFICATE", one.Der) + "\n")
            )
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
        return certificate.ExportCertificatePem() + "\n";
    }
}
