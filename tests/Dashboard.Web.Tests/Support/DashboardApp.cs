using Dashboard.Data;
using Dashboard.Web.Hosting;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Support;

/// <summary>The whole program in this process, on a free port of a real server, with a database of its own.</summary>
public sealed class DashboardApp : IAsyncDisposable
{
    private readonly WebApplication app;
    private bool disposed;

    private DashboardApp(WebApplication app, Uri address)
    {
        this.app = app;
        Address = address;
        Client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                Expect100ContinueTimeout = TimeSpan.FromMinutes(1),
            }
        )
        {
            BaseAddress = address,
            // A busy machine takes its time; each test has an end of its own.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    /// <param name="settings">As on the command line: <c>Key:Sub=value</c>.</param>
    public static Task<DashboardApp> StartAsync(
        string connectionString,
        params string[] settings
    ) => StartAsync(connectionString, adjust: null, settings);

    /// <param name="adjust">Puts something in the place of a part: a clock, a log.</param>
    public static async Task<DashboardApp> StartAsync(
        string connectionString,
        Action<WebApplicationBuilder>? adjust,
        params string[] settings
    )
    {
        var app = DashboardHost.Build(
            [
                "--urls=http://127.0.0.1:0",
                $"--ConnectionStrings:Dashboard={connectionString}",
                "--Logging:LogLevel:Default=Warning",
                // All tests come from one machine.
                "--InboundTest:RunningPerClient=1000",
                "--InboundTest:RunningPerDomain=1000",
                "--InboundTest:OpenPerClient=100000",
                "--InboundTest:OpenFullPerClient=1000",
                // Hundreds of programs start in this process, which is warm after the first.
                "--WarmUp:Enabled=false",
                .. settings.Select(setting => "--" + setting),
            ],
            adjust
        );
        await app.StartAsync();
        var address = app
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Single();
        return new(app, new Uri(address));
    }

    public async Task<DashboardDb> OpenDatabaseAsync() =>
        await Services.GetRequiredService<IDbContextFactory<DashboardDb>>().CreateDbContextAsync();

    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }
        disposed = true;
        Client.Dispose();
        await app.StopAsync();
        // The queue's log is one for all programs of a process; without this, those that go on would write into that of one that ended.
        Hangfire.Logging.LogProvider.SetCurrentLogProvider(null);
        await app.DisposeAsync();
    }
}
