using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data.TlsReports;
using Dashboard.Lab;
using Dashboard.Lab.Outbound;
using Dashboard.Outbound.Tests.Support;
using Dashboard.Web.Features.Outbound.Standing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Outbound.Tests;

/// <summary>A TLS report by a real mail server, from the TXT record that asks for it to the page of the standing test.</summary>
public sealed partial class TlsReportTests(OutboundFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signed_report_of_a_real_mail_server_is_shown_by_its_name()
    {
        fixture.Require();
        var standing = fixture.Product.GetRequiredService<StandingTests>();
        var started = await standing.StartAsync(
            new("Gemeente Voorbeeld", null, OutboundTestKind.Basic, TimeSpan.FromDays(1)),
            IPAddress.Loopback,
            Cancellation
        );
        var id = started.ShouldBeOfType<StandingTestStart.Accepted>().Id;
        var test = (await standing.FindAsync(id, before: null, Cancellation)).ShouldNotBeNull();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = fixture.Address };
        var page = await browser.GetStringAsync("/lab", Cancellation);

        using var answer = await browser.PostAsync(
            "/lab",
            new FormUrlEncodedContent([
                new("_handler", "lab"),
                new("__RequestVerificationToken", Token().Match(page).Groups[1].Value),
                new("test", test.Open!.Id),
                new("report", SenderMtas.PostfixDane.Name),
            ]),
            Cancellation
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer
            .Headers.Location.ShouldNotBeNull()
            .ToString()
            .ShouldEndWith($"/sending/standing/{id}");
        var domain = test.Recipients.Single(one => one.Value == OutboundProbeId.EeGood).Key.Value;
        await Eventually.TrueAsync(
            async () =>
            {
                await using var db = await fixture.OpenDatabaseAsync();
                return await db.Set<TlsReportRow>()
                    .AnyAsync(
                        report =>
                            report.Sender == SenderMtas.PostfixDane.Domain.Value
                            && db.Set<TlsReportPolicyRow>()
                                .Any(policy =>
                                    policy.ReportId == report.Id && policy.Domain == domain
                                ),
                        Cancellation
                    );
            },
            "the report to come and to name its sender"
        );
        var shown = await browser.GetStringAsync($"/sending/standing/{id}", Cancellation);
        shown.ShouldContain(SenderMtas.PostfixDane.Domain.Value);
        shown.ShouldContain("DANE opgezocht");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
