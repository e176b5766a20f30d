using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Data;
using Dashboard.Probes.Inbound;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using static Dashboard.Web.Tests.Inbound.FullTestTests;

namespace Dashboard.Web.Tests.Inbound;

/// <summary>What "Examine TLS fully" costs the servers of the lab, counted there while nobody else is at them.</summary>
[Collection(nameof(AloneCollection))]
public sealed class FullTestConnectionsTests(PostgresFixture postgres, LabFixture lab)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ee-expired")]
    [InlineData("tls12-only")]
    [InlineData("dual-stack")]
    public async Task Full_test_is_judged_by_both_methods_and_costs_at_most_fifteen_connections(
        string slug
    )
    {
        var internet = await lab.GetAsync();
        var scenario = internet.Scenarios.Single(one => one.Slug == slug);
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [.. await lab.SettingsAsync(), .. Hurry]
        );
        // Other tests have been at the same servers.
        var resolved = await app
            .Services.GetRequiredService<InboundProbe>()
            .ResolveAsync(
                scenario.Domain,
                EvidenceDemand.Interactive,
                progress: null,
                Cancellation
            );
        var before = resolved
            .Hosts.SelectMany(host => host.Addresses)
            .ToDictionary(
                address => address.Address,
                address => internet.ConnectionsOf(address.Address)
            );

        var test = await FinishAsync(app, await StartFullAsync(app, scenario.Domain.Value));

        test.State.ShouldBe(InboundTestState.Done, test.FailureReason);
        test.Profile.ShouldBe(InboundTestProfile.Full);
        test.Verdict!.Status.ShouldBe(scenario.Status);
        test.Standards.Where(one => one.Standard == MailStandard.TlsNcsc)
            .Select(one => one.MethodVersion)
            .ShouldBe(["ncsc-2025", "ncsc-2021"]);
        var addresses = test.Observation!.Hosts.SelectMany(host => host.Addresses).ToList();
        addresses.ShouldNotBeEmpty();
        foreach (var address in addresses)
        {
            var examination = address.Examination.ShouldNotBeNull();
            examination.Profile.ShouldBe(TlsProfile.Full);
            examination.IsWhole.ShouldBeTrue(examination.End.ToString());
            var connections = internet.ConnectionsOf(address.Address) - before[address.Address];
            connections.ShouldBeLessThanOrEqualTo(15);
            // What the evidence says is what the server saw.
            connections.ShouldBe(examination.Sessions);
        }
    }
}
