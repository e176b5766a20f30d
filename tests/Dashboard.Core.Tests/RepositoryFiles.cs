namespace Dashboard.Core.Tests;

/// <summary>Files of the repository that are kept in step with the code.</summary>
internal static class RepositoryFiles
{
    /// <summary>Set to write the file anew instead of comparing it.</summary>
    private const string Update = "UPDATE_SNAPSHOTS";

    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static void ShouldHold(string path, string text)
    {
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(Path.Combine(Root, path), text);
        }
        Read(path)
            .ShouldBe(
                text,
                $"{path} is not in step; run the tests once with {Update}=1 and look at what changed"
            );
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException("No Dashboard.sln above.");
    }
}
