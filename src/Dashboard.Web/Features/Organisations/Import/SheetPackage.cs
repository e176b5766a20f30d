using System.IO.Compression;
using System.Text;
using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

internal enum SheetPackageKind
{
    Xlsx,
    Ods,
}

/// <summary>
/// Looks through a package before anything in it is read: unpacks every part once and counts, because what the package says of
/// the length of its parts need not be true.
/// </summary>
internal static class SheetPackage
{
    private const string OpenDocument = "application/vnd.oasis.opendocument.spreadsheet";

    public static SheetPackageKind Check(Stream stream, ImportLimits limits)
    {
        stream.Position = 0;
        try
        {
            using var package = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return Check(package, limits);
        }
        catch (InvalidDataException fault)
        {
            throw new RefusedFileException(RegisterReason.CutOff, null, fault);
        }
        catch (NotSupportedException fault)
        {
            throw new RefusedFileException(RegisterReason.Encrypted, null, fault);
        }
        finally
        {
            stream.Position = 0;
        }
    }

    private static SheetPackageKind Check(ZipArchive package, ImportLimits limits)
    {
        if (package.Entries.Count > limits.PackageParts)
        {
            throw new RefusedFileException(RegisterReason.TooLarge);
        }
        var left = limits.ListLength;
        foreach (var part in package.Entries)
        {
            if (part.IsEncrypted)
            {
                throw new RefusedFileException(RegisterReason.Encrypted, part.FullName);
            }
            left -= Unpacked(part, left);
        }
        if (package.Entries.Any(IsMacro))
        {
            throw new RefusedFileException(RegisterReason.Macro);
        }
        if (
            package.GetEntry("content.xml") is not null
            && StartOf(package, "mimetype") == OpenDocument
        )
        {
            return StartOf(package, "META-INF/manifest.xml")
                .Contains("encryption-data", StringComparison.Ordinal)
                ? throw new RefusedFileException(RegisterReason.Encrypted)
                : SheetPackageKind.Ods;
        }
        var types = StartOf(package, "[Content_Types].xml");
        return types.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
                ? throw new RefusedFileException(RegisterReason.Macro)
            : types.Contains("spreadsheetml", StringComparison.Ordinal) ? SheetPackageKind.Xlsx
            : throw new RefusedFileException(RegisterReason.WrongContent);
    }

    private static long Unpacked(ZipArchiveEntry part, long most)
    {
        using var content = part.Open();
        var buffer = new byte[64 * 1024];
        long length = 0;
        int read;
        while ((read = content.Read(buffer)) > 0)
        {
            length += read;
            if (length > most)
            {
                throw new RefusedFileException(RegisterReason.TooLarge, part.FullName);
            }
        }
        return length;
    }

    private static bool IsMacro(ZipArchiveEntry part) =>
        part.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        || part.FullName.StartsWith("xl/macrosheets/", StringComparison.OrdinalIgnoreCase)
        || part.FullName.StartsWith("Basic/", StringComparison.Ordinal)
        || part.FullName.StartsWith("Scripts/", StringComparison.Ordinal);

    private static string StartOf(ZipArchive package, string name)
    {
        if (package.GetEntry(name) is not { } part)
        {
            return string.Empty;
        }
        using var reader = new StreamReader(part.Open(), Encoding.UTF8);
        var start = new char[256 * 1024];
        return new string(start, 0, reader.ReadBlock(start)).Trim();
    }
}
