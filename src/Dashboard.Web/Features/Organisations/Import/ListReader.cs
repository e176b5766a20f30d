using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>Reads a list of domains in CSV, XLSX or ODS, by what the file is and not by its name.</summary>
internal static class ListReader
{
    public static RegisterContents Read(ImportFile file, ReaderOptions options)
    {
        if (file.Length > options.Limits.ListLength)
        {
            throw new RefusedFileException(RegisterReason.TooLarge);
        }
        var mapping = new ListMapping(options.Layers);
        switch (file.Content)
        {
            case FileContent.Text:
                var (encoding, assumed) = TextEncoding.Of(file);
                if (assumed)
                {
                    mapping.Contents.Warnings.Add(
                        new(1, RegisterReason.AssumedWindows1252, string.Empty)
                    );
                }
                Take(mapping, CsvRows.Read(file.Stream, encoding, options.Limits), options);
                break;
            case FileContent.Zip:
                ReadPackage(file, mapping, options);
                break;
            case FileContent.CompoundFile:
                throw new RefusedFileException(RegisterReason.Encrypted);
            default:
                throw new RefusedFileException(
                    file.Length == 0 ? RegisterReason.NoRecords : RegisterReason.WrongContent
                );
        }
        return mapping.Contents;
    }

    private static void ReadPackage(ImportFile file, ListMapping mapping, ReaderOptions options)
    {
        switch (SheetPackage.Check(file.Stream, options.Limits))
        {
            case SheetPackageKind.Xlsx:
                Take(mapping, XlsxRows.Read(file.Stream, options.Limits), options);
                break;
            case SheetPackageKind.Ods:
                Take(mapping, OdsRows.Read(file.Stream, options.Limits), options);
                break;
        }
    }

    private static void Take(ListMapping mapping, IEnumerable<ListRow> rows, ReaderOptions options)
    {
        try
        {
            foreach (var row in rows)
            {
                mapping.Add(row);
                if (mapping.Records > options.Limits.ListRecords)
                {
                    throw new RefusedFileException(RegisterReason.TooManyRecords);
                }
            }
        }
        catch (FormatException noColumn)
        {
            throw new RefusedFileException(RegisterReason.NoDomainColumn, null, noColumn);
        }
    }
}
