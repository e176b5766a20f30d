using System.Net;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Probes.Inbound;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Platform;
using Dashboard.Web.Platform.Status;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Tests.Health;

public sealed class Ipv6CheckTests(PostgresFixture postgres)
{
    private static readonly SessionFault Silence = new(SmtpStage.Connect, SessionFaultKind.Timeout);

    [Fact]
    public async Task Check_says_so_where_there_is_no_route() =>
        (await AfterTestsAsync(route: false, silent: 0, reached: 3)).ShouldBe(
            (SystemState.Degraded, SystemSlug.Ipv6NoRoute)
        );

    [Theory]
    [InlineData(0, 0, SystemState.Ok, SystemSlug.Ipv6NotKnown)]
    [InlineData(4, 0, SystemState.Ok, SystemSlug.Ipv6NotKnown)]
    [InlineData(5, 0, SystemState.Degraded, SystemSlug.Ipv6Blocked)]
    [InlineData(5, 1, SystemState.Ok, SystemSlug.Ok)]
    public async Task Check_believes_a_route_no_further_than_what_came_of_it(
        int silent,
        int reached,
        SystemState state,
        string slug
    ) => (await AfterTestsAsync(route: true, silent, reached)).ShouldBe((state, slug));

    [Theory]
    [InlineData(false, "2001:7fd::1")]
    [InlineData(true, "::1")]
    public async Task Route_is_asked_to_where_the_mail_servers_are(bool reserved, string far)
    {
        IPAddress? asked = null;
        await using var app = await StartAsync();
        var check = Check(
            app,
            reserved,
            address =>
            {
                asked = address;
                return false;
            }
        );

        await check.CheckAsync(TestContext.Current.CancellationToken);

        asked.ShouldBe(IPAddress.Parse(far));
    }

    /// <summary>Beside each IPv6 address there is an IPv4 address that was reached, and tells nothing here.</summary>
    private async Task<(SystemState, string)> AfterTestsAsync(bool route, int silent, int reached)
    {
        await using var app = await StartAsync();
        await using var db = await app.OpenDatabaseAsync();
        foreach (var fault in Enumerable.Repeat(Silence, silent).Concat(new SessionFault?[reached]))
        {
            await db.AddFinishedAsync(
                DateTimeOffset.UtcNow,
                DualStack(fault),
                Samples.Verdict(),
                TestContext.Current.CancellationToken
            );
        }
        var part = await Check(app, reserved: false, _ => route)
            .CheckAsync(TestContext.Current.CancellationToken);
        return (part.State, part.Slug);
    }

    private static InboundObservation DualStack(SessionFault? fault)
    {
        var observation = Samples.Observation();
        var host = observation.Hosts[0];
        var other = Samples.Observation(fault: fault).Hosts[0].Addresses[0];
        return observation with
        {
            Hosts =
            [
                host with
                {
                    Addresses =
                    [
                        .. host.Addresses,
                        other with
                        {
                            Address = IPAddress.Parse("2001:db8::1"),
                        },
                    ],
                },
            ],
        };
    }

    private async Task<DashboardApp> StartAsync() =>
        await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync(), "Roles=web");

    private static Ipv6Check Check(
        DashboardApp app,
        bool reserved,
        Func<IPAddress, bool> hasRoute
    ) =>
        new(
            app.Services.GetRequiredService<RecentSessions>(),
            Options.Create(new ProbeOptions { AllowReservedAddresses = reserved }),
            hasRoute
        );
}
