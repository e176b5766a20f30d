using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>How a file is read.</summary>
/// <param name="RegisterHosts">Hosts of the registers themselves, whose pages are no address of an organisation.</param>
internal sealed record ReaderOptions(
    LayerTable Layers,
    IReadOnlyList<string> RegisterHosts,
    ImportLimits Limits
)
{
    public static ReaderOptions Default { get; } =
        new(LayerTable.Default, ["organisaties.overheid.nl"], ImportLimits.Default);
}

/// <summary>Reads a file of any source into entries, or refuses it whole.</summary>
internal static class RegisterReader
{
    /// <exception cref="RefusedFileException">Nothing of the file is taken.</exception>
    public static RegisterContents Read(
        RegisterSource source,
        ImportFile file,
        string fileName,
        ReaderOptions options
    )
    {
        file.Stream.Position = 0;
        var contents = source switch
        {
            RegisterSource.Roo => ReadXml(file, options, RooReader.Read),
            RegisterSource.Rio => ReadXml(file, options, RioReader.Read),
            RegisterSource.List => ListReader.Read(file, options),
            _ => throw new ArgumentOutOfRangeException(nameof(source)),
        };
        if (contents.Organisations.Count == 0)
        {
            throw new RefusedFileException(
                contents.Refused is [var first, ..] ? first.Reason : RegisterReason.NoRecords
            );
        }
        contents.IsCategoryFile = source == RegisterSource.Roo && IsCategory(fileName);
        return contents;
    }

    /// <summary>exportOO_gemeenten.xml and its like hold one kind of organisation, by design.</summary>
    private static bool IsCategory(string fileName) =>
        Path.GetFileName(fileName).StartsWith("exportOO_", StringComparison.OrdinalIgnoreCase);

    private static RegisterContents ReadXml(
        ImportFile file,
        ReaderOptions options,
        Action<RegisterXml, EntryCollector> read
    )
    {
        if (file.Content != FileContent.Xml)
        {
            throw new RefusedFileException(
                file.Length == 0 ? RegisterReason.NoRecords : RegisterReason.WrongContent
            );
        }
        var (encoding, assumed) = TextEncoding.Of(file);
        var collector = new EntryCollector(options);
        using var text = new StreamReader(file.Stream, encoding, true, 64 * 1024, leaveOpen: true);
        using var xml = new RegisterXml(text, options.Limits);
        if (assumed)
        {
            collector.Warn(1, RegisterReason.AssumedWindows1252, string.Empty);
        }
        xml.ReadDocument(() => read(xml, collector));
        return collector.Contents;
    }
}
