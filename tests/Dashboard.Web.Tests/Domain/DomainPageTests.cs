using System.Net;
using System.Security.Cryptography;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Core.Tests.Outbound;
using Dashboard.Data;
using Dashboard.Lab;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Features.Domain;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;

namespace Dashboard.Web.Tests.Domain;

/// <summary>Receiving and sending of a domain side by side.</summary>
public sealed class DomainPageTests(OutboundSiteFixture fixture)
    : IClassFixture<OutboundSiteFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly OutboundSite site = fixture.Site;

    [Fact]
    public async Task Both_directions_are_told_and_no_link_of_a_sending_test_is_given_away()
    {
        var receiving = await StoreReceivingAsync();
        var (sending, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var control = await site.ReportAsync(
            test,
            OutboundProbeId.Control,
            SessionShape.MailOverTls
        );
        await site.ProveAsync(test, control, "a.example");
        await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.MailOverTls);
        await site.UntilAsync(
            sending,
            view => view.Verdict.Senders.Any(s => s.Domain?.Value == "a.example" && s.Firm),
            "a proven sender"
        );

        // The page tells what is stored, which follows the judgement that was waited for.
        var page = await Eventually.GetAsync(
            async () =>
                await ReadAsync("/domains/a.example") is var seen
                && seen.Contains("maar controleert niet met wie.", StringComparison.Ordinal)
                    ? seen
                    : null,
            what: "the page with the sender's verdict"
        );

        page.ShouldContain($"href=\"/receiving/{receiving}\"");
        page.ShouldNotContain(sending);
        page.ShouldContain("Basistest");
        page.ShouldContain("Versleuteld, niet geverifieerd");
        page.ShouldContain("wordt niet opgemerkt: een");
        page.ShouldContain("Daarom staat die link niet op deze openbare pagina.");
    }

    [Fact]
    public async Task Test_that_saw_too_little_hides_no_verdict()
    {
        var conclusive = await ProvenTestAsync("b.example", OutboundProbeId.Mismatch);
        site.Clock.Step(TimeSpan.FromMinutes(10));
        await ProvenTestAsync("b.example");

        var known = await site.Tests.OfDomainAsync(DomainName.Parse("b.example"), Cancellation);
        var page = await ReadAsync("/domains/b.example");

        known!.Shown.Id.ShouldBe(conclusive);
        known.Later.ShouldNotBeNull().Verdict.ShouldBe(SenderVerdictKind.Inconclusive);
        known.History.Count.ShouldBe(2);
        page.ShouldContain("aria-label=\"Verzendtests op volgorde van tijd\"");
        page.Split("class=\"strip-mark\"").Length.ShouldBe(3, "a mark for each test");
        page.ShouldContain("maar controleert niet met wie.");
        page.ShouldContain("In een latere test is te weinig gezien om iets te zeggen:");
        page.ShouldNotContain("Er is te weinig gezien om iets over de verzending");
    }

    [Fact]
    public async Task Test_that_saw_something_takes_the_place_of_an_older_one()
    {
        await ProvenTestAsync("c.example", OutboundProbeId.Mismatch);
        site.Clock.Step(TimeSpan.FromMinutes(10));
        var newer = await ProvenTestAsync("c.example", OutboundProbeId.Mismatch);

        var known = await site.Tests.OfDomainAsync(DomainName.Parse("c.example"), Cancellation);

        known!.Shown.Id.ShouldBe(newer);
        known.Later.ShouldBeNull();
    }

    /// <summary>From the oldest to the newest.</summary>
    private sealed record Told(
        OutboundTestKind Kind,
        SenderVerdictKind Verdict,
        bool Firm = true,
        int MonthsAgo = 0
    )
    {
        /// <summary>False where only the addresses of a basic test were mailed.</summary>
        public bool MailedWhole { get; init; } = true;

        public IReadOnlyList<OutboundProbeId> Settled =>
            [
                .. OutboundProbes
                    .All.Where(probe => probe.Weight != ProbeWeight.Corner)
                    .Where(probe => probe.InBasic || (Kind == OutboundTestKind.Full && MailedWhole))
                    .Select(probe => probe.Id),
            ];

        /// <summary>Where one that enforces in part fails.</summary>
        public OutboundProbeId WrongAt { get; init; } = OutboundProbeId.TlsaServfail;

        public IReadOnlyList<OutboundProbeId> Wrong =>
            Verdict switch
            {
                SenderVerdictKind.Partly => [WrongAt],
                SenderVerdictKind.Opportunistic => [OutboundProbeId.Mismatch],
                _ => [],
            };
    }

    private sealed record ToldCase(
        string Domain,
        IReadOnlyList<Told> Tests,
        int Shown,
        int? Deeper = null,
        string? Sentence = null
    );

    private static readonly ToldCase[] ToldCases =
    [
        new(
            "basic-after-full.example",
            [
                new(OutboundTestKind.Full, SenderVerdictKind.Partly, MonthsAgo: 2),
                new(OutboundTestKind.Basic, SenderVerdictKind.EnforcesDane),
            ],
            Shown: 1,
            Deeper: 0,
            "Een eerdere test zag een fout waarover deze test niets heeft vastgesteld."
        ),
        new(
            "half-mailed-after-full.example",
            [
                new(OutboundTestKind.Full, SenderVerdictKind.Partly, MonthsAgo: 2),
                new(OutboundTestKind.Full, SenderVerdictKind.EnforcesDane) { MailedWhole = false },
            ],
            Shown: 1,
            Deeper: 0,
            "controleert DANE bij het verzenden, in alles wat de test heeft gezien."
        ),
        new(
            "mailed-whole-after-full.example",
            [
                new(OutboundTestKind.Full, SenderVerdictKind.Partly, MonthsAgo: 2),
                new(OutboundTestKind.Full, SenderVerdictKind.EnforcesDane),
            ],
            Shown: 1,
            Sentence: "en laat zich niet misleiden."
        ),
        new(
            "full-mended.example",
            [
                new(OutboundTestKind.Full, SenderVerdictKind.Partly, MonthsAgo: 3),
                new(OutboundTestKind.Full, SenderVerdictKind.EnforcesDane, MonthsAgo: 2),
                new(OutboundTestKind.Basic, SenderVerdictKind.EnforcesDane),
            ],
            Shown: 2
        ),
        new(
            "full-long-ago.example",
            [
                new(OutboundTestKind.Full, SenderVerdictKind.Partly, MonthsAgo: 14),
                new(OutboundTestKind.Basic, SenderVerdictKind.EnforcesDane),
            ],
            Shown: 1
        ),
        new(
            "basic-fault.example",
            [
                new(OutboundTestKind.Full, SenderVerdictKind.Partly, MonthsAgo: 2),
                new(OutboundTestKind.Basic, SenderVerdictKind.Opportunistic),
            ],
            Shown: 1,
            Deeper: 0
        ),
        new(
            "two-faults-apart.example",
            [
                new(OutboundTestKind.Full, SenderVerdictKind.Partly, MonthsAgo: 2),
                new(OutboundTestKind.Basic, SenderVerdictKind.Partly)
                {
                    WrongAt = OutboundProbeId.Stripped,
                },
            ],
            Shown: 1,
            Deeper: 0
        ),
        new(
            "provisional-after-firm.example",
            [
                new(OutboundTestKind.Full, SenderVerdictKind.Partly, MonthsAgo: 1),
                new(OutboundTestKind.Full, SenderVerdictKind.EnforcesDane, Firm: false),
            ],
            Shown: 0,
            Sentence: "Een latere test is nog niet definitief:"
        ),
        new(
            "firm-long-ago.example",
            [
                new(OutboundTestKind.Full, SenderVerdictKind.EnforcesDane, MonthsAgo: 14),
                new(OutboundTestKind.Basic, SenderVerdictKind.Partly, Firm: false),
            ],
            Shown: 1,
            Sentence: "niet zeker"
        ),
        new(
            "provisional-alone.example",
            [
                new(OutboundTestKind.Basic, SenderVerdictKind.Inconclusive, MonthsAgo: 1),
                new(OutboundTestKind.Basic, SenderVerdictKind.EnforcesDane, Firm: false),
            ],
            Shown: 1,
            Sentence: "niet zeker"
        ),
    ];

    public static TheoryData<string> ToldDomains => [.. ToldCases.Select(each => each.Domain)];

    [Theory]
    [MemberData(nameof(ToldDomains))]
    public async Task Domain_is_told_by_what_is_firm_and_a_deeper_test_stands_beside_it(
        string domain
    )
    {
        var given = ToldCases.Single(each => each.Domain == domain);
        var ids = new List<string>();
        foreach (var test in given.Tests)
        {
            ids.Add(await StoreSendingAsync(given.Domain, test));
        }

        var known = await site.Tests.OfDomainAsync(DomainName.Parse(given.Domain), Cancellation);
        var page = await ReadAsync($"/domains/{given.Domain}");

        known!.Shown.Id.ShouldBe(ids[given.Shown]);
        known
            .Standing.Select(fault => fault.Test.Id)
            .ShouldBe(given.Deeper is { } deeper ? [ids[deeper]] : []);
        known.Standing.ShouldAllBe(fault => fault.Missing.Count > 0);
        page.Contains("Een eerdere test zag een fout", StringComparison.Ordinal)
            .ShouldBe(given.Deeper is not null);
        page.ShouldContain(given.Sentence ?? given.Domain);
    }

    /// <summary>A closed test in which one sender proved to be the domain.</summary>
    private async Task<string> StoreSendingAsync(string domain, Told told)
    {
        var (open, _) = await site.NewTestAsync(told.Kind);
        var like = await site.RowAsync(open);
        var at = like.OpenedAt.AddMonths(-told.MonthsAgo);
        var row = new OutboundTestRow
        {
            Id = Guid.NewGuid(),
            ViewId = PublicId.New(),
            Kind = told.Kind,
            Zone = like.Zone,
            Token = NewToken(),
            HostToken = NewToken(),
            Hosts = like.Hosts,
            Addresses = like.Addresses,
            OpenedAt = at,
            ClosesAt = at.AddHours(1),
            ClosedAt = at.AddHours(1),
            FirstMailAt = at.AddMinutes(1),
            DueAt = at.AddHours(1),
            Revision = 1,
            VerdictKind = told.Verdict,
            MethodVersion = OutboundJudgement.MethodVersion,
            JudgedAt = at.AddHours(1),
        };
        await using var db = await site.App.OpenDatabaseAsync();
        db.OutboundTests.Add(row);
        db.OutboundSenders.Add(
            new()
            {
                TestId = row.Id,
                Position = 0,
                Domain = domain,
                Verdict = told.Verdict,
                Firm = told.Firm,
                Mandatory = false,
                VerifiesPkix = false,
                ConnectionType = ConnectionType.EncryptedAndVerified,
                AttackerConnectionType =
                    told.Verdict == SenderVerdictKind.EnforcesDane
                        ? ConnectionType.EncryptedAndVerified
                        : ConnectionType.Unencrypted,
                Settled = told.Settled,
                Wrong = told.Wrong,
            }
        );
        await db.SaveChangesAsync(Cancellation);
        return row.ViewId;
    }

    private static string NewToken() =>
        TestToken.FromOctets(RandomNumberGenerator.GetBytes(TestToken.Octets)).Value;

    [Fact]
    public async Task Sender_that_verifies_by_WebPKI_is_not_called_one_that_does_not_check()
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Full);
        var control = await site.ReportAsync(
            test,
            OutboundProbeId.Control,
            SessionShape.MailOverTls
        );
        await site.ProveAsync(test, control, "d.example");
        await site.RefuseAsync(test, OutboundProbeId.PkixBad, SessionShape.TlsAndQuit);
        site.Clock.Step(ProbeTiming.SecondAttemptAfter);
        await site.ReportAsync(test, OutboundProbeId.PkixBad, SessionShape.TlsAndQuit);
        site.Clock.Step(ProbeTiming.QuietPeriod + TimeSpan.FromSeconds(1));
        await site.ReportAsync(test, OutboundProbeId.Mismatch, SessionShape.MailOverTls);
        await site.UntilAsync(
            id,
            view =>
                view.Verdict.Senders.Any(sender =>
                    sender.Traits.Contains(SenderTrait.VerifiesPkix)
                ),
            "a sender that verifies by WebPKI"
        );

        var page = await Eventually.GetAsync(
            async () =>
                await ReadAsync("/domains/d.example") is var seen
                && seen.Contains(
                    "d.example controleert certificaten zoals websites dat doen, maar geen DANE.",
                    StringComparison.Ordinal
                )
                    ? seen
                    : null,
            what: "the page with the sender's verdict"
        );

        page.ShouldNotContain("controleert niet met wie");
        page.ShouldNotContain("wordt niet opgemerkt");
    }

    /// <summary>A test in which the domain proved to send, with mail where it must not come.</summary>
    private async Task<string> ProvenTestAsync(string domain, params OutboundProbeId[] faults)
    {
        var (id, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var control = await site.ReportAsync(
            test,
            OutboundProbeId.Control,
            SessionShape.MailOverTls
        );
        await site.ProveAsync(test, control, domain);
        foreach (var fault in faults)
        {
            await site.ReportAsync(test, fault, SessionShape.MailOverTls);
        }
        await Eventually.GetAsync(
            async () =>
                await site.Tests.OfDomainAsync(DomainName.Parse(domain), Cancellation) is { } known
                && known.History.Any(one =>
                    one.Id == id
                    && (one.Verdict != SenderVerdictKind.Inconclusive) == faults.Length > 0
                )
                    ? known
                    : null,
            what: "the stored verdict"
        );
        return id;
    }

    [Fact]
    public async Task Domain_that_nothing_is_known_of_can_be_tested_from_here()
    {
        var page = await ReadAsync("/domains/unknown.example");

        page.ShouldContain("De ontvangst van dit domein is hier nog niet getest.");
        page.ShouldContain("Er is nog geen verzendtest");
        page.ShouldContain("stuur het bericht vanuit een postvak van dit domein");
        page.ShouldContain("name=\"domain\" value=\"unknown.example\"");
        page.ShouldContain("href=\"/sending\"");
    }

    [Fact]
    public async Task What_cannot_be_a_domain_is_not_found()
    {
        using var response = await site.App.Client.GetAsync("/domains/192.0.2.1", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void Every_verdict_has_its_words() =>
        TextsTests.Covers<DomainTexts>(
            Enum.GetValues<SenderVerdictKind>()
                .Select(verdict => Slug.Of(verdict))
                .Append("pkix")
                .SelectMany(verdict => new[] { $"sending.{verdict}", $"verdict.{verdict}" })
        );

    private async Task<string> StoreReceivingAsync()
    {
        await using var db = await site.App.OpenDatabaseAsync();
        return await db.AddFinishedAsync(
            Samples.Noon,
            Samples.Observation(),
            Samples.Verdict(),
            Cancellation
        );
    }

    private async Task<string> ReadAsync(string path)
    {
        using var response = await site.App.Client.GetAsync(path, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
    }
}
