using System.Text.RegularExpressions;

namespace Dashboard.Core.Tests;

/// <summary>
/// Settings are read in one way, which checks them when the program starts and names the wrong one. What is read in another way is listed in
/// ADR 6 with its reason.
/// </summary>
public sealed partial class SettingsReadingTests
{
    private static readonly string[] OtherReaders =
    [
        // The way itself.
        "Dashboard.Web/Platform/AnnotatedOptions.cs",
        // Without reflection, as the native build of check needs; their checks are classes of their own.
        "Dashboard.Probes/ProbesSetup.cs",
        // No class with properties: names of listeners and zones decide what there is.
        "Dashboard.Probes/Outbound/Receiver/ReceiverSettings.cs",
        "Dashboard.Web/Features/Outbound/Zone/ProbeZoneSettings.cs",
        // Certificates that are read while the keys of forms are set up.
        "Dashboard.Web/Hosting/KeyProtection.cs",
    ];

    [Fact]
    public void Sections_of_settings_are_read_in_one_way() =>
        Directory
            .EnumerateFiles(
                Path.Combine(RepositoryFiles.Root, "src"),
                "*.cs",
                SearchOption.AllDirectories
            )
            .Where(file => !Generated().IsMatch(file) && ReadsSection(File.ReadAllText(file)))
            .Select(file =>
                Path.GetRelativePath(Path.Combine(RepositoryFiles.Root, "src"), file)
                    .Replace(Path.DirectorySeparatorChar, '/')
            )
            .ShouldBe(OtherReaders, ignoreOrder: true);

    [Fact]
    public void Reason_is_written_for_what_is_read_in_another_way()
    {
        var decision = RepositoryFiles.Read("docs/adr/0006-what-we-write-ourselves.md");

        OtherReaders
            .Skip(1)
            .Select(file => $"`{Path.GetFileNameWithoutExtension(file)}`")
            .Where(reader => !decision.Contains(reader, StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("configuration.GetSection(\"Mail\").Get<MailOptions>()")]
    [InlineData("builder.Configuration\n    .GetSection(Section)")]
    [InlineData("services.AddOptions<MailOptions>().Bind(part)")]
    [InlineData("options\n    .BindConfiguration(MailOptions.Section)")]
    [InlineData("services.Configure<MailOptions>(builder.Configuration)")]
    [InlineData("services.AddOptions<MailOptions>().ValidateDataAnnotations()")]
    public void Other_way_is_seen_however_it_is_written(string code) =>
        ReadsSection(code).ShouldBeTrue();

    [Theory]
    [InlineData("services.AddAnnotatedOptions<MailOptions>(MailOptions.Section);")]
    [InlineData("socket.Bind(new IPEndPoint(address, 0));")]
    [InlineData("// configuration.GetSection(Section) is elsewhere")]
    public void Other_code_is_no_such_way(string code) => ReadsSection(code).ShouldBeFalse();

    private static bool ReadsSection(string code) =>
        Section().IsMatch(Comment().Replace(code, string.Empty));

    [GeneratedRegex(
        @"\.(GetSection|GetRequiredSection|BindConfiguration|ValidateDataAnnotations)\(|AddOptions<\w+>\([^;]*?\.Bind\(|\.Configure<\w+>\([^;]*?[cC]onfiguration\b|[cC]onfiguration\s*\.(Get<|Bind\()"
    )]
    private static partial Regex Section();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex Generated();
}
