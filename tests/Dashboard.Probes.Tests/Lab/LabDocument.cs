using System.Runtime.CompilerServices;

namespace Dashboard.Probes.Tests.Lab;

internal static class LabDocument
{
    public static string Path([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(
            System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "../../../docs/lab.md")
        );
}
