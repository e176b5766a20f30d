using System.Diagnostics;
using System.Text;
using Dashboard.Web.Platform;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Reports;

/// <summary>A PDF could not be made: the program is not there, ended with a fault, or took too long.</summary>
internal sealed class ReportPdfException(string message, Exception? inner = null)
    : Exception(message, inner);

/// <summary>
/// Makes a tagged PDF of an HTML file of ours by Chromium: headless, for a limited time, with a directory and a profile of its own that
/// are gone afterwards, and without a network.
/// </summary>
internal sealed class ReportPdf(IOptions<ReportOptions> options)
{
    private const int MostErrorText = 500;

    private static readonly string[] Switches =
    [
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-extensions",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-breakpad",
        "--no-first-run",
        "--no-default-browser-check",
        // No name resolves, and what needs none goes to a proxy that nobody is.
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--proxy-server=http://127.0.0.1:9",
        "--proxy-bypass-list=<-loopback>",
        "--no-pdf-header-footer",
        "--export-tagged-pdf",
        "--generate-pdf-document-outline",
    ];

    public bool IsAvailable => File.Exists(options.Value.Chromium);

    /// <exception cref="ReportPdfException">There is no PDF.</exception>
    public async Task<byte[]> MakeAsync(string html, CancellationToken cancellation)
    {
        using var scratch = ScratchFolder.Create("report");
        var place = scratch.Place.FullName;
        var source = Path.Combine(place, "report.html");
        var target = Path.Combine(place, "report.pdf");
        await File.WriteAllTextAsync(source, html, Encoding.UTF8, cancellation);
        await RunAsync(place, source, target, cancellation);
        return File.Exists(target)
            ? await File.ReadAllBytesAsync(target, cancellation)
            : throw new ReportPdfException("Chromium ended without a PDF.");
    }

    private async Task RunAsync(
        string place,
        string source,
        string target,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(options.Value.Chromium)
        {
            WorkingDirectory = place,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        // Nothing of ours: there may be secrets in it.
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = place;
        start.Environment["TMPDIR"] = place;
        start.Environment["DBUS_SESSION_BUS_ADDRESS"] = "disabled:";
        foreach (var argument in Switches)
        {
            start.ArgumentList.Add(argument);
        }
        if (Environment.IsPrivilegedProcess)
        {
            // Its own sandbox needs an ordinary user.
            start.ArgumentList.Add("--no-sandbox");
        }
        start.ArgumentList.Add($"--user-data-dir={Path.Combine(place, "profile")}");
        start.ArgumentList.Add($"--print-to-pdf={target}");
        start.ArgumentList.Add(new Uri(source).AbsoluteUri);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.Value.PdfTimeout);
        using var process = Start(start);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
            {
                var text = await error;
                throw new ReportPdfException(
                    $"Chromium ended with status {process.ExitCode}: {text[..Math.Min(text.Length, MostErrorText)]}"
                );
            }
            await output;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ReportPdfException(
                $"Chromium took longer than {options.Value.PdfTimeout} (Reports:PdfTimeout)."
            );
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new ReportPdfException("Chromium did not start.");
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new ReportPdfException($"Chromium does not start: {fault.Message}", fault);
        }
    }
}
