using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>One <see cref="OutboundSite"/> for the tests of a class, where every sending test has addresses of its own.</summary>
public sealed class OutboundSiteFixture(PostgresFixture postgres) : IAsyncLifetime
{
    public const int SessionsPerSource = 20;
    public const int UnverifiedPerDomain = 5;
    public const int QueriesPerTest = 100;

    private OutboundSite? site;

    internal OutboundSite Site => site!;

    public async ValueTask InitializeAsync() =>
        site = await OutboundSite.StartAsync(
            postgres,
            OutboundSite.Networks,
            TestContext.Current.CancellationToken,
            $"OutboundTest:SessionsPerSource={SessionsPerSource}",
            "TlsReports:Site=https://site.example",
            "TlsReports:PerMinute=1000",
            $"TlsReports:UnverifiedPerDomain={UnverifiedPerDomain}",
            $"OutboundTest:QueriesPerTest={QueriesPerTest}"
        );

    public async ValueTask DisposeAsync()
    {
        if (site is not null)
        {
            await site.DisposeAsync();
        }
    }
}
