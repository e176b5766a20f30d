using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Core;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Exports.Formats;
using Dashboard.Web.Features.Exports.Tables;
using Dashboard.Web.Features.Reports;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Exports;

/// <summary>What a round is exported as. The words are public.</summary>
internal enum ExportFormat
{
    Csv,
    Ods,
    Xlsx,
    Json,

    /// <summary>All of the others and the report, with a manifest.</summary>
    Zip,
}

/// <param name="Sha256">Lower-case hexadecimal.</param>
internal sealed record ExportedFile(string Name, string MediaType, long Bytes, string Sha256);

/// <summary>
/// Writes a round to files. Nothing of the clock or of this machine is in them: the same round gives the same octets, for as long as
/// the round does not change.
/// </summary>
internal sealed class RoundExport(
    RoundExportTables tables,
    RoundReportReader reader,
    ReportHtml report
)
{
    private const string ManifestName = "manifest.json";

    private const string ReportName = "report.html";

    private const string CsvFolder = "csv/";

    private const string JsonFolder = "json/";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Where there is nothing to export yet: no figures, or a round that counts nowhere.</summary>
    public static bool IsReady(RoundRow round) =>
        round.MeasuredAt is not null && round.State != RoundState.Cancelled;

    /// <param name="directory">Is there. Files of the same names are replaced, each when it is complete.</param>
    /// <returns>By name.</returns>
    public async Task<IReadOnlyList<ExportedFile>> WriteAsync(
        RoundRow round,
        ExportFormat format,
        ExportWords words,
        string directory,
        CancellationToken cancellation
    )
    {
        var of = tables.Of(round, words);
        return format switch
        {
            ExportFormat.Csv => await WriteCsvAsync(round, of, words, directory, cancellation),
            ExportFormat.Json => await WriteEachAsync(
                of,
                table => new JsonExport(table),
                directory,
                cancellation
            ),
            ExportFormat.Ods =>
            [
                await WriteBookAsync(
                    round,
                    of,
                    new OdsExport(WorkbookNotes.Of(round, of, words), words),
                    directory,
                    cancellation
                ),
            ],
            ExportFormat.Xlsx =>
            [
                await WriteBookAsync(
                    round,
                    of,
                    new XlsxExport(WorkbookNotes.Of(round, of, words), words),
                    directory,
                    cancellation
                ),
            ],
            _ => [await WriteZipAsync(round, words, directory, cancellation)],
        };
    }

    private static async Task<IReadOnlyList<ExportedFile>> WriteCsvAsync(
        RoundRow round,
        IReadOnlyList<ExportTable> tables,
        ExportWords words,
        string directory,
        CancellationToken cancellation
    )
    {
        var files = await WriteEachAsync(
            tables,
            table => new CsvExport(table, words),
            directory,
            cancellation
        );
        var metadata = await WriteJsonAsync(
            CsvMetadata.FileName,
            "application/csvm+json",
            CsvMetadata.Describe(round, tables, words),
            directory,
            cancellation
        );
        return [.. files.Append(metadata).OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<ExportedFile>> WriteEachAsync(
        IReadOnlyList<ExportTable> tables,
        Func<ExportTable, IExport<ExportCell[]>> form,
        string directory,
        CancellationToken cancellation
    )
    {
        var files = new List<ExportedFile>();
        foreach (var table in tables.OrderBy(table => table.Name, StringComparer.Ordinal))
        {
            var export = form(table);
            files.Add(
                await WriteFileAsync(
                    $"{table.Name}.{export.Extension}",
                    export.MediaType,
                    directory,
                    target => export.WriteAsync(table.RowsAsync(cancellation), target, cancellation)
                )
            );
        }
        return files;
    }

    private static Task<ExportedFile> WriteBookAsync(
        RoundRow round,
        IReadOnlyList<ExportTable> tables,
        IExport<ExportTable> export,
        string directory,
        CancellationToken cancellation
    ) =>
        WriteFileAsync(
            $"{NameOf(round)}.{export.Extension}",
            export.MediaType,
            directory,
            target => export.WriteAsync(tables.ToAsyncEnumerable(), target, cancellation)
        );

    private async Task<ExportedFile> WriteZipAsync(
        RoundRow round,
        ExportWords words,
        string directory,
        CancellationToken cancellation
    )
    {
        using var scratch = ScratchFolder.Create("export");
        var drafts = scratch.Place;
        var parts = new List<(ExportedFile File, string Path)>();
        foreach (
            var (format, folder) in new[]
            {
                (ExportFormat.Csv, CsvFolder),
                (ExportFormat.Json, JsonFolder),
                (ExportFormat.Ods, string.Empty),
                (ExportFormat.Xlsx, string.Empty),
            }
        )
        {
            var place = drafts.CreateSubdirectory(Slug.Of(format)).FullName;
            parts.AddRange(
                (await WriteAsync(round, format, words, place, cancellation)).Select(file =>
                    (file with { Name = folder + file.Name }, Path.Combine(place, file.Name))
                )
            );
        }
        var html = await report.WriteAsync(
            await reader.ReadAsync(round, withDomains: false, cancellation),
            words.Language
        );
        parts.Add(
            (
                await WriteFileAsync(
                    ReportName,
                    "text/html",
                    drafts.FullName,
                    target => target.WriteAsync(Encoding.UTF8.GetBytes(html), cancellation).AsTask()
                ),
                Path.Combine(drafts.FullName, ReportName)
            )
        );
        var manifest = await WriteJsonAsync(
            ManifestName,
            "application/json",
            Manifest(round, words, [.. parts.Select(part => part.File)]),
            drafts.FullName,
            cancellation
        );
        parts.Add((manifest, Path.Combine(drafts.FullName, ManifestName)));
        return await WriteFileAsync(
            NameOf(round) + ".zip",
            "application/zip",
            directory,
            target => PackAsync(parts, target, cancellation)
        );
    }

    private static async Task PackAsync(
        IReadOnlyList<(ExportedFile File, string Path)> parts,
        Stream target,
        CancellationToken cancellation
    )
    {
        using var zip = new FixedZip(target);
        foreach (var (file, path) in parts.OrderBy(p => p.File.Name, StringComparer.Ordinal))
        {
            await using var content = File.OpenRead(path);
            // Sheets are packed already.
            var packed =
                file.Name.EndsWith("ods", StringComparison.Ordinal)
                || file.Name.EndsWith("xlsx", StringComparison.Ordinal);
            await zip.AddAsync(
                file.Name,
                content,
                packed ? CompressionLevel.NoCompression : CompressionLevel.Fastest,
                cancellation
            );
        }
    }

    private static JsonObject Manifest(
        RoundRow round,
        ExportWords words,
        IReadOnlyList<ExportedFile> files
    ) =>
        new()
        {
            ["round"] = new JsonObject
            {
                ["id"] = round.Id,
                ["name"] = round.Name,
                ["state"] = Slug.Of(round.State),
                ["edition"] = round.Edition,
                ["measuredOn"] = ((ExportCell)round.MeasuredOn).Text,
                ["publishedAt"] = ((ExportCell)round.PublishedAt).Text,
                ["domains"] = round.Domains,
                ["listHash"] = round.ListHash,
                ["methods"] = new JsonObject([
                    .. round
                        .Method.Methods.OrderBy(m => m.Key, StringComparer.Ordinal)
                        .Select(m => KeyValuePair.Create<string, JsonNode?>(m.Key, m.Value)),
                ]),
                ["settings"] = new JsonObject([
                    .. round
                        .Method.Settings.OrderBy(s => s.Key, StringComparer.Ordinal)
                        .Select(s => KeyValuePair.Create<string, JsonNode?>(s.Key, s.Value)),
                ]),
            },
            ["language"] = words.Language,
            ["licence"] = CsvMetadata.Licence,
            ["files"] = new JsonArray([
                .. files
                    .OrderBy(file => file.Name, StringComparer.Ordinal)
                    .Select(file => new JsonObject
                    {
                        ["name"] = file.Name,
                        ["mediaType"] = file.MediaType,
                        ["bytes"] = file.Bytes,
                        ["sha256"] = file.Sha256,
                    }),
            ]),
        };

    private static string NameOf(RoundRow round) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"round-{round.Id}-edition-{round.Edition}"
        );

    private static Task<ExportedFile> WriteJsonAsync(
        string name,
        string mediaType,
        JsonObject content,
        string directory,
        CancellationToken cancellation
    ) =>
        WriteFileAsync(
            name,
            mediaType,
            directory,
            target => JsonSerializer.SerializeAsync(target, content, Indented, cancellation)
        );

    /// <summary>Under another name until it is complete: nobody reads half a file.</summary>
    private static async Task<ExportedFile> WriteFileAsync(
        string name,
        string mediaType,
        string directory,
        Func<Stream, Task> write
    )
    {
        var path = Path.Combine(directory, name);
        var draft = path + ".part";
        try
        {
            string hash;
            long bytes;
            await using (
                var target = new FileStream(
                    draft,
                    new FileStreamOptions
                    {
                        Mode = FileMode.Create,
                        Access = FileAccess.ReadWrite,
                        BufferSize = 1 << 16,
                    }
                )
            )
            {
                await write(target);
                await target.FlushAsync();
                bytes = target.Length;
                target.Position = 0;
                hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(target));
            }
            File.Move(draft, path, overwrite: true);
            return new(name, mediaType, bytes, hash);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }
}
