using Dashboard.Web.Features.Reports;
using Dashboard.Web.Tests.Exports;

namespace Dashboard.Web.Tests.Reports;

/// <summary>Reports of the rounds of the worked example.</summary>
internal static class ReportScene
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The setting that names the Chromium of this machine.</summary>
    public static string Chromium => "Reports:Chromium=" + ChromiumPath;

    public static string ChromiumPath =>
        Environment.GetEnvironmentVariable("DASHBOARD_TEST_CHROMIUM") is { Length: > 0 } named
            ? named
            : Places.FirstOrDefault(File.Exists)
                ?? throw new FileNotFoundException(
                    "These tests need Chromium: apt-get install chromium, or set DASHBOARD_TEST_CHROMIUM."
                );

    public static async Task<ReportContent> ReadAsync(this ExportScene scene, int round) =>
        await scene
            .Service<RoundReportReader>()
            .ReadAsync(await scene.RoundAsync(round), withDomains: true, Cancellation);

    public static async Task<string> HtmlAsync(
        this ExportScene scene,
        int round,
        string language
    ) => await scene.Service<ReportHtml>().WriteAsync(await scene.ReadAsync(round), language);
}
