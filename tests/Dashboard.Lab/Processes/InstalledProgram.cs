using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Dashboard.Lab.Processes;

/// <summary>A program of the system, or one unpacked below the repository's <c>.local</c> folder.</summary>
public sealed record InstalledProgram(string Path, string? UnpackedRoot)
{
    public static InstalledProgram Find(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/sbin", "/usr/local/sbin"]);
        foreach (var folder in folders)
        {
            var path = System.IO.Path.Combine(folder, name);
            if (File.Exists(path))
            {
                return new InstalledProgram(path, null);
            }
        }
        foreach (var root in UnpackedRoots())
        {
            foreach (var folder in new[] { "usr/sbin", "usr/bin" })
            {
                var path = System.IO.Path.Combine(root, folder, name);
                if (File.Exists(path))
                {
                    return new InstalledProgram(path, root);
                }
            }
        }
        throw new InvalidOperationException(
            $"The lab and the tests need {name}: install it, or unpack its package below .local."
        );
    }

    /// <summary>A folder of the program's package, wherever that was unpacked.</summary>
    public string? Folder(string path) =>
        UnpackedRoot is null ? null : System.IO.Path.Combine(UnpackedRoot, path);

    public ProcessStartInfo Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path) { WorkingDirectory = "/" };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        if (Folder("usr/lib/x86_64-linux-gnu") is { } libraries)
        {
            start.Environment["LD_LIBRARY_PATH"] = libraries;
        }
        if (System.IO.Path.GetFileName(Path) == "posttls-finger")
        {
            start.Environment["MAIL_CONFIG"] = PostfixClientConfiguration.Folder;
        }
        return start;
    }

    private static IEnumerable<string> UnpackedRoots()
    {
        var local = System.IO.Path.Combine(Repository(), ".local");
        return Directory.Exists(local)
            ? Directory
                .EnumerateDirectories(local)
                .SelectMany(folder => Directory.EnumerateDirectories(folder).Prepend(folder))
                .Where(folder => Directory.Exists(System.IO.Path.Combine(folder, "usr")))
            : [];
    }

    private static string Repository([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(
            System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "../../..")
        );
}
