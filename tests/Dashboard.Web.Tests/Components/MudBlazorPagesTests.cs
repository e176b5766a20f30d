using System.Reflection;
using System.Text.RegularExpressions;
using Dashboard.Core.Tests;
using Dashboard.Web.Components;

namespace Dashboard.Web.Tests.Components;

/// <summary>The style sheet of MudBlazor is loaded where a page has its components, by itself or in a part of it, and only there.</summary>
public sealed partial class MudBlazorPagesTests
{
    [Fact]
    public void Page_says_that_it_uses_MudBlazor_exactly_if_it_does()
    {
        var uses = Directory
            .EnumerateFiles(
                Path.Combine(RepositoryFiles.Root, "src", "Dashboard.Web"),
                "*.razor",
                SearchOption.AllDirectories
            )
            .Where(file => Path.GetFileName(file) != "_Imports.razor")
            .ToDictionary(
                file => Path.GetFileNameWithoutExtension(file),
                file =>
                    Tag()
                        .Matches(File.ReadAllText(file))
                        .Select(match => match.Groups["name"].Value)
                        .ToHashSet(StringComparer.Ordinal),
                StringComparer.Ordinal
            );
        var pages = typeof(App)
            .Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(Microsoft.AspNetCore.Components.RouteAttribute)))
            .ToList();

        pages.Count.ShouldBeGreaterThan(50);
        pages.Select(page => page.Name).Except(uses.Keys).ShouldBeEmpty();
        var saying = pages
            .Where(page => page.IsDefined(typeof(MudBlazorPageAttribute)))
            .Select(page => page.Name)
            .Order(StringComparer.Ordinal)
            .ToList();
        saying.ShouldContain("OwnCorrectionPage", "by a part of it");
        pages
            .Select(page => page.Name)
            .Where(page => Reached(page, uses).Any(IsOfMudBlazor))
            .Order(StringComparer.Ordinal)
            .ShouldBe(saying);
    }

    private static HashSet<string> Reached(string page, Dictionary<string, HashSet<string>> uses)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>([page]);
        while (next.TryPop(out var component))
        {
            if (reached.Add(component) && uses.TryGetValue(component, out var parts))
            {
                foreach (var part in parts)
                {
                    next.Push(part);
                }
            }
        }
        return reached;
    }

    private static bool IsOfMudBlazor(string component) =>
        component.StartsWith("Mud", StringComparison.Ordinal);

    /// <summary>A component, with or without its namespace; not the argument of a generic type.</summary>
    [GeneratedRegex(@"(?<![\w>])<([A-Z]\w*\.)*(?<name>[A-Z]\w*)(?=[\s/>])(?!>\()")]
    private static partial Regex Tag();
}
