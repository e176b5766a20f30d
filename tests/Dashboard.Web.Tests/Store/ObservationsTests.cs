using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Inbound;
using Dashboard.Core.Tls;
using Dashboard.Data.Evidence;
using Dashboard.Data.Verdicts;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Store;

/// <summary>Evidence is stored once, with its certificates apart, and judged as often as there are methods.</summary>
public sealed class ObservationsTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evidence_of_two_tests_keeps_one_copy_of_a_certificate_and_reads_back_whole()
    {
        await using var app = await StartAsync();
        await using var db = await app.OpenDatabaseAsync();
        var seen = WithCertificate(Samples.Observation());
        var first = await db.AddObservationAsync(seen, Cancellation);
        var second = await db.AddObservationAsync(seen, Cancellation);

        var read = await db.FindObservationAsync(second, Cancellation);

        first.ShouldNotBe(second);
        Json(read.ShouldNotBeNull()).ShouldBe(Json(seen));
        (await db.Certificates.CountAsync(Cancellation)).ShouldBe(1);
        (
            await db
                .Observations.Where(o => o.Id == first)
                .Select(o => o.Document)
                .SingleAsync(Cancellation)
        ).ShouldNotContain("\"der\"");
    }

    [Fact]
    public void Evidence_without_its_certificate_is_not_read_as_if_it_had_none()
    {
        var (json, certificates) = CertificatesApart.Write(WithCertificate(Samples.Observation()));

        certificates.ShouldHaveSingleItem();
        Should.Throw<JsonException>(() => CertificatesApart.Read<InboundObservation>(json, []));
    }

    [Fact]
    public async Task Verdict_of_a_later_method_stands_beside_the_one_that_was_published()
    {
        await using var app = await StartAsync();
        await using var db = await app.OpenDatabaseAsync();
        var evidence = await db.AddObservationAsync(Samples.Observation(), Cancellation);
        await db.AddVerdictAsync(
            evidence,
            StoredTests.Judged(Samples.Verdict(method: "a")),
            Samples.Noon,
            Cancellation
        );
        await db.AddVerdictAsync(
            evidence,
            StoredTests.Judged(Samples.Verdict(method: "b")),
            Samples.Noon.AddHours(1),
            Cancellation
        );
        await db.AddVerdictAsync(
            evidence,
            StoredTests.Judged(Samples.Verdict(DomainStatus.Failed, method: "a")),
            Samples.Noon.AddDays(1),
            Cancellation
        );

        var published = await db.FindVerdictAsync(evidence, Cancellation);

        published.ShouldNotBeNull().MailTransport.Status.ShouldBe(Samples.Verdict().Status);
        published.MailTransport.MethodVersion.ShouldBe("a");
        (await db.Verdicts.CountAsync(Cancellation)).ShouldBe(2);
    }

    /// <summary>Every session that is left shows the same one certificate.</summary>
    private static InboundObservation WithCertificate(InboundObservation observation) =>
        observation with
        {
            Hosts =
            [
                .. observation.Hosts.Select(host =>
                    host with
                    {
                        Addresses =
                        [
                            .. host.Addresses.Select(address =>
                                address with
                                {
                                    Attempts =
                                    [
                                        .. address.Attempts.Select(attempt =>
                                            attempt with
                                            {
                                                Handshake = attempt.Handshake! with
                                                {
                                                    Chain = CertificateChain.AsSent([
                                                        [0x30, 0x03, 0x02, 0x01, 0x05],
                                                    ]),
                                                },
                                            }
                                        ),
                                    ],
                                    OtherCertificate = null,
                                }
                            ),
                        ],
                    }
                ),
            ],
        };

    private static string Json(InboundObservation observation) =>
        JsonSerializer.Serialize(observation, EvidenceJson.Options);

    private async Task<DashboardApp> StartAsync() =>
        await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync(), "Roles=web");
}
