namespace Dashboard.Web.Features.Exports.Formats;

/// <summary>A file for what is larger than memory should hold; it is gone when it is closed.</summary>
internal static class TemporaryFile
{
    public static FileStream Create() =>
        new(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
                BufferSize = 1 << 16,
            }
        );
}
