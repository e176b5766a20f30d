using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Check.Terminal;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data;
using Dashboard.Probes;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Probes.Outbound.Zone;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Features.TlsReports;
using Dashboard.Web.Platform;
using Npgsql;

namespace Dashboard.Web.Cli;

/// <summary>
/// For the operator: <c>probe-zone</c> prints what the parent zone must carry, <c>probe-zone check</c> what the resolver sees of
/// it, <c>probe-zone init</c> makes the zone, <c>probe-zone config FOLDER</c> writes the name server's configuration,
/// <c>probe-zone names</c> what a certificate has to name, and <c>probe-zone challenge NAME VALUE</c> answers its issuer.
/// </summary>
internal static partial class ProbeZoneCommand
{
    [GeneratedRegex("^[A-Za-z0-9_-]{1,255}$")]
    private static partial Regex ChallengeValue();

    public static async Task<int> RunAsync(
        string[] arguments,
        CommandConsole console,
        CommandTexts texts,
        CancellationToken cancellation
    )
    {
        var (settings, words) = SettingArguments.Split(arguments);
        if (await texts.RefuseOptionAsync(["probe-zone", .. words], console.Error))
        {
            return ExitStatus.Fault;
        }
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
                ["check"] => await CheckAsync(services, options, console, texts, cancellation),
                ["names"] => await NamesAsync(options, console, cancellation),
                ["challenge", var name, .. var values] => await ChallengeAsync(
                    services,
                    options,
                    (name, values),
                    console,
                    texts,
                    cancellation
                ),
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

    /// <summary>What a certificate that senders know has to name, a line each.</summary>
    private static async Task<int> NamesAsync(
        ProbeZoneOptions options,
        CommandConsole console,
        CancellationToken cancellation
    )
    {
        foreach (var name in new ProbeZoneNames(options.Name).Wildcards)
        {
            await console.Out.WriteLineAsync(name);
        }
        await console.Out.FlushAsync(cancellation);
        return 0;
    }

    /// <param name="challenge">
    /// A name as an ACME client has it: with the wildcard, without it, or the name of the record; and what is to stand there, which
    /// is nothing once the certificate has come.
    /// </param>
    private static async Task<int> ChallengeAsync(
        ServiceProvider services,
        ProbeZoneOptions options,
        (string Name, string[] Values) challenge,
        CommandConsole console,
        CommandTexts texts,
        CancellationToken cancellation
    )
    {
        if (
            ProbeOf(challenge.Name, options.Name) is not { } probe
            || !challenge.Values.All(value => ChallengeValue().IsMatch(value))
        )
        {
            await console.Error.WriteLineAsync(texts.NoChallenge);
            return ExitStatus.Fault;
        }
        await services
            .GetRequiredService<ProbeZoneAdministration>()
            .PutChallengeAsync(probe, challenge.Values, cancellation);
        return 0;
    }

    private static OutboundProbeId? ProbeOf(string name, DomainName zone)
    {
        var bare = name.TrimEnd('.');
        foreach (var prefix in new[] { "*.", PowerDnsStore.ChallengeLabel + "." })
        {
            if (bare.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                bare = bare[prefix.Length..];
            }
        }
        var names = new ProbeZoneNames(zone);
        return DomainName.TryParse(bare, out var domain)
            ? OutboundProbes
                .All.Where(probe => names.ProbeDomain(probe.Id) == domain)
                .Select(probe => (OutboundProbeId?)probe.Id)
                .FirstOrDefault()
            : null;
    }

    /// <summary>0 where all is right, 1 where something is not, 2 where it cannot be known.</summary>
    private static async Task<int> CheckAsync(
        ServiceProvider services,
        ProbeZoneOptions options,
        CommandConsole console,
        CommandTexts texts,
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
        (string Part, DelegationState State, DnsLookup Lookup)[] parts =
        [
            ("NS", look.NsState, look.Ns),
            ("DS", look.DsState, look.Ds),
            ("served", look.Served, look.Soa),
        ];
        foreach (var (part, state, lookup) in parts)
        {
            var why = DelegationWhy.Of(texts, options, state, lookup);
            await console.Out.WriteLineAsync($"{part} {Word(state)}{why}");
        }
        await console.Out.FlushAsync(cancellation);
        return parts.Any(part => part.State == DelegationState.NotKnown) ? ExitStatus.Fault
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
        services.AddAnnotatedOptions<TlsReportOptions>(TlsReportOptions.Section);
        services.AddSingleton<IReportPost, TlsReportPost>();
        services.AddSingleton<ConfiguredProbeZone>();
        services.AddSingleton<ProbeZoneAdministration>();
        services.AddSingleton<ProbeZoneInspection>();
        return services.BuildServiceProvider();
    }

    private static string Word(DelegationState state) => Slug.Of(state);
}
