using System.Security.Cryptography.X509Certificates;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Probes.Outbound.Receiver.Certificates;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

public sealed class ReceiverCertificatesTests(KeyFolder keys) : IClassFixture<KeyFolder>
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly string folder = keys.Path;

    private readonly FakeTimeProvider time = new(Now);

    [Theory]
    [InlineData(ReceiverCertificate.Ordinary, 2, true, true)]
    [InlineData(ReceiverCertificate.ExpiredWrongName, 1, false, false)]
    [InlineData(ReceiverCertificate.PrivateAuthority, 2, true, true)]
    [InlineData(ReceiverCertificate.PrivateAuthorityNotSent, 1, true, true)]
    [InlineData(ReceiverCertificate.PrivateAuthorityWrongName, 2, true, false)]
    public void Chain_is_what_its_name_says(
        ReceiverCertificate certificate,
        int length,
        bool inDate,
        bool rightName
    )
    {
        var chain = Make()[certificate];

        using var leaf = Load(chain, 0);
        chain.Certificates.Count.ShouldBe(length);
        (leaf.NotBefore <= Now && Now < leaf.NotAfter).ShouldBe(inDate);
        foreach (var probe in OutboundProbes.All)
        {
            leaf.MatchesHostname($"abc-mx.{probe.Slug}.probe.example").ShouldBe(rightName);
            leaf.MatchesHostname($"abc.{probe.Slug}.probe.example").ShouldBe(rightName);
        }
        leaf.MatchesHostname("mail.wrong-name.invalid").ShouldBe(!rightName);
        if (length == 2)
        {
            using var authority = Load(chain, 1);
            Verifies(leaf, authority).ShouldBeTrue();
        }
    }

    [Fact]
    public void Digests_are_of_what_is_served_and_the_authority_is_behind_its_leaves()
    {
        var certificates = Make();

        foreach (var (certificate, digest) in certificates.Digests.Leaves)
        {
            using var leaf = Load(certificates[certificate], 0);
            ReceiverCertificates.PublicKeyDigest(leaf).ShouldBe(digest);
        }
        using var authority = Load(certificates[ReceiverCertificate.PrivateAuthority], 1);
        ReceiverCertificates
            .PublicKeyDigest(authority)
            .ShouldBe(certificates.Digests.PrivateAuthority);
        using var missing = Load(certificates[ReceiverCertificate.PrivateAuthorityNotSent], 0);
        Verifies(missing, authority).ShouldBeTrue();
        certificates.Digests.Leaves.Values.Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public void Second_process_and_later_start_use_the_same_keys()
    {
        var first = Make().Digests;

        time.Advance(TimeSpan.FromDays(500));
        var second = Make();

        second.Digests.Leaves.ShouldBe(first.Leaves, ignoreOrder: true);
        second.Digests.PrivateAuthority.ShouldBe(first.PrivateAuthority);
    }

    [Fact]
    public void Leaves_do_not_run_out_while_the_process_runs()
    {
        var certificates = Make();
        var before = certificates[ReceiverCertificate.PrivateAuthority];

        time.Advance(TimeSpan.FromDays(390));
        var after = certificates[ReceiverCertificate.PrivateAuthority];

        using var leaf = Load(after, 0);
        leaf.NotAfter.ShouldBeGreaterThan(time.GetUtcNow().UtcDateTime.AddDays(300));
        after.PublicKeyDigest.ShouldBe(before.PublicKeyDigest);
    }

    [Fact]
    public void Keys_are_for_their_owner_alone()
    {
        Make();
        foreach (var key in Directory.EnumerateFiles(folder, "*.key"))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
    }

    [Fact]
    public void Operator_s_certificate_takes_the_place_of_the_ordinary_one()
    {
        Make();
        using var theirs = X509Certificate2.CreateFromPem(
            File.ReadAllText(Path.Combine(folder, "private-authority.pem"))
        );

        var certificates = new ReceiverCertificates(
            Options() with
            {
                OrdinaryCertificate = Path.Combine(folder, "private-authority.pem"),
                OrdinaryKey = Path.Combine(folder, "private-authority.key"),
            },
            time
        );

        certificates[ReceiverCertificate.Ordinary]
            .Certificates[0]
            .ToArray()
            .ShouldBe(theirs.RawData);
        certificates.StandInAuthority.ShouldBeNull();
    }

    [Fact]
    public void File_that_cannot_be_read_is_named() =>
        Should
            .Throw<WrongSettingException>(() =>
                new ReceiverCertificates(
                    Options() with
                    {
                        OrdinaryCertificate = Path.Combine(folder, "nothing.pem"),
                        OrdinaryKey = Path.Combine(folder, "nothing.key"),
                    },
                    time
                )
            )
            .Message.ShouldContain("nothing.pem");

    private ReceiverCertificates Make() => new(Options(), time);

    private ReceiverOptions Options() =>
        new()
        {
            Zone = TestDirectory.Zone,
            HostName = TestDirectory.Zone,
            Listeners = [],
            CertificateFolder = folder,
        };

    private static X509Certificate2 Load(ReceiverChain chain, int index) =>
        X509CertificateLoader.LoadCertificate(chain.Certificates[index].ToArray());

    private static bool Verifies(X509Certificate2 leaf, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Now.UtcDateTime;
        return chain.Build(leaf);
    }
}
