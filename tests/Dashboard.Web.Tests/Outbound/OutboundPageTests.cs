using System.Globalization;
using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Lab;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Features.Outbound.Result;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>The page of a sending test as a browser without script reads it, on a site with a probe zone of its own.</summary>
public sealed class OutboundPageTests(OutboundSiteFixture fixture)
    : IClassFixture<OutboundSiteFixture>
{
    private readonly OutboundSite site = fixture.Site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("basic", 5)]
    [InlineData("full", 21)]
    public async Task Chosen_kind_leads_to_its_addresses(string kind, int addresses)
    {
        using var response = await Forms.SubmitAsync(
            site.App,
            "/sending",
            "sending",
            ("kind", kind)
        );

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await ReadAsync(response.Headers.Location!.ToString());
        page.ShouldContain($"Stuur één bericht naar deze {addresses} adressen");
        page.ShouldContain("Wij wachten op het bericht");
        page.ShouldContain("<noscript><meta http-equiv=\"refresh\" content=\"20\"");
    }

    [Fact]
    public async Task Addresses_are_there_to_copy_to_open_in_a_mail_program_and_to_select()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var addresses = test.Probes.Select(probe => test.Names.Recipient(probe.Id, test.Token));

        var page = await ReadAsync($"/sending/{id}");

        page.ShouldContain($"data-copy=\"{string.Join(", ", addresses)}\"");
        page.ShouldContain($"href=\"mailto:{string.Join(",", addresses)}?subject=");
        page.ShouldContain($">{string.Join(",\n", addresses)}</textarea>");
    }

    [Fact]
    public async Task Link_and_addresses_do_not_tell_of_each_other()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);

        var page = await ReadAsync($"/sending/{id}");

        page.ShouldNotContain($"{test.Token.Value}-");
        page.Split("mailto:")[1].Split('"')[0].ShouldNotContain(id);
        id.ShouldNotContain(test.Token.Value);
    }

    /// <summary>In page and API, while the test is open: no address, no token, no owner's link, no way to delete.</summary>
    [Fact]
    public async Task Reading_link_shows_the_outcome_and_nothing_of_the_owner()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var addresses = test
            .Probes.Select(probe => test.Names.Recipient(probe.Id, test.Token))
            .ToList();
        // The names that are asked for hold the token of the addresses.
        var asked = test.Names.Recipient(OutboundProbeId.Control, test.Token).Split('@')[1];
        await site
            .App.Services.GetRequiredService<QueryIntake>()
            .StoreAsync(
                [
                    new DnsQueryEvidence(
                        site.Clock.GetUtcNow(),
                        DomainName.Parse(asked),
                        DnsRecordType.Mx,
                        DnssecOk: true,
                        IPAddress.Parse("192.0.2.53")
                    ),
                    new DnsQueryEvidence(
                        site.Clock.GetUtcNow(),
                        test.Hosts.Single(host => host.Probe == OutboundProbeId.Control).Name,
                        DnsRecordType.A,
                        DnssecOk: true,
                        IPAddress.Parse("192.0.2.53")
                    ),
                ],
                Cancellation
            );
        await site.ReportAsync(test, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.UntilAsync(id, view => view.Verdict.Senders.Count > 0, "the sender");
        var own = await ReadAsync($"/sending/{id}");
        var ownResource = await ReadAsync($"/api/v1/outbound-tests/{id}");
        ownResource.ShouldContain($"\"{asked}", customMessage: "the owner sees what was asked for");
        ownResource.ShouldContain(test.HostToken.Value, customMessage: "and for which host");
        var reading = own.Split("class=\"wrap\" href=\"/sending/")[1].Split('"')[0];

        var page = await ReadAsync($"/sending/{reading}");
        var resource = await ReadAsync($"/api/v1/outbound-tests/{reading}");

        own.ShouldContain(addresses[0]);
        (await ReadAsync($"/api/v1/outbound-tests/{id}")).ShouldContain(
            $"\"reading\":\"/sending/{reading}\"",
            customMessage: "the owner's program can share it"
        );
        page.ShouldContain("198.51.100.7");
        page.ShouldContain(asked.Replace(test.Token.Value, "hidden", StringComparison.Ordinal));
        page.ShouldContain("U kijkt met een leeslink.");
        page.ShouldContain(
            "Dit geldt voor de mailserver of de connector die dit bericht verstuurde"
        );
        resource.ShouldContain("198.51.100.7");
        foreach (var told in new[] { page, resource })
        {
            told.ShouldNotContain(id);
            told.ShouldNotContain(test.Token.Value);
            told.ShouldNotContain(test.HostToken.Value);
            told.ShouldNotContain("mailto:");
            addresses.ShouldAllBe(address => !told.Contains(address, StringComparison.Ordinal));
        }
        page.ShouldNotContain("Deze test verwijderen");
    }

    /// <summary>What is not on the page is not spoken of, and paper has the link too.</summary>
    [Fact]
    public async Task Reading_link_of_a_test_without_mail_speaks_of_no_addresses_on_the_page()
    {
        var (id, _) = await site.NewTestAsync(OutboundTestKind.Basic);
        var own = await ReadAsync($"/sending/{id}");
        var reading = own.Split("class=\"wrap\" href=\"/sending/")[1].Split('"')[0];

        var page = await ReadAsync($"/sending/{reading}");

        own.ShouldContain("naar alle adressen hieronder");
        page.ShouldNotContain("hieronder");
        page.ShouldContain("is nog geen bericht gestuurd");
        foreach (var told in new[] { own, page })
        {
            told.Split("<p class=\"print-only mono\">")[1]
                .Split("</p>")[0]
                .ShouldEndWith($"/sending/{reading}");
        }
    }

    [Theory]
    [InlineData(
        "nl",
        "is tijd nodig: op ",
        "op {0} is er een voorlopig oordeel; op {1} zetten wij"
    )]
    [InlineData(
        "en",
        "Time is needed for ",
        "on {0} there is a provisional verdict; on {1} we put"
    )]
    public async Task Sender_that_stays_away_from_a_failing_lookup_is_waited_for_until_clock_times(
        string language,
        string what,
        string words
    )
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var control = await site.ReportAsync(
            test,
            OutboundProbeId.Control,
            SessionShape.MailOverTls,
            asks: false
        );
        await site
            .App.Services.GetRequiredService<QueryIntake>()
            .StoreAsync(
                [
                    Asked(
                        test.Names.RecipientDomain(OutboundProbeId.Control, test.Token),
                        DnsRecordType.Mx
                    ),
                    Asked(
                        Core.Outbound.ProbeZoneNames.TlsaOwner(
                            test.Hosts.Single(h => h.Probe == OutboundProbeId.TlsaBogus).Name
                        ),
                        DnsRecordType.Tlsa
                    ),
                ],
                Cancellation
            );

        foreach (var minutes in new[] { 0, 11 })
        {
            site.Clock.Step(TimeSpan.FromMinutes(minutes));
            var page = await Eventually.GetAsync(async () =>
                await ReadAsync($"/sending/{id}", language) is var seen
                && seen.Contains(what, StringComparison.Ordinal)
                    ? seen
                    : null
            );

            // From the later of the two, the control's delivery.
            var since = control.Transactions[0].At;
            page.ShouldContain(what);
            page.ShouldContain(
                string.Format(
                    CultureInfo.InvariantCulture,
                    words,
                    Soon(since + ProbeTiming.DnsProvisionalAfter, language),
                    Soon(since + ProbeTiming.DnsFirmAfter, language)
                )
            );
        }

        DnsQueryEvidence Asked(DomainName name, DnsRecordType type) =>
            new(site.Clock.GetUtcNow(), name, type, true, IPAddress.Parse("192.0.2.53"));
    }

    private static string Soon(DateTimeOffset at, string language)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return ClockTime.Soon(at);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Reading_link_deletes_nothing()
    {
        var (id, _) = await site.NewTestAsync(OutboundTestKind.Basic);
        var reading = (await ReadAsync($"/sending/{id}"))
            .Split("class=\"wrap\" href=\"/sending/")[1]
            .Split('"')[0];

        using var refused = await site.App.Client.DeleteAsync(
            $"/api/v1/outbound-tests/{reading}",
            Cancellation
        );

        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ReadAsync($"/sending/{id}")).ShouldContain("Deze test verwijderen");

        using var deleted = await site.App.Client.DeleteAsync(
            $"/api/v1/outbound-tests/{id}",
            Cancellation
        );
        using var gone = await site.App.Client.GetAsync($"/sending/{reading}", Cancellation);

        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("nl", "Certificaat past niet bij TLSA", "Voorlopig: ")]
    [InlineData("en", "Certificate does not match TLSA", "Provisional: ")]
    public async Task Sender_that_takes_a_wrong_certificate_is_told_so_with_what_to_change(
        string language,
        string probe,
        string provisional
    )
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(test, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.MailOverTls);
        await site.UntilAsync(
            id,
            view => view.Verdict.Verdict == SenderVerdictKind.Opportunistic,
            "the verdict"
        );

        var page = await ReadAsync($"/sending/{id}", language);

        page.ShouldContain(probe);
        page.ShouldContain("198.51.100.7");
        page.ShouldContain("mx1.sender.example");
        page.ShouldContain("smtp_tls_security_level = dane");
        page.ShouldContain("tone-bad");
        // A MAIL that must not come settles it at once.
        page.ShouldNotContain(provisional);
        page.ShouldContain("content=\"120\"");
    }

    [Fact]
    public async Task Refusal_shows_its_steps_and_how_sure_it_is()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(test, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.TlsAndQuit);
        await site.UntilAsync(
            id,
            view =>
                view.Verdict.Probes.Any(judged =>
                    judged.Judgement == DeliveryJudgement.RefusedAsItShould
                ),
            "the refusal"
        );

        var page = await ReadAsync($"/sending/{id}");

        page.ShouldContain("vertrokken nadat de versleuteling stond");
        page.ShouldContain("moment-handshake-completed");
        page.ShouldContain("TLS 1.3");
        page.ShouldContain("Geweigerd, zoals het hoort");
        page.ShouldContain("(alleen eerste poging)");
        page.ShouldContain("Tot nu toe doet");
        page.ShouldContain("Tot nu toe goed: 1 van 5 gedaan");
        page.ShouldNotContain("Niet te meten");
        page.ShouldContain("Nog een poging voor: Certificaat past niet bij TLSA. Die telt vanaf ");
        page.ShouldContain("postqueue -f");
        page.ShouldContain(
            "Postfix: een vermoeden, omdat het na een verkeerd certificaat netjes afsluit"
        );
        page.ShouldContain("<summary>De adressen nog een keer</summary>");
    }

    [Fact]
    public async Task Senders_that_differ_are_told_apart()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var other = new Source("203.0.113.20", "out.other.example");
        await site.ReportAsync(test, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.MailOverTls);
        await site.ReportAsync(test, OutboundProbeId.Control, SessionShape.MailInClear, other);
        await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.MailInClear, other);
        await site.UntilAsync(id, view => view.Verdict.Mixed, "two senders");

        var page = await ReadAsync($"/sending/{id}");

        page.ShouldContain("De e-mail gaat door 2 verschillende verzenders");
        page.ShouldContain("id=\"sender-1\"");
        page.ShouldContain("id=\"sender-2\"");
        page.ShouldContain("verstuurt onversleuteld");
    }

    [Fact]
    public async Task Sender_whose_control_was_not_read_is_shown_beside_the_proven_one()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var other = new Source("203.0.113.20", "out.other.example");
        var control = await site.ReportAsync(
            test,
            OutboundProbeId.Control,
            SessionShape.MailOverTls
        );
        await site.ProveAsync(test, control);
        await site.ReportAsync(test, OutboundProbeId.Control, SessionShape.MailInClear, other);
        await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.MailInClear, other);
        await site.UntilAsync(
            id,
            view =>
                view.Verdict.Senders.Count == 2
                && view.Verdict.Senders.Any(sender =>
                    sender.Verdict == SenderVerdictKind.Unencrypted
                ),
            "both senders"
        );

        var page = await ReadAsync($"/sending/{id}");

        page.ShouldNotContain("verschillende verzenders");
        page.ShouldContain("Van wie deze verzender is weten wij niet");
        page.ShouldContain("id=\"sender-2\"");
    }

    [Fact]
    public async Task Strangers_are_counted_and_count_for_nothing()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(
            test,
            OutboundProbeId.Mismatch,
            SessionShape.TlsAndQuit,
            Source.Stranger
        );
        await site.UntilAsync(id, view => view.Verdict.StrangerSessions == 1, "the stranger");

        var page = await ReadAsync($"/sending/{id}");

        page.ShouldContain("Verbindingen van anderen dan de verzenders van deze test: 1.");
    }

    [Fact]
    public async Task Closed_test_gives_no_addresses_and_takes_silence_for_nothing()
    {
        var (silent, _) = await site.NewTestAsync(OutboundTestKind.Basic);
        var (mailed, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(test, OutboundProbeId.Control, SessionShape.MailOverTls);
        await site.UntilAsync(mailed, view => view.Verdict.Senders.Count == 1, "the sender");
        site.Clock.Step(ProbeTiming.ClosesAfter + TimeSpan.FromSeconds(1));
        await site.UntilAsync(silent, view => !view.IsOpen, "the close of the one");
        await site.UntilAsync(mailed, view => !view.IsOpen, "the close of the other");

        var page = await ReadAsync($"/sending/{mailed}");

        page.ShouldContain(
            "Er is te weinig gezien om iets over de mailserver 198.51.100.7 te zeggen"
        );
        page.ShouldContain("Niet te meten: te weinig gezien");
        page.ShouldContain("Niet vastgesteld");
        page.ShouldContain("De test is gesloten sinds");
        page.ShouldNotContain("mailto:");
        page.ShouldNotContain("http-equiv=\"refresh\"");
        (await ReadAsync($"/sending/{silent}")).ShouldContain(
            "Er is geen bericht aangekomen: over de mailserver valt niets te zeggen"
        );
    }

    [Fact]
    public async Task Deleting_is_a_form_and_leads_back()
    {
        var (id, _) = await site.NewTestAsync(OutboundTestKind.Basic);

        using var response = await Forms.SubmitAsync(
            site.App,
            $"/sending/{id}",
            "delete-sending-test"
        );

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        response.Headers.Location!.ToString().ShouldEndWith("/sending?removed=true");
        (await ReadAsync("/sending?removed=true")).ShouldContain("De test is verwijderd");
        using var gone = await site.App.Client.GetAsync($"/sending/{id}", Cancellation);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/sending/aaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/sending/nothing")]
    [InlineData("/sending/..%2F..")]
    public async Task Test_that_does_not_exist_is_not_found(string path)
    {
        using var response = await site.App.Client.GetAsync(path, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_a_sender_calls_itself_stays_text()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        await site.ReportAsync(
            test,
            OutboundProbeId.Control,
            SessionShape.MailOverTls,
            new Source("198.51.100.66", "<script>alert(1)</script>")
        );
        await site.UntilAsync(id, view => view.Verdict.Senders.Count == 1, "the sender");

        using var response = await site.App.Client.GetAsync($"/sending/{id}", Cancellation);

        var page = await response.Content.ReadAsStringAsync(Cancellation);
        page.ShouldContain("&lt;script&gt;alert");
        page.ShouldNotContain("<script>alert");
    }

    private async Task<string> ReadAsync(string path, string language = "nl")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", language);
        using var response = await site.App.Client.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }
}
