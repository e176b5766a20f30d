using System.Text.RegularExpressions;
using Dashboard.Core.Tests;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Hosting;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>What docker-compose.yml and the example of sending.env say to the program, as the program reads it.</summary>
public sealed partial class ComposeFileTests
{
    private static readonly string Compose = RepositoryFiles.Read("docker-compose.yml");
    private static readonly string Sending = RepositoryFiles.Read("docs/sending.env.example");

    [Fact]
    public void Every_setting_is_one_that_the_settings_document_has()
    {
        var documented = SettingRow()
            .Matches(RepositoryFiles.Read("docs/settings.md"))
            .Select(row => row.Groups["name"].Value)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        var unknown = Setting()
            .Matches(Compose + "\n" + Sending)
            .Select(line => line.Groups["key"].Value.Replace("__", ":", StringComparison.Ordinal))
            // The list and the listeners are named as a whole.
            .Select(key => ListItem().Replace(key, string.Empty))
            .Select(key => Listener().Replace(key, "Receiver:Listen:<listener>"))
            .Where(key => !documented.Contains(key));

        unknown.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_starts_with_a_password_that_everybody_knows()
    {
        Compose.ShouldContain("DASHBOARD_DB_PASSWORD:?");
        Compose.ShouldNotContain("DASHBOARD_DB_PASSWORD:-");
    }

    [Theory]
    [InlineData("web", Roles.Web)]
    [InlineData("worker", Roles.Worker)]
    [InlineData("receiver", Roles.Receiver)]
    public void Service_starts_with_the_settings_it_is_given(string service, object roles)
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-compose-");
        try
        {
            var settings = SettingsOf(service, sending: service == "receiver");
            RolesWith(settings).ShouldBe(roles);
            settings["Receiver:CertificateFolder"] = folder.FullName;
            settings.Remove("ProbeZone:QueryLog");

            var app = DashboardHost.Build([
                .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
            ]);

            app.Services.GetService<IStartupValidator>()?.Validate();
            if (service == "receiver")
            {
                ReceiverSettings
                    .Read(app.Configuration)
                    .Listeners.Count.ShouldBe(ReceiverListenerNames.All.Count);
                ProbeZoneSettings
                    .Read(app.Configuration)
                    .ShouldNotBeNull()
                    .DnsListen.Count.ShouldBe(1);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>resilience R10: whatever is asked of one of them, the machine keeps its own.</summary>
    [Fact]
    public void Every_container_has_a_memory_limit()
    {
        var services = Compose[Compose.IndexOf("\nservices:", StringComparison.Ordinal)..];
        var without = ServiceBlock()
            .Matches(services[..services.IndexOf("\nvolumes:", StringComparison.Ordinal)])
            .Where(service =>
                !service.Value.Contains("mem_limit:", StringComparison.Ordinal)
                && !service.Value.Contains("<<: *program", StringComparison.Ordinal)
            )
            .Select(service => service.Groups["name"].Value);

        without.ShouldBeEmpty();
        Compose[..Compose.IndexOf("\nservices:", StringComparison.Ordinal)]
            .ShouldContain("  mem_limit: ");
    }

    /// <summary>An idle site wakes no processor; the file lies beside the program wherever it is started, by compose and by ./run.</summary>
    [Fact]
    public void Program_does_not_spin_for_work()
    {
        using var configuration = System.Text.Json.JsonDocument.Parse(
            File.ReadAllText(
                Path.Combine(AppContext.BaseDirectory, "Dashboard.Web.runtimeconfig.json")
            )
        );

        configuration
            .RootElement.GetProperty("runtimeOptions")
            .GetProperty("configProperties")
            .GetProperty("System.Threading.ThreadPool.UnfairSemaphoreSpinLimit")
            .GetInt32()
            .ShouldBe(0);
    }

    [Fact]
    public void Resolver_is_at_the_address_that_is_trusted()
    {
        var settings = SettingsOf("worker", sending: false);
        var address = Regex.Match(Compose, @"ipv4_address: (\S+)").Groups[1].Value;

        settings["Dns:Resolver"].ShouldBe(address + ":53");
        settings["Dns:TrustedResolvers:0"].ShouldBe(address);
        RepositoryFiles
            .Read("deploy/resolver.conf")
            .ShouldContain(Regex.Match(Compose, @"subnet: (\S+)").Groups[1].Value + " allow");
    }

    private static object RolesWith(Dictionary<string, string> settings) =>
        RolesSetting.Read(new ConfigurationBuilder().AddInMemoryCollection(settings!).Build());

    /// <summary>Those of all, of the sending test, and of the service, in that order.</summary>
    private static Dictionary<string, string> SettingsOf(string service, bool sending)
    {
        var own = Regex.Match(
            Compose,
            $@"^  {service}:\n((?:    .*\n|\n)+)",
            RegexOptions.Multiline
        );
        own.Success.ShouldBeTrue(service);
        string[] texts =
        [
            Compose[..Compose.IndexOf("\nservices:", StringComparison.Ordinal)],
            sending ? Sending : string.Empty,
            own.Value,
        ];
        return texts
            .SelectMany(text => Setting().Matches(text))
            .GroupBy(
                line => line.Groups["key"].Value.Replace("__", ":", StringComparison.Ordinal),
                StringComparer.OrdinalIgnoreCase
            )
            .ToDictionary(
                lines => lines.Key,
                lines => Variable().Replace(lines.Last().Groups["value"].Value, "${default}")
            );
    }

    /// <summary>A line of YAML or of an environment file.</summary>
    [GeneratedRegex(
        """^\s*(?<key>[A-Z][A-Za-z0-9]*__[A-Za-z0-9_]+|Roles|Urls)(?:: |=)"?(?<value>.*?)"?\s*$""",
        RegexOptions.Multiline
    )]
    private static partial Regex Setting();

    /// <summary>Without a file .env the default stands.</summary>
    [GeneratedRegex(@"\$\{[A-Z_]+:-(?<default>[^}]*)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^  (?<name>[a-z]+):\n(?:    .*\n|\n)+", RegexOptions.Multiline)]
    private static partial Regex ServiceBlock();

    [GeneratedRegex(@":\d+$")]
    private static partial Regex ListItem();

    [GeneratedRegex("^Receiver:Listen:.*")]
    private static partial Regex Listener();

    [GeneratedRegex(@"^\| `(?<name>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex SettingRow();

    /// <summary>The owner of an action can move its tag to other code; a commit cannot be moved.</summary>
    [Fact]
    public void Actions_of_the_workflow_are_named_by_commit()
    {
        var actions = Directory
            .EnumerateFiles(Path.Combine(RepositoryFiles.Root, ".github/workflows"))
            .SelectMany(File.ReadLines)
            .Select(line => line.Trim().TrimStart('-').Trim())
            .Where(line => line.StartsWith("uses:", StringComparison.Ordinal))
            .ToList();

        actions.ShouldNotBeEmpty();
        actions.ShouldAllBe(line => CommitOfAction().IsMatch(line));
    }

    [GeneratedRegex("^uses: [a-z/-]+@[0-9a-f]{40} # v[0-9.]+$")]
    private static partial Regex CommitOfAction();
}
