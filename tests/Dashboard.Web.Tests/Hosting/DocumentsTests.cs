using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Dashboard.Core;
using Dashboard.Core.Organisations;
using Dashboard.Core.Tests;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Smtp;
using Dashboard.Web.Components;
using Dashboard.Web.Features.About;
using Dashboard.Web.Features.Accounts.Provider;
using Dashboard.Web.Features.Api;
using Dashboard.Web.Features.Catalogue;
using Dashboard.Web.Features.Exports;
using Dashboard.Web.Features.Health;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Notices;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Notices.Webhooks;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.PersonalData;
using Dashboard.Web.Features.Rounds;
using Dashboard.Web.Hosting;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>What the documents say of settings, packages and each other is true.</summary>
public sealed partial class DocumentsTests
{
    /// <summary>Pages with something in their address are named with words of their own there.</summary>
    [Fact]
    public void Every_page_has_its_address_in_the_document()
    {
        var document = RepositoryFiles.Read("docs/interface.md");
        var pages = typeof(App)
            .Assembly.GetTypes()
            .SelectMany(page => page.GetCustomAttributes<RouteAttribute>())
            .Select(route => route.Template)
            .Where(path => path != "/error" && !path.Contains('{', StringComparison.Ordinal))
            .Append(SitePaths.Catalogue)
            .ToList();

        pages.Count.ShouldBeGreaterThan(30);
        pages.Where(path => !Regex.IsMatch(document, $"`{Regex.Escape(path)}[`?]")).ShouldBeEmpty();
    }

    /// <summary>Settings that are no class with properties are read by hand, and written in the document by hand.</summary>
    private static readonly string[] ReadByHand = ["Keys", "ProbeZone", "Receiver"];

    /// <summary>Every class of settings says its section.</summary>
    public static TheoryData<string, Type> Sections =>
        [
            .. new[] { typeof(App).Assembly, typeof(DnsOptions).Assembly }
                .SelectMany(assembly => assembly.GetTypes())
                .Select(options =>
                    (
                        Section: options.GetField(
                            "Section",
                            BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly
                        )
                            is { IsLiteral: true } section
                            ? (string)section.GetRawConstantValue()!
                            : string.Empty,
                        Options: options
                    )
                )
                .Where(one => one.Section.Length > 0 && !ReadByHand.Contains(one.Section)),
        ];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Settings_document_names_exactly_the_settings_of_a_section(
        string section,
        Type options
    )
    {
        var written = SettingRow()
            .Matches(Read("docs/settings.md"))
            .Select(row => row.Groups["name"].Value)
            .Where(name => name.StartsWith(section + ":", StringComparison.Ordinal));

        written.ShouldBe(
            options
                .GetProperties()
                .Where(property => property.CanWrite)
                .Select(property => $"{section}:{property.Name}"),
            ignoreOrder: true
        );
    }

    [Fact]
    public void Dependencies_document_gives_a_reason_for_exactly_the_packages_in_use()
    {
        var pinned = Package().Matches(Read("Directory.Packages.props"));
        var written = DependencyRow().Matches(Read("docs/dependencies.md"));

        written
            .Select(row => row.Groups["name"].Value)
            .ShouldBe(pinned.Select(package => package.Groups["name"].Value), ignoreOrder: true);
    }

    [Fact]
    public void Commands_document_names_exactly_the_reasons_of_an_import()
    {
        var written = ReasonRow().Matches(Read("docs/commands.md"));

        written
            .Select(row => row.Groups["name"].Value)
            .ShouldBe(Enum.GetValues<RegisterReason>().Select(Slug.Of), ignoreOrder: true);
    }

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var root = Root();
        var documents = Directory
            .GetFiles(Path.Combine(root, "docs"), "*.md")
            .Concat(Directory.GetFiles(Path.Combine(root, ".github"), "*.md"))
            .Concat(Directory.GetFiles(root, "*.md"));

        var broken =
            from document in documents
            from Match link in Link().Matches(File.ReadAllText(document))
            let target = link.Groups["target"].Value
            where !target.Contains(':', StringComparison.Ordinal)
            where !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target))
            select $"{Path.GetRelativePath(root, document)}: {target}";

        broken.ShouldBeEmpty();
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Root(), file));

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));

    [GeneratedRegex(@"^\| `(?<name>[A-Za-z]+:[A-Za-z0-9:]+)` \|", RegexOptions.Multiline)]
    private static partial Regex SettingRow();

    [GeneratedRegex(
        @"^\| `(?<name>[a-z0-9-]+)` \| (?:record|file|note) \|",
        RegexOptions.Multiline
    )]
    private static partial Regex ReasonRow();

    [GeneratedRegex("""<PackageVersion\s+Include="(?<name>[^"]+)""")]
    private static partial Regex Package();

    [GeneratedRegex(@"^\| (?<name>[A-Za-z0-9.]+) \| ", RegexOptions.Multiline)]
    private static partial Regex DependencyRow();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)")]
    private static partial Regex Link();
}
