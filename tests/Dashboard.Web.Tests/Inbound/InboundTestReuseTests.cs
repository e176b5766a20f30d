using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>resilience R5: which recent verdict answers a new question.</summary>
public sealed class InboundTestReuseTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Evidence() =>
        new()
        {
            { "good", true },
            { "resolver that did not validate", false },
            { "resolver out of reach", false },
            { "resolver out of reach for a host", false },
            { "answer that was not believed", false },
            { "name server that fails", true },
            { "server that refuses", true },
            { "limit of ours in the DNS", false },
            { "socket that we could not have", false },
            { "socket that we could not have for the other certificate", false },
            { "server that was not reached before our deadline", false },
            { "server beyond the most that are looked at", true },
        };

    [Theory]
    [MemberData(nameof(Evidence))]
    public async Task Recent_verdict_is_given_again_unless_a_fault_of_our_own_made_it(
        string evidence,
        bool reused
    )
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );
        string id;
        await using (var db = await app.OpenDatabaseAsync())
        {
            id = await db.AddFinishedAsync(
                DateTimeOffset.UtcNow.AddMinutes(-1),
                Seen(evidence),
                Samples.Verdict(),
                Cancellation
            );
        }

        var start = await app
            .Services.GetRequiredService<InboundTests>()
            .StartAsync("a.example", IPAddress.Loopback, again: false, Cancellation);

        var accepted = start.ShouldBeOfType<InboundTestStart.Accepted>();
        accepted.Reused.ShouldBe(reused);
        (accepted.Id == id).ShouldBe(reused);
    }

    private static InboundObservation Seen(string evidence)
    {
        var good = Samples.Observation();
        return evidence switch
        {
            "resolver that did not validate" => good with
            {
                Resolver = good.Resolver with { Validation = ResolverValidation.DoesNotValidate },
            },
            "resolver out of reach" => good with
            {
                Mx = good.Mx with
                {
                    Records = [],
                    Outcome = LookupOutcome.Failed,
                    Failure = LookupFailure.ResolverUnreachable,
                },
            },
            "resolver out of reach for a host" => WithA(good, LookupFailure.ResolverUnreachable),
            "answer that was not believed" => good with
            {
                Mx = good.Mx with { Dnssec = DnssecStatus.Indeterminate },
            },
            "name server that fails" => WithA(good, LookupFailure.ServFail),
            "server that refuses" => Samples.Observation(
                fault: new(SmtpStage.Connect, SessionFaultKind.ConnectionRefused)
            ),
            "limit of ours in the DNS" => WithA(good, LookupFailure.OwnLimit),
            "socket that we could not have" => Samples.Observation(
                fault: new(SmtpStage.Connect, SessionFaultKind.OwnLimit)
            ),
            "socket that we could not have for the other certificate" => WithAddress(
                good,
                address =>
                    address with
                    {
                        OtherCertificate = address.OtherCertificate! with
                        {
                            Fault = new(SmtpStage.Connect, SessionFaultKind.OwnLimit),
                        },
                    }
            ),
            "server that was not reached before our deadline" => WithAddress(
                good,
                address =>
                    address with
                    {
                        Disposition = AddressDisposition.Stopped,
                        Attempts = [],
                        OtherCertificate = null,
                    }
            ),
            "server beyond the most that are looked at" => WithAddress(
                good,
                address =>
                    address with
                    {
                        Disposition = AddressDisposition.BeyondLimit,
                        Attempts = [],
                        OtherCertificate = null,
                    }
            ),
            _ => good,
        };
    }

    private static InboundObservation WithAddress(
        InboundObservation seen,
        Func<AddressObservation, AddressObservation> change
    ) =>
        seen with
        {
            Hosts = [seen.Hosts[0] with { Addresses = [change(seen.Hosts[0].Addresses[0])] }],
        };

    private static InboundObservation WithA(InboundObservation seen, LookupFailure failure) =>
        seen with
        {
            Hosts =
            [
                seen.Hosts[0] with
                {
                    A = seen.Hosts[0].A! with
                    {
                        Records = [],
                        Outcome = LookupOutcome.Failed,
                        Failure = failure,
                    },
                },
            ],
        };
}
