using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Lab;
using Dashboard.Lab.Outbound;
using Dashboard.Outbound.Tests.Support;

namespace Dashboard.Outbound.Tests;

/// <summary>The lab's page of the site mails an open test by a click.</summary>
public sealed partial class LabPageTests(OutboundFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Button_mails_the_open_test_from_the_real_mail_server()
    {
        fixture.Require();
        var test = await fixture.OpenAsync(OutboundTestKind.Basic);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = fixture.Address };

        var page = await browser.GetStringAsync("/lab", Cancellation);
        foreach (var sender in SenderMtas.All)
        {
            page.ShouldContain(WebUtility.HtmlEncode(sender.Title));
        }
        using var answer = await browser.PostAsync(
            "/lab",
            new FormUrlEncodedContent([
                new("_handler", "lab"),
                new("__RequestVerificationToken", Token().Match(page).Groups[1].Value),
                new("test", test.Id),
                new("send", SenderMtas.PostfixEncrypt.Name),
            ]),
            Cancellation
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location.ShouldNotBeNull().ToString().ShouldEndWith($"/sending/{test.Id}");
        await Eventually.TrueAsync(
            async () =>
                (await fixture.ViewAsync(test.Id)).Verdict.Senders.SingleOrDefault()?.Verdict
                == SenderVerdictKind.Opportunistic,
            "the test to find the sender of the button"
        );
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
