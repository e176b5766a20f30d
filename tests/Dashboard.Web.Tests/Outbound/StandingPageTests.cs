using System.Net;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Data;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Outbound;
using Dashboard.Web.Features.Outbound.Standing;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>A standing test from its form to its deletion, as a browser without script does it.</summary>
public sealed class StandingPageTests(OutboundSiteFixture fixture)
    : IClassFixture<OutboundSiteFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly OutboundSite site = fixture.Site;

    [Fact]
    public async Task Organisation_gets_addresses_that_stay_until_it_ends_the_test()
    {
        var page = await StartAsync(
            ("name", "Gemeente Voorbeeld"),
            ("domain", "info@voorbeeld.nl")
        );

        var before = await ReadAsync(page);
        before.ShouldContain("<h1>Gemeente Voorbeeld</h1>");
        before.ShouldContain("voorbeeld.nl");
        before.ShouldContain("elke dag");
        before.ShouldContain("Stuur één bericht naar deze 5 adressen");
        before.ShouldContain("Er is nog geen bericht aangekomen.");

        using var ended = await Forms.SubmitAsync(site.App, page, "standing-test", ("act", "end"));

        ended.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var after = await ReadAsync(page);
        after.ShouldContain("Beëindigd op");
        after.ShouldNotContain("mailto:");
    }

    [Fact]
    public async Task Deleting_leads_back_and_leaves_nothing()
    {
        var page = await StartAsync(("name", "Waterschap Voorbeeld"));

        using var deleted = await Forms.SubmitAsync(
            site.App,
            page,
            "standing-test",
            ("act", "delete")
        );

        deleted.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var gone = await site.App.Client.GetAsync(page, Cancellation);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Reading_link_shows_the_outcomes_and_nothing_of_the_owner()
    {
        var page = await StartAsync(("name", "Gemeente Voorbeeld"), ("domain", "a.example"));
        var id = page.Split('/')[^1];
        await using (var db = await site.App.OpenDatabaseAsync())
        {
            await FormerRounds.AddAsync(db, id, 3);
        }
        var own = await ReadAsync(page);
        var reading = own.Split("class=\"wrap\" href=\"/sending/standing/")[1].Split('"')[0];
        var rounds = own.Split("<a href=\"/sending/")
            .Skip(1)
            .Select(part => part.Split('"')[0])
            .Where(PublicId.IsWellFormed)
            .ToList();

        var shared = await ReadAsync($"/sending/standing/{reading}");

        rounds.ShouldNotBeEmpty();
        own.ShouldContain("mailto:");
        shared.ShouldContain("<h1>Gemeente Voorbeeld</h1>");
        shared.ShouldContain("U kijkt met een leeslink.");
        shared.ShouldContain(">Ronde 3<");
        shared.ShouldNotContain(id);
        shared.ShouldNotContain("mailto:");
        shared.ShouldNotContain("name=\"act\"");
        rounds.ShouldAllBe(round => !shared.Contains(round, StringComparison.Ordinal));
        foreach (var link in shared.Split("<a href=\"/sending/").Skip(1))
        {
            var round = link.Split('"')[0];
            if (PublicId.IsWellFormed(round))
            {
                (await ReadAsync($"/sending/{round}")).ShouldContain("U kijkt met een leeslink.");
            }
        }
    }

    /// <summary>sending-cases F8, at a standing test: the owner of a mailbox there can send half of a round.</summary>
    [Fact]
    public async Task Round_that_saw_too_little_hides_no_verdict_and_is_named_beside_it()
    {
        var page = await StartAsync(("name", "Gemeente Voorbeeld"), ("domain", "sender.example"));
        var id = page.Split('/')[^1];
        await using (var db = await site.App.OpenDatabaseAsync())
        {
            // The tenth, and the newest, is one that says nothing.
            await FormerRounds.AddAsync(db, id, 10);
            var rounds = db
                .OutboundTests.Where(t => t.StandingTestId != null && t.ClosedAt != null)
                .Where(t => db.StandingTests.Any(s => s.Id == t.StandingTestId && s.ViewId == id));
            var former = await rounds.SingleAsync(t => t.Round == 9, Cancellation);
            former.Verdict = Fault(former.ToTest());
            var newest = await rounds.SingleAsync(t => t.Round == 10, Cancellation);
            newest.FirstMailAt = newest.OpenedAt;
            await db.SaveChangesAsync(Cancellation);
        }

        var view = await site
            .App.Services.GetRequiredService<StandingTests>()
            .FindAsync(id, before: null, Cancellation);
        var latest = (await ReadAsync(page)).Split("<h2 id=\"latest\">")[1].Split("<section")[0];

        view!.Latest!.Round.ShouldBe(9);
        view.Latest.Verdict.Verdict.ShouldBe(SenderVerdictKind.Opportunistic);
        view.Later!.Round.ShouldBe(10);
        latest.ShouldContain("Bekijk ronde 9");
        latest.ShouldContain("Ronde 10 is van later en laat nog te weinig zien voor een oordeel.");
        latest.ShouldContain("Bekijk ronde 10");
        latest.ShouldNotContain("loopt nog", customMessage: "both are closed");
    }

    /// <summary>sending-cases F8, at a standing test: a round that leaves an address out takes no fault back that was seen there.</summary>
    [Fact]
    public async Task Fault_of_an_earlier_round_is_told_until_a_later_one_settles_it()
    {
        const string Said = "Een eerdere ronde zag bij sender.example een fout";
        var page = await StartAsync(("name", "Gemeente Voorbeeld"), ("domain", "sender.example"));
        var id = page.Split('/')[^1];
        Guid newest;
        await using (var db = await site.App.OpenDatabaseAsync())
        {
            await FormerRounds.AddAsync(db, id, 4);
            var rounds = await db
                .OutboundTests.Where(t => t.ClosedAt != null)
                .Where(t => db.StandingTests.Any(s => s.Id == t.StandingTestId && s.ViewId == id))
                .ToDictionaryAsync(t => t.Round!.Value, t => t.Id, Cancellation);
            newest = rounds[4];
            db.OutboundSenders.AddRange(
                Saw(rounds[1], "sender.example", wrong: OutboundProbeId.Mismatch),
                Saw(rounds[2], "sender.example", wrong: OutboundProbeId.StartTls454),
                Saw(rounds[2], "other.example", OutboundProbeId.Mismatch, firm: false),
                Saw(rounds[3], "sender.example", wrong: null, OutboundProbeId.Mismatch),
                Saw(newest, "sender.example", wrong: null, OutboundProbeId.Control)
            );
            await db.SaveChangesAsync(Cancellation);
        }
        var tests = site.App.Services.GetRequiredService<StandingTests>();

        var view = await tests.FindAsync(id, before: null, Cancellation);
        var shared = await tests.FindAsync(view!.ReadingId, before: null, Cancellation);

        view.Latest!.Round.ShouldBe(4);
        var fault = view.Faults.ShouldHaveSingleItem();
        fault.Round.ShouldBe(2);
        fault.Domain!.Value.ShouldBe("sender.example");
        fault.Missing.ShouldBe([OutboundProbes.Get(OutboundProbeId.StartTls454).Proves]);
        shared!.Faults.ShouldHaveSingleItem().Id.ShouldNotBe(fault.Id);
        var latest = (await ReadAsync(page)).Split("<h2 id=\"latest\">")[1].Split("<section")[0];
        latest.ShouldContain(Said);
        latest.ShouldContain("Bekijk ronde 2");

        await using (var db = await site.App.OpenDatabaseAsync())
        {
            db.OutboundSenders.Add(
                Saw(newest, "sender.example", wrong: null, OutboundProbeId.StartTls454, position: 2)
            );
            await db
                .OutboundSenders.Where(s => s.TestId == newest && s.Position == 1)
                .ExecuteDeleteAsync(Cancellation);
            await db.SaveChangesAsync(Cancellation);
        }

        (await ReadAsync(page)).ShouldNotContain(Said);

        static OutboundSenderRow Saw(
            Guid round,
            string domain,
            OutboundProbeId? wrong,
            OutboundProbeId? settled = null,
            bool firm = true,
            int position = 1
        ) =>
            new()
            {
                TestId = round,
                Position = firm ? position : position + 5,
                Domain = domain,
                Verdict = wrong is null ? SenderVerdictKind.EnforcesDane : SenderVerdictKind.Partly,
                Firm = firm,
                Mandatory = false,
                VerifiesPkix = false,
                Settled = [.. new[] { wrong, settled }.OfType<OutboundProbeId>()],
                Wrong = [.. new[] { wrong }.OfType<OutboundProbeId>()],
            };
    }

    /// <summary>The control, and a message to a host that must get none.</summary>
    private static OutboundVerdict Fault(Core.Outbound.OutboundTest test)
    {
        OutboundProbeId[] mailed = [OutboundProbeId.Control, OutboundProbeId.Mismatch];
        var at = test.OpenedAt + TimeSpan.FromHours(1);
        var sessions = mailed.Select(probe =>
            Sketch.Session(
                test,
                test.Hosts.Single(host => host.Probe == probe),
                at,
                SessionShape.MailOverTls,
                Source.First,
                healed: false,
                Guid.NewGuid()
            )
        );
        // In a later round only what the sender looked for in it counts.
        var questions = mailed.Select(probe => new DnsQueryEvidence(
            at - TimeSpan.FromSeconds(1),
            test.Names.RecipientDomain(probe, test.Token),
            DnsRecordType.Mx,
            DnssecOk: true,
            IPAddress.Parse(Source.First.Address)
        ));
        return OutboundJudgement.Judge(
            test,
            EvidenceAttribution.Attribute([test], [.. sessions], [.. questions])[test.Id],
            [],
            [],
            test.ClosesAt
        );
    }

    /// <summary>What is not on the page is not spoken of, and paper has the link too.</summary>
    [Fact]
    public async Task Reading_link_without_rounds_speaks_of_no_addresses_on_the_page()
    {
        var page = await StartAsync(("name", "Gemeente Voorbeeld"));
        var own = await ReadAsync(page);
        var reading = own.Split("class=\"wrap\" href=\"/sending/standing/")[1].Split('"')[0];

        var shared = await ReadAsync($"/sending/standing/{reading}");

        own.ShouldContain("naar alle adressen hieronder");
        shared.ShouldNotContain("hieronder");
        shared.ShouldContain("Er is nog geen bericht aangekomen.");
        shared
            .Split("<p class=\"print-only mono\">")[1]
            .Split("</p>")[0]
            .ShouldEndWith($"/sending/standing/{reading}");
    }

    [Fact]
    public async Task Reading_link_ends_and_deletes_nothing()
    {
        var page = await StartAsync(("name", "Gemeente Voorbeeld"));
        var reading = (await ReadAsync(page))
            .Split("class=\"wrap\" href=\"/sending/standing/")[1]
            .Split('"')[0];
        var tests = site.App.Services.GetRequiredService<StandingTests>();

        (await tests.EndAsync(reading, Cancellation)).ShouldBeFalse();
        (await tests.DeleteAsync(reading, Cancellation)).ShouldBeFalse();

        (await ReadAsync(page)).ShouldContain("mailto:");
    }

    [Theory]
    [InlineData("", "", "24", "De naam klopt niet")]
    [InlineData("Een naam", "192.0.2.1", "24", "Dit is geen maildomein")]
    [InlineData("Een naam", "", "1", "Zo vaak of zo zelden kan niet")]
    public async Task What_cannot_be_taken_is_said_beside_what_was_typed(
        string name,
        string domain,
        string hours,
        string message
    )
    {
        using var response = await Forms.SubmitAsync(
            site.App,
            "/sending/standing",
            "standing",
            ("name", name),
            ("domain", domain),
            ("hours", hours),
            ("kind", "basic")
        );

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
        page.ShouldContain(message);
        page.ShouldContain($"value=\"{domain}\"");
    }

    [Fact]
    public async Task Long_history_goes_on_to_its_first_round_with_states_no_better_than_they_were()
    {
        var page = await StartAsync(("name", "Provincie Voorbeeld"));
        await using (var db = await site.App.OpenDatabaseAsync())
        {
            await FormerRounds.AddAsync(db, page.Split('/')[^1], 60);
        }

        var newest = await ReadAsync(page);
        newest.ShouldContain(">Ronde 60<");
        newest.ShouldContain(">Ronde 11<");
        newest.ShouldNotContain(">Ronde 10<");
        newest.ShouldContain("Nog 40 eerdere rondes");
        newest.ShouldContain("Niet te meten: geen bericht aangekomen");
        newest.ShouldContain("Versleuteld, niet geverifieerd");
        newest.ShouldNotContain("Type 2");
        newest.ShouldNotContain("Nieuwste rondes");

        var oldest = await ReadAsync(page + "?before=11");
        newest.ShouldContain("?before=11#history");
        oldest.ShouldContain(">Ronde 10<");
        oldest.ShouldContain(">Ronde 1<");
        oldest.ShouldNotContain(">Ronde 11<");
        oldest.ShouldContain("Nieuwste rondes");
        oldest.ShouldNotContain("Oudere rondes");
    }

    [Theory]
    [InlineData("the one that sent", "a.example", "a.example", null)]
    [InlineData("above the one that sent", "a.example", "news.a.example", null)]
    [InlineData("another", "b.example", "a.example", "verstuurd door a.example, en niet door b.")]
    [InlineData("not proven", "b.example", null, "Dat b.example deze ronde verstuurde, is niet")]
    public async Task Round_that_another_domain_sent_says_so(
        string because,
        string expected,
        string? sent,
        string? message
    )
    {
        var page = await StartAsync(("name", "Gemeente Voorbeeld"), ("domain", expected));
        var standing = await site
            .App.Services.GetRequiredService<StandingTests>()
            .FindAsync(page.Split('/')[^1], before: null, Cancellation);
        var test = (await site.RowAsync(standing!.Open!.Id)).ToTest();
        var control = await site.ReportAsync(
            test,
            OutboundProbeId.Control,
            SessionShape.MailOverTls
        );
        if (sent is not null)
        {
            await site.ProveAsync(test, control, sent);
        }
        await site.UntilAsync(
            standing.Open.Id,
            view =>
                view.MailedAt is not null && view.Verdict.Senders.Any(s => s.Domain?.Value == sent),
            "the sender"
        );

        var seen = await ReadAsync(page);

        seen.ShouldContain("<summary>De adressen nog een keer</summary>", customMessage: because);
        seen.ShouldContain("Voor een volgende ronde tellen berichten na", customMessage: because);
        if (message is null)
        {
            seen.ShouldNotContain("class=\"note\"", customMessage: because);
        }
        else
        {
            seen.ShouldContain(message, customMessage: because);
        }
    }

    [Fact]
    public void Every_interval_and_kind_and_refusal_has_its_words() =>
        TextsTests.Covers<StandingTexts>([
            .. StandingStartPage.Intervals.Select(hours => $"interval.{hours}"),
            .. Enum.GetValues<OutboundTestKind>().Select(kind => $"kind.{Slug.Of(kind)}"),
            .. new[]
            {
                "name",
                "domain",
                "interval",
                "limited",
                "not-set-up",
                "unavailable",
            }.Select(problem => $"problem.{problem}.title"),
        ]);

    [Fact]
    public void Intervals_on_offer_are_all_taken() =>
        StandingStartPage
            .Intervals.Select(hours => TimeSpan.FromHours(hours))
            .ShouldAllBe(interval =>
                interval >= StandingTests.ShortestInterval
                && interval <= StandingTests.LongestInterval
            );

    private async Task<string> StartAsync(params (string, string)[] fields)
    {
        using var response = await Forms.SubmitAsync(
            site.App,
            "/sending/standing",
            "standing",
            [.. fields, ("hours", "24"), ("kind", "basic")]
        );
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return response.Headers.Location!.ToString();
    }

    private async Task<string> ReadAsync(string path)
    {
        using var response = await site.App.Client.GetAsync(path, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }
}
