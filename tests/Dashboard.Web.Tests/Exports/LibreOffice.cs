using System.Diagnostics;
using System.Globalization;
using CsvHelper;

namespace Dashboard.Web.Tests.Exports;

/// <summary>LibreOffice without its windows: reads a workbook, computes every formula anew and writes a sheet as text.</summary>
internal static class LibreOffice
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(4);

    /// <summary>
    /// Its own settings say that formulas are computed when a file is opened; else it would show the values that the file says.
    /// </summary>
    private const string Settings = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
          <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
        </oor:items>
        """;

    /// <summary>The rows of each sheet, by the name of the sheet, as the cells hold them: not as they are shown.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string[]>>> ComputeAsync(
        string workbook,
        string directory,
        CancellationToken cancellation
    )
    {
        var profile = Directory.CreateDirectory(Path.Combine(directory, "profile"));
        await File.WriteAllTextAsync(
            Path.Combine(profile.CreateSubdirectory("user").FullName, "registrymodifications.xcu"),
            Settings,
            cancellation
        );
        var output = Directory.CreateDirectory(Path.Combine(directory, "sheets")).FullName;
        using var process = Process.Start(
            new ProcessStartInfo(
                "soffice",
                [
                    "--headless",
                    $"-env:UserInstallation=file://{profile.FullName}",
                    "--convert-to",
                    // Comma, quote, UTF-8, from line 1, no quotes of all, numbers as they are, not as shown, every sheet.
                    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1",
                    "--outdir",
                    output,
                    workbook,
                ]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["HOME"] = directory, ["SAL_USE_VCLPLUGIN"] = "svp" },
            }
        )!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        var prefix = Path.GetFileNameWithoutExtension(workbook) + "-";
        return Directory
            .EnumerateFiles(output, "*.csv")
            .ToDictionary(
                file => Path.GetFileNameWithoutExtension(file)[prefix.Length..],
                IReadOnlyList<string[]> (file) => Rows(file)
            );
    }

    private static List<string[]> Rows(string file)
    {
        using var text = File.OpenText(file);
        using var csv = new CsvParser(text, CultureInfo.InvariantCulture);
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add(csv.Record!);
        }
        return rows;
    }
}
