using System.Runtime.CompilerServices;

namespace Dashboard.Lab;

internal static class LabFolders
{
    /// <summary>Signed zones, keys and certificates, shared by all labs of this checkout.</summary>
    public static string Cache => Path.Combine(Repository, ".local", "lab-cache");

    /// <summary>Written whole or not at all: another lab may be reading.</summary>
    public static async Task WriteAsync(
        string path,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellation
    )
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(draft, content, cancellation);
        File.Move(draft, path, overwrite: true);
    }

    public static string Repository { get; } = Find();

    private static string Find([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
