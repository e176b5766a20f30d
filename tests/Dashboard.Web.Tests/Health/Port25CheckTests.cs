using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Smtp;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Platform;
using Dashboard.Web.Platform.Status;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Health;

public sealed class Port25CheckTests(PostgresFixture postgres)
{
    private static readonly SessionFault Silence = new(SmtpStage.Connect, SessionFaultKind.Timeout);

    private static readonly SessionFault Refusal = new(
        SmtpStage.Connect,
        SessionFaultKind.ConnectionRefused
    );

    [Fact]
    public async Task Check_says_blocked_where_many_addresses_stay_silent() =>
        (await AfterTestsAsync(5, Silence, 0)).ShouldBe(
            (SystemState.Degraded, SystemSlug.Port25Blocked)
        );

    [Fact]
    public async Task Check_blames_a_few_silent_addresses_on_their_owners() =>
        (await AfterTestsAsync(4, Silence, 0)).ShouldBe(
            (SystemState.Ok, SystemSlug.Port25NotKnown)
        );

    [Fact]
    public async Task Check_is_satisfied_with_one_connection() =>
        (await AfterTestsAsync(10, Silence, 1)).ShouldBe((SystemState.Ok, SystemSlug.Ok));

    [Fact]
    public async Task Check_takes_a_refusal_for_a_way_out() =>
        (await AfterTestsAsync(6, Refusal, 0)).ShouldBe((SystemState.Ok, SystemSlug.Ok));

    [Fact]
    public async Task Check_tries_the_target_of_the_settings()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var target = $"127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}";
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web",
            $"Health:Port25Target={target}"
        );
        var check = Check(app);

        (await check.CheckAsync(TestContext.Current.CancellationToken)).Slug.ShouldBe(
            SystemSlug.Ok
        );
        server.Stop();
        (await check.CheckAsync(TestContext.Current.CancellationToken)).Slug.ShouldBe(
            SystemSlug.Port25Blocked
        );
    }

    [Fact]
    public async Task Check_does_not_call_the_port_blocked_where_the_target_has_no_address()
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web",
            "Health:Port25Target=no-such-host.invalid:25"
        );

        (await Check(app).CheckAsync(TestContext.Current.CancellationToken)).Slug.ShouldBe(
            SystemSlug.Port25NotKnown
        );
    }

    private async Task<(SystemState, string)> AfterTestsAsync(
        int faulty,
        SessionFault fault,
        int connected
    )
    {
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            "Roles=web"
        );
        await using var db = await app.OpenDatabaseAsync();
        var observations = Enumerable
            .Repeat(Samples.Observation(fault: fault), faulty)
            .Concat(Enumerable.Repeat(Samples.Observation(), connected));
        foreach (var observation in observations)
        {
            await db.AddFinishedAsync(
                DateTimeOffset.UtcNow,
                observation,
                Samples.Verdict(),
                TestContext.Current.CancellationToken
            );
        }
        var part = await Check(app).CheckAsync(TestContext.Current.CancellationToken);
        return (part.State, part.Slug);
    }

    private static Port25Check Check(DashboardApp app) =>
        ActivatorUtilities.CreateInstance<Port25Check>(app.Services);
}
