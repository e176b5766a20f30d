using System.Net;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Tests.Smtp;

namespace Dashboard.Probes.Tests.Inbound;

public sealed class EvidenceBudgetTests
{
    private const int Storable = 2_000_000;

    [Fact]
    public void Honest_evidence_is_kept_as_it_is()
    {
        IReadOnlyList<HostObservation> hosts =
        [
            Host(1, 2, Chain([TestCertificates.Ecdsa.RawData, TestCertificates.Root.RawData]), 20),
        ];

        EvidenceBudget.Fit(hosts).ShouldBeSameAs(hosts);
    }

    [Fact]
    public void Evidence_of_a_hostile_domain_can_be_stored_and_is_not_called_good()
    {
        var junk = Enumerable.Range(0, 300).Select(i => new byte[1000 + i]).ToArray();
        var chain = Chain([TestCertificates.Ecdsa.RawData, .. junk]);
        var hosts = Enumerable.Range(0, 10).Select(i => Host(i, 100, chain, 400)).ToList();
        var seen = new InboundObservation
        {
            Domain = DomainName.Parse("a.example"),
            StartedAt = DateTimeOffset.UnixEpoch,
            Resolver = new("127.0.0.1:53", ResolverTrust.Loopback, ResolverValidation.Validates),
            Mx = KeptRecords.Of(
                KeptRecordsTests.Lookup(
                    DnsRecordType.Mx,
                    Enumerable
                        .Range(0, 3000)
                        .Select(i => new MxRecord(1, DomainName.Parse(LongName(i))))
                )
            ),
            Hosts = EvidenceBudget.Fit(hosts),
        };

        JsonSerializer
            .SerializeToUtf8Bytes(seen, EvidenceJson.Options)
            .Length.ShouldBeLessThan(Storable);
        JsonSerializer
            .SerializeToUtf8Bytes(seen with { Hosts = hosts }, EvidenceJson.Options)
            .Length.ShouldBeGreaterThan(Storable, "or the case is not hostile");
        seen.Hosts.Select(host => host.Addresses.Count).ShouldAllBe(count => count == 100);
        seen.Hosts[0].Addresses[0].Disposition.ShouldBe(AddressDisposition.Probed);
        seen.Hosts[^1].Addresses[^1].Disposition.ShouldBe(AddressDisposition.BeyondLimit);
        DomainJudgement.Judge(seen).Status.ShouldNotBe(DomainStatus.Protected);
    }

    [Fact]
    public void Chain_keeps_its_beginning_and_counts_the_rest()
    {
        var chain = Chain([
            TestCertificates.Ecdsa.RawData,
            .. Enumerable.Repeat(TestCertificates.Root.RawData, 240),
        ]);

        chain.Certificates.Count.ShouldBe(CertificateChain.MostCertificates);
        chain.Certificates[0].KeyType.ShouldBe(CertificateKeyType.Ecdsa);
        chain.Omitted.ShouldBe(241 - CertificateChain.MostCertificates);
    }

    [Fact]
    public void Leaf_too_large_to_keep_is_still_a_leaf_and_matches_nothing()
    {
        var leaf = Chain([new byte[CertificateChain.MostOctets + 1], TestCertificates.Root.RawData])
            .Certificates.ShouldHaveSingleItem();

        leaf.Problem.ShouldNotBeNull();
        leaf.Der.ShouldBeEmpty();
    }

    private static CertificateChain Chain(byte[][] sent) => CertificateChain.AsSent(sent);

    private static string LongName(int i) =>
        $"{i:00000}.{string.Join('.', Enumerable.Repeat(new string('x', 50), 4))}.example";

    private static HostObservation Host(
        int number,
        int addresses,
        CertificateChain chain,
        int lines
    ) =>
        new()
        {
            Host = new(DomainName.Parse(LongName(number)), 1),
            A = KeptRecords.Of(
                KeptRecordsTests.Lookup(
                    DnsRecordType.A,
                    Enumerable.Range(0, 4000).Select(i => new IPAddress(i + 1))
                )
            ),
            Aaaa = KeptRecordsTests.Lookup<IPAddress>(DnsRecordType.Aaaa, []) with
            {
                Outcome = LookupOutcome.NoData,
            },
            Tlsa =
            [
                new(
                    DomainName.Parse(LongName(number)),
                    TlsaQueryPurpose.Sender,
                    KeptRecords.Of(
                        KeptRecordsTests.Lookup(
                            DnsRecordType.Tlsa,
                            Enumerable
                                .Range(0, 1500)
                                .Select(i => KeptRecordsTests.Tlsa(3, 1, 1, 32, i))
                        ),
                        TlsaQueryPurpose.Sender,
                        []
                    )
                ),
            ],
            Addresses =
            [
                .. Enumerable
                    .Range(0, addresses)
                    .Select(i => new AddressObservation
                    {
                        Address = new IPAddress(i + 1),
                        Disposition = AddressDisposition.Probed,
                        Attempts =
                        [
                            new StartTlsObservation
                            {
                                StartedAt = DateTimeOffset.UnixEpoch,
                                Transcript =
                                [
                                    .. Enumerable.Repeat(
                                        new TranscriptLine(
                                            default,
                                            TranscriptSpeaker.Server,
                                            new string('"', 80)
                                        ),
                                        lines
                                    ),
                                ],
                                Handshake = new()
                                {
                                    Version = TlsProtocolVersion.Tls13,
                                    CipherSuite = "TLS_AES_128_GCM_SHA256",
                                    Chain = chain,
                                },
                            },
                        ],
                    }),
            ],
        };
}
