using System.Net;
using Dashboard.Check.Terminal;
using Dashboard.Core;
using Dashboard.Data;
using Dashboard.Probes;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Probes.Outbound.Zone;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Hosting;
using Npgsql;

namespace Dashboard.Web.Cli;

/// <summary>
/// For the operator: <c>probe-zone</c> prints what the parent zone must carry, <c>probe-zone check</c> what the resolver sees of
/// it, <c>probe-zone init</c> makes the zone, <c>probe-zone config FOLDER</c> writes the name server's configuration.
/// </summary>
internal static class ProbeZoneCommand
{
    public static async Task<int> RunAsync(
        string[] arguments,
        CommandConsole console,
        CommandTexts texts,
        CancellationToken cancellation
    )
    {
        var (settings, words) = SettingArguments.Split(arguments);
        var configuration = CommandConfiguration.Build(settings);
        if (ProbeZoneSettings.Read(configuration) is not { } options)
        {
            throw new WrongSettingException("ProbeZone:Name is not set.");
        }
        await using var services = Services(configuration);
        try
        {
            return words switch
            {
                [] => await PrintAsync(services, console, cancellation),
                ["init"] => await InitAsync(services, cancellation),
                ["check"] => await CheckAsync(services, console, cancellation),
                ["config", var folder] => await ConfigAsync(
                    folder,
                    options,
                    configuration,
                    console,
                    cancellation
                ),
                _ => await UsageAsync(console, texts),
            };
        }
        catch (NpgsqlException fault)
        {
            await console.Error.WriteLineAsync(texts.DatabaseFault(fault.Message));
            return ExitStatus.Fault;
        }
    }

    private static async Task<int> PrintAsync(
        ServiceProvider services,
        CommandConsole console,
        CancellationToken cancellation
    )
    {
        var administration = services.GetRequiredService<ProbeZoneAdministration>();
        var ds = await administration.EnsureAsync(cancellation);
        await console.Out.WriteAsync(administration.Delegation(ds));
        await console.Out.FlushAsync(cancellation);
        return 0;
    }

    private static async Task<int> InitAsync(
        ServiceProvider services,
        CancellationToken cancellation
    )
    {
        await services.GetRequiredService<ProbeZoneAdministration>().EnsureAsync(cancellation);
        return 0;
    }

    /// <summary>0 where all is right, 1 where something is not, 2 where it cannot be known.</summary>
    private static async Task<int> CheckAsync(
        ServiceProvider services,
        CommandConsole console,
        CancellationToken cancellation
    )
    {
        var status = await services
            .GetRequiredService<ProbeZoneInspection>()
            .LookAsync(cancellation);
        foreach (var missing in status.Missing)
        {
            await console.Out.WriteLineAsync($"missing {missing}");
        }
        if (status.Look is not { } look)
        {
            await console.Out.FlushAsync(cancellation);
            return ExitStatus.Fault;
        }
        await console.Out.WriteLineAsync($"NS {Word(look.NsState)}");
        await console.Out.WriteLineAsync($"DS {Word(look.DsState)}");
        await console.Out.WriteLineAsync($"served {Word(look.Served)}");
        await console.Out.FlushAsync(cancellation);
        DelegationState[] states = [look.NsState, look.DsState, look.Served];
        return states.Contains(DelegationState.NotKnown) ? ExitStatus.Fault
            : look.IsRight && status.Missing.Count == 0 ? 0
            : 1;
    }

    private static async Task<int> ConfigAsync(
        string folder,
        ProbeZoneOptions options,
        IConfiguration configuration,
        CommandConsole console,
        CancellationToken cancellation
    )
    {
        if (options.DnsListen.Count == 0)
        {
            throw new WrongSettingException("ProbeZone:DnsListen is not set.");
        }
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, "pdns.conf");
        var text = PowerDnsConfiguration.Render(
            options.DnsListen,
            Database(ConnectionStrings.Store(configuration)),
            Path.GetDirectoryName(path)!,
            configuration["ProbeZone:ModuleFolder"]
        );
        var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // The password of the database may be in it.
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        await using (var file = new StreamWriter(path, create))
        {
            await file.WriteAsync(text.AsMemory(), cancellation);
        }
        await console.Out.WriteLineAsync(path);
        await console.Out.FlushAsync(cancellation);
        return 0;
    }

    private static async Task<int> UsageAsync(CommandConsole console, CommandTexts texts)
    {
        await console.Error.WriteLineAsync(texts.ProbeZoneUsage);
        return ExitStatus.Fault;
    }

    private static PowerDnsConnection Database(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return new PowerDnsConnection(
            parts.Host ?? IPAddress.Loopback.ToString(),
            parts.Port,
            parts.Database ?? parts.Username ?? string.Empty,
            parts.Username ?? Environment.UserName,
            parts.Password
        );
    }

    private static ServiceProvider Services(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddDbContextFactory<DashboardDb>(db =>
            db.UseDashboard(ConnectionStrings.Store(configuration))
        );
        services.AddReceiverCertificates(configuration);
        services.AddProbes(configuration);
        services.AddSingleton<ConfiguredProbeZone>();
        services.AddSingleton<ProbeZoneAdministration>();
        services.AddSingleton<ProbeZoneInspection>();
        return services.BuildServiceProvider();
    }

    private static string Word(DelegationState state) => Slug.Of(state);
}
