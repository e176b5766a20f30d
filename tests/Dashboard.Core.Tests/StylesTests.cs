namespace Dashboard.Core.Tests;

/// <summary>
/// Styles stand beside their page (<c>X.razor.css</c>), and those of all pages in <c>Components/Styles</c>. A reader loads them as one file: what
/// a page costs is one request, and the order of the parts is the cascade.
/// </summary>
public sealed class StylesTests
{
    private const string Site = "src/Dashboard.Web";

    private static readonly string[] Order = RepositoryFiles
        .Read($"{Site}/Components/Styles/order.txt")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Sheet_of_the_site_is_its_parts_in_their_order() =>
        RepositoryFiles.ShouldHold(
            $"{Site}/wwwroot/site.css",
            string.Join('\n', Order.Select(part => RepositoryFiles.Read($"{Site}/{part}")))
        );

    [Fact]
    public void Every_part_is_in_the_order_and_stands_beside_its_page()
    {
        var root = Path.Combine(RepositoryFiles.Root, Site);
        var parts = Directory
            .EnumerateFiles(root, "*.razor.css", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(root, "Components/Styles"), "*.css"))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal))
            .ToList();

        parts.ShouldBe(Order, ignoreOrder: true);
        parts
            .Where(part => part.EndsWith(".razor.css", StringComparison.Ordinal))
            .ShouldAllBe(part =>
                File.Exists(
                    Path.Combine(
                        root,
                        part.Replace(".razor.css", ".razor", StringComparison.Ordinal)
                    )
                )
            );
    }
}
