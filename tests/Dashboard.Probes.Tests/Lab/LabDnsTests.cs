using System.Net;
using DnsClient;

namespace Dashboard.Probes.Tests.Lab;

/// <summary>The lab's tree as its resolvers see it: what should be secure is, and what is broken is broken in its way.</summary>
public sealed class LabDnsTests(LabFixture lab)
{
    private const string Secure = "answer, secure";
    private const string Insecure = "answer, insecure";
    private const string Failed = "SERVFAIL";

    [Theory]
    [InlineData("a good MX set", "ee-3-1-1.example", QueryType.MX, Secure)]
    [InlineData("a good TLSA set", "_25._tcp.mx.ee-3-1-1.example", QueryType.TLSA, Secure)]
    [InlineData("a well-behaved domain", "_25._tcp.mx.good-001.example", QueryType.TLSA, Secure)]
    [InlineData("RSA/SHA-256", "algorithm-8.example", QueryType.MX, Secure)]
    [InlineData("ECDSA P-384", "algorithm-14.example", QueryType.MX, Secure)]
    [InlineData("Ed25519", "algorithm-15.example", QueryType.MX, Secure)]
    [InlineData("no such domain", "no-such-domain.example", QueryType.MX, "NXDOMAIN, secure")]
    [InlineData(
        "absent with NSEC",
        "_25._tcp.mx.tlsa-absent.example",
        QueryType.TLSA,
        "NXDOMAIN, secure"
    )]
    [InlineData(
        "absent with NSEC3",
        "_25._tcp.mx.tlsa-absent-nsec3.example",
        QueryType.TLSA,
        "NXDOMAIN, secure"
    )]
    [InlineData(
        "absent in an opt-out span",
        "_25._tcp.mx.tlsa-absent-opt-out.example",
        QueryType.TLSA,
        "NXDOMAIN, insecure"
    )]
    [InlineData(
        "another type at the name",
        "_25._tcp.mx.tlsa-nodata.example",
        QueryType.TLSA,
        "no data, secure"
    )]
    [InlineData("an unsigned zone", "domain-unsigned.example", QueryType.MX, Insecure)]
    [InlineData("no DS at the parent", "domain-without-ds.example", QueryType.MX, Insecure)]
    [InlineData("an unknown algorithm", "algorithm-unknown.example", QueryType.MX, Insecure)]
    [InlineData("an unknown digest type", "digest-unknown.example", QueryType.MX, Insecure)]
    [InlineData(
        "many iterations, an answer",
        "_25._tcp.mx.nsec3-iterations.example",
        QueryType.TLSA,
        Secure
    )]
    [InlineData(
        "many iterations, a denial",
        "nsec3-iterations-implicit-mx.example",
        QueryType.MX,
        "no data, insecure"
    )]
    [InlineData(
        "an alias into an unsigned zone",
        "_25._tcp.mx.tlsa-insecure-alias.example",
        QueryType.TLSA,
        Insecure
    )]
    [InlineData("a spoilt signature", "mx-signature-broken.example", QueryType.MX, Failed)]
    [InlineData("a missing signature", "mx-signature-missing.example", QueryType.MX, Failed)]
    [InlineData("changed data", "mx-changed.example", QueryType.MX, Failed)]
    [InlineData("expired signatures", "signatures-expired.example", QueryType.MX, Failed)]
    [InlineData("future signatures", "signatures-future.example", QueryType.MX, Failed)]
    [InlineData("a wrong DS", "ds-wrong-digest.example", QueryType.MX, Failed)]
    [InlineData("a DS of another key", "ds-wrong-key-tag.example", QueryType.MX, Failed)]
    [InlineData("no DNSKEY", "dnskey-missing.example", QueryType.MX, Failed)]
    [InlineData("no denial", "mx-denial-stripped.example", QueryType.MX, Failed)]
    [InlineData("a lame delegation", "zone-lame.example", QueryType.MX, Failed)]
    [InlineData(
        "TLSA answered SERVFAIL",
        "_25._tcp.mx.tlsa-servfail.example",
        QueryType.TLSA,
        Failed
    )]
    [InlineData("TLSA answered NOTIMP", "_25._tcp.mx.tlsa-notimp.example", QueryType.TLSA, Failed)]
    [InlineData("an unsigned NXDOMAIN", "_25._tcp.mx.tlsa-denied.example", QueryType.TLSA, Failed)]
    [InlineData("its address is well", "mx.tlsa-servfail.example", QueryType.A, Secure)]
    public async Task Validating_resolver_says(
        string what,
        string name,
        QueryType type,
        string expected
    ) => (await AskAsync(lab.Internet.Resolver, name, type)).ShouldBe(expected, what);

    [Theory]
    [InlineData("a good MX set", "ee-3-1-1.example", QueryType.MX, Insecure)]
    [InlineData("a spoilt signature", "mx-signature-broken.example", QueryType.MX, Insecure)]
    [InlineData("expired signatures", "signatures-expired.example", QueryType.MX, Insecure)]
    public async Task Resolver_that_does_not_validate_says(
        string what,
        string name,
        QueryType type,
        string expected
    ) => (await AskAsync(lab.Internet.NonValidatingResolver, name, type)).ShouldBe(expected, what);

    [Fact]
    public async Task Set_too_large_for_UDP_is_whole_over_TCP()
    {
        var reply = await Client(lab.Internet.Resolver)
            .QueryAsync(
                "_25._tcp.mx.extra-many.example",
                QueryType.TLSA,
                cancellationToken: TestContext.Current.CancellationToken
            );
        reply.Answers.TlsaRecords().Count().ShouldBe(40);
    }

    private static async Task<string> AskAsync(IPEndPoint resolver, string name, QueryType type)
    {
        var reply = await Client(resolver)
            .QueryAsync(name, type, cancellationToken: TestContext.Current.CancellationToken);
        var security = reply.Header.IsAuthenticData ? "secure" : "insecure";
        return reply.Header.ResponseCode switch
        {
            DnsHeaderResponseCode.NoError => reply.Answers.Any(record =>
                (int)record.RecordType == (int)type
            )
                ? $"answer, {security}"
                : $"no data, {security}",
            DnsHeaderResponseCode.NotExistentDomain => $"NXDOMAIN, {security}",
            DnsHeaderResponseCode.ServerFailure => Failed,
            var other => other.ToString(),
        };
    }

    private static LookupClient Client(IPEndPoint resolver) =>
        new(
            new LookupClientOptions(resolver)
            {
                Timeout = TimeSpan.FromSeconds(20),
                Retries = 0,
                ThrowDnsErrors = false,
                ContinueOnDnsError = false,
                UseCache = false,
                RequestDnsSecRecords = true,
            }
        );
}
