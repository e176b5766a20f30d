using System.Net;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Platform.Status;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Web.Tests.Health;

/// <summary>A name for EHLO that servers may refuse is told to the operator, at the start and on the status page.</summary>
public sealed class EhloNameCheckTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("vm", true)]
    [InlineData("vm.", true)]
    [InlineData("probe.example", false)]
    public async Task Name_without_a_dot_is_told_at_the_start_and_on_the_status_page(
        string name,
        bool told
    )
    {
        using var log = new EveryLog();
        await using var app = await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            builder => builder.Logging.AddProvider(log),
            $"Probe:HeloName={name}"
        );

        var report = await app
            .Services.GetRequiredService<SystemStatus>()
            .ReportAsync(Cancellation);
        var page = WebUtility.HtmlDecode(await app.Client.GetStringAsync("/status", Cancellation));

        log.Lines.Any(line => line.Contains("Probe:HeloName", StringComparison.Ordinal))
            .ShouldBe(told, name);
        var part = report.Parts.Single(one => one.Name == "ehlo-name");
        part.State.ShouldBe(SystemState.Ok, "the tests work");
        part.Slug.ShouldBe(told ? SystemSlug.EhloNameUnqualified : SystemSlug.Ok);
        part.Facts["ehlo-name"].ShouldBe(name);
        page.Contains("Probe:HeloName", StringComparison.Ordinal).ShouldBe(told, name);
    }
}
