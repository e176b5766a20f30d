using System.Text.RegularExpressions;

namespace Dashboard.Core.Tests;

/// <summary>
/// Which part of the site may use which. Platform is below everything, then parts of pages, then features, then what composes them.
/// A feature uses only those before it in the order. What comes after it can put a part on its page: it names the place
/// (<c>Components/Slots</c>), and what it tells the page of the system goes through <c>Platform/Status</c>.
/// </summary>
public sealed partial class SiteDependenciesTests
{
    private static readonly string[] Order =
    [
        "Platform",
        "Components",
        "PersonalData",
        "Accounts",
        "Explanation",
        "Inbound",
        "Outbound",
        "RoundStore",
        "Organisations",
        "Notices",
        "Rounds",
        "Adoption",
        "Reports",
        "Exports",
        "Api",
        "TlsaHelper",
        "Comparison",
        "Registers",
        "Lists",
        "Health",
        "TlsReports",
        "OutboundLab",
        "Domain",
        "Catalogue",
        "Campaigns",
        "People",
        "About",
        "Hosting",
        "Cli",
    ];

    private static readonly IReadOnlyList<SourceFile> Files = Read();

    [Fact]
    public void Every_part_has_its_place_in_the_order() =>
        Files.Select(file => file.Part).Distinct().ShouldBe(Order, ignoreOrder: true);

    [Fact]
    public void Platform_uses_no_other_part() => UsedBy("Platform").ShouldBeEmpty();

    [Fact]
    public void Parts_of_pages_use_the_platform_alone() =>
        UsedBy("Components").ShouldBe(["Platform"]);

    [Fact]
    public void Nothing_but_commands_uses_what_composes_the_site() =>
        Order.Where(part => UsedBy(part).Contains("Hosting")).ShouldBe(["Cli"]);

    [Fact]
    public void No_part_uses_the_commands() =>
        Order.Where(part => UsedBy(part).Contains("Cli")).ShouldBeEmpty();

    [Fact]
    public void Features_use_those_before_them() =>
        Order
            .SelectMany(part =>
                UsedBy(part)
                    .Where(used => Array.IndexOf(Order, used) > Array.IndexOf(Order, part))
                    .Select(used => $"{part} -> {used}")
            )
            .ShouldBeEmpty();

    /// <summary>A test of the test: what is written in any of these ways is seen.</summary>
    [Theory]
    [InlineData("using Dashboard.Web.Features.Notices.Mail;")]
    [InlineData("@using Dashboard.Web.Features.Notices")]
    [InlineData("global::Dashboard.Web.Features.Notices.NoticeSetup.Add();")]
    [InlineData("Features.Notices.Mail.MailOptions options;")]
    [InlineData("services.Add<Notices.Mail.MailOptions>();")]
    public void Use_is_seen_however_it_is_written(string line) =>
        new SourceFile("Inbound", line).Uses("Notices").ShouldBeTrue();

    [Theory]
    [InlineData("var count = Notices.Count;")]
    [InlineData("/// <see cref=\"Dashboard.Web.Features.Notices.NoticeSetup\"/>")]
    public void Name_that_only_looks_like_a_part_is_no_use(string line) =>
        new SourceFile("Inbound", line).Uses("Notices").ShouldBeFalse();

    private static IEnumerable<string> UsedBy(string part) =>
        Order.Where(used =>
            used != part && Files.Any(file => file.Part == part && file.Uses(used))
        );

    private static IReadOnlyList<SourceFile> Read()
    {
        var root = Path.Combine(RepositoryFiles.Root, "src", "Dashboard.Web");
        return
        [
            .. Directory
                .EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Where(file =>
                    Path.GetExtension(file) is ".cs" or ".razor" && !Generated().IsMatch(file)
                )
                .Select(file =>
                    (
                        Folders: Path.GetRelativePath(root, file)
                            .Split(Path.DirectorySeparatorChar)[..^1],
                        Path: file
                    )
                )
                .Where(file => file.Folders is [not "Features", ..] or [_, _, ..])
                .Select(file => new SourceFile(
                    file.Folders is ["Features", var feature, ..] ? feature : file.Folders[0],
                    File.ReadAllText(file.Path)
                )),
        ];
    }

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex Generated();

    private sealed partial class SourceFile(string part, string text)
    {
        private static readonly Dictionary<string, Regex> Mentions = Order.ToDictionary(
            part => part,
            MentionOf
        );

        private readonly string code = Comment().Replace(text, string.Empty);

        public string Part => part;

        /// <summary>By its whole namespace, or by the end of one that is enough within the site.</summary>
        public bool Uses(string other) =>
            code.Contains(other, StringComparison.Ordinal) && Mentions[other].IsMatch(code);

        /// <summary>The end of a namespace goes on with a folder of the part, or with a type that is in none of its folders.</summary>
        private static Regex MentionOf(string part)
        {
            var root = Path.Combine(RepositoryFiles.Root, "src", "Dashboard.Web");
            var feature = Path.Combine(root, "Features", part);
            var names = Directory
                .EnumerateFileSystemEntries(
                    Directory.Exists(feature) ? feature : Path.Combine(root, part)
                )
                .Select(path => Path.GetFileName(path).Split('.')[0])
                .Where(name => name.Length > 0 && char.IsUpper(name[0]))
                .Distinct();
            return new(
                $@"Dashboard\.Web\.(Features\.)?{part}\b|(?<![\w.])(Features\.{part}\.|{part}\.({string.Join('|', names)})\b)",
                RegexOptions.CultureInvariant
            );
        }

        [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
        private static partial Regex Comment();
    }
}
