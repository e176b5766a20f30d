using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Probes;
using Dashboard.Web.Hosting;
using Dashboard.Web.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>resilience R10: the keys of forms and cookies, encrypted to a certificate by setting.</summary>
public sealed class KeyProtectionTests(PostgresFixture postgres) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("keys-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Keys_in_the_database_are_read_only_with_the_certificate_they_were_made_for()
    {
        var connection = await postgres.CreateDatabaseAsync();
        using var rsa = RSA.Create(2048);
        using var other = RSA.Create(2048);
        var (certificate, key) = Write("first", rsa);
        var (next, nextKey) = Write("next", other);
        string hidden;
        await using (
            var app = await DashboardApp.StartAsync(
                connection,
                [$"Keys:Certificate={certificate}", $"Keys:PrivateKey={key}"]
            )
        )
        {
            hidden = Protector(app).Protect("a secret");
            Protector(app).Unprotect(hidden).ShouldBe("a secret");
            await using var db = await app.OpenDatabaseAsync();
            var stored = await db.DataProtectionKeys.Select(k => k.Xml!).ToListAsync(Cancellation);
            stored.ShouldNotBeEmpty();
            stored.ShouldAllBe(xml => xml.Contains("EncryptedData") && !xml.Contains("<value>"));
        }

        await using (
            var renewed = await DashboardApp.StartAsync(
                connection,
                [
                    $"Keys:Certificate={next}",
                    $"Keys:PrivateKey={nextKey}",
                    $"Keys:Former:0:Certificate={certificate}",
                    $"Keys:Former:0:PrivateKey={key}",
                ]
            )
        )
        {
            Protector(renewed).Unprotect(hidden).ShouldBe("a secret");
        }
        await using var without = await DashboardApp.StartAsync(connection, []);
        Should.Throw<CryptographicException>(() => Protector(without).Unprotect(hidden));
    }

    [Fact]
    public void Certificate_that_cannot_be_used_is_told_by_its_setting()
    {
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (certificate, key) = Write("rsa", rsa);
        var (curved, curvedKey) = Write("curve", curve);

        Fault(("Keys:Certificate", certificate)).ShouldContain("Keys:PrivateKey");
        Fault(("Keys:PrivateKey", key)).ShouldContain("Keys:Certificate");
        Fault(("Keys:Certificate", $"{certificate}.gone"), ("Keys:PrivateKey", key))
            .ShouldContain(".gone");
        Fault(("Keys:Certificate", certificate), ("Keys:PrivateKey", curvedKey))
            .ShouldContain("cannot be read");
        Fault(("Keys:Certificate", curved), ("Keys:PrivateKey", curvedKey)).ShouldContain("RSA");
        Fault(("Keys:Former:0:Certificate", certificate)).ShouldContain("Keys:Former:0:PrivateKey");
        Fault(("Keys:Former:0:Other", certificate)).ShouldContain("Keys:Former:0:Certificate");
    }

    private static string Fault(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))
            )
            .Build();
        return Should
            .Throw<WrongSettingException>(() =>
                new ServiceCollection().AddDataProtection().ProtectKeys(configuration)
            )
            .Message;
    }

    private static IDataProtector Protector(DashboardApp app) =>
        app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private (string Certificate, string Key) Write(string name, AsymmetricAlgorithm key)
    {
        var subject = new X500DistinguishedName($"CN={name}");
        var request = key is RSA rsa
            ? new CertificateRequest(
                subject,
                rsa,
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            )
            : new CertificateRequest(subject, (ECDsa)key, HashAlgorithmName.SHA256);
        // Its dates do not matter: it only holds a key.
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddDays(1)
        );
        var paths = (Path.Combine(folder, $"{name}.pem"), Path.Combine(folder, $"{name}.key"));
        File.WriteAllText(paths.Item1, certificate.ExportCertificatePem());
        File.WriteAllText(paths.Item2, key.ExportPkcs8PrivateKeyPem());
        return paths;
    }
}
