using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Dashboard.Core;
using Dashboard.Data.Accounts;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Corrections;
using Dashboard.Web.Features.Rounds.Desk;
using Dashboard.Web.Features.Rounds.Explanations;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Accounts;
using Dashboard.Web.Tests.Support;
using Dashboard.Web.Tests.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>An analyst at work, and an organisation that comments by its link; without script.</summary>
[Collection(MonitorGroup.Name)]
public sealed partial class RoundDeskTests(MonitorFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MonitorScene Scene => fixture.Scene;

    [Fact]
    public async Task Organisation_comments_by_its_link_and_the_analyst_has_the_domain_measured_again()
    {
        using var analyst = await AccountVisitor.SignedInAsync(
            Scene.App,
            "Correcting analyst",
            AccountRole.Analyst
        );
        using var organisation = new AccountVisitor(Scene.App);
        var path = SitePaths.Round(Scene.Correction);

        var made = await analyst.SubmitAsync(path, $"link-{MonitorSite.Mixed}", ("link", "make"));
        var link = new Uri(LinkIn().Match(made.Body).Groups[1].Value).AbsolutePath;
        var own = await organisation.GetAsync(link);
        own.Status.ShouldBe(HttpStatusCode.OK);
        own.Body.ShouldContain("rollover-missed.example");
        own.Body.ShouldNotContain("plain-starttls-not-offered.example");
        own.Body.ShouldNotContain("ee-rsa.example");

        var sent = await organisation.SubmitAsync(
            link,
            CorrectionView.FormName,
            ("domain", "tlsa-absent.example"),
            ("kind", "technical"),
            ("text", "We have <b>published</b> TLSA.")
        );
        sent.Body.ShouldContain("Your comment was received.");
        sent.Body.ShouldContain("We have &lt;b&gt;published&lt;/b&gt; TLSA.");
        var other = await organisation.SubmitAsync(
            link,
            CorrectionView.FormName,
            ("domain", "ee-rsa.example"),
            ("kind", "technical"),
            ("text", "Not mine.")
        );
        other.Body.ShouldContain("This domain is not of the organisation in this measurement.");

        var comment = await CommentAsync();
        var decided = await analyst.SubmitAsync(
            path,
            $"decide-{comment.Id}",
            ("reason", "Measured again as asked."),
            ("decision", "remeasure")
        );
        decided.Location.ShouldBe(path, decided.Body);
        await Eventually.GetAsync(
            async () =>
            {
                await using var db = await Scene.App.OpenDatabaseAsync();
                return await db.Set<RoundCorrectionRow>()
                    .SingleOrDefaultAsync(
                        c => c.CommentId == comment.Id && c.Version != null,
                        Cancellation
                    );
            },
            what: "the result of the re-measurement"
        );
        (await CommentAsync()).ShouldSatisfyAllConditions(
            c => c.Decision.ShouldBe(CommentDecision.Accepted),
            c => c.Wave.ShouldNotBeNull()
        );
        var read = await organisation.GetAsync(link);
        read.Body.ShouldContain("Measured again as asked.");
        read.Body.ShouldContain("Measured again in the correction period or as an erratum.");
        (await ActionsAsync("Correcting analyst")).ShouldBe([
            "round-link-created",
            "round-remeasured",
            "comment-accepted",
        ]);
        await using (var db = await Scene.App.OpenDatabaseAsync())
        {
            var logged = await db
                .AuditEntries.Where(e => e.Actor == "Correcting analyst")
                .Select(e => new { e.Before, e.After })
                .ToListAsync(Cancellation);
            logged.ShouldNotBeEmpty();
            string.Concat(logged.Select(entry => entry.Before + entry.After))
                .ShouldSatisfyAllConditions(
                    words => words.ShouldNotContain("published"),
                    words => words.ShouldNotContain("as asked")
                );
        }
        var comments = Scene.App.Services.GetRequiredService<RoundComments>();
        (
            await comments.DecideAsync(
                Scene.Correction,
                comment.Id,
                accept: false,
                remeasure: false,
                "On second thoughts.",
                "Correcting analyst",
                Cancellation
            )
        ).ShouldBe(CommentRefusal.Decided);

        await analyst.SubmitAsync(path, $"link-{MonitorSite.Mixed}", ("link", "revoke"));
        (await organisation.GetAsync(link)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Comment_is_decided_by_the_one_who_comes_first()
    {
        int id;
        await using (var db = await Scene.App.OpenDatabaseAsync())
        {
            var row = new RoundCommentRow
            {
                RoundId = Scene.Correction,
                OrganisationKey = MonitorSite.Silent,
                Kind = CommentKind.Technical,
                Text = "Look again.",
                CreatedAt = DateTimeOffset.UtcNow,
            };
            db.Add(row);
            await db.SaveChangesAsync(Cancellation);
            id = row.Id;
        }
        var comments = Scene.App.Services.GetRequiredService<RoundComments>();

        var refusals = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(number =>
                    comments.DecideAsync(
                        Scene.Correction,
                        id,
                        accept: number % 2 == 0,
                        remeasure: false,
                        $"Reason {number}",
                        $"Racing analyst {number}",
                        Cancellation
                    )
                )
        );

        refusals.Count(refusal => refusal is null).ShouldBe(1);
        refusals.Count(refusal => refusal == CommentRefusal.Decided).ShouldBe(3);
        await using var after = await Scene.App.OpenDatabaseAsync();
        (
            await after.AuditEntries.CountAsync(
                e => e.Actor.StartsWith("Racing analyst") && e.Action.StartsWith("comment-"),
                Cancellation
            )
        ).ShouldBe(1);
        await after.Set<RoundCommentRow>().Where(c => c.Id == id).ExecuteDeleteAsync(Cancellation);
    }

    [Fact]
    public async Task Analyst_starts_closes_and_cancels_a_round_and_is_asked_before_what_cannot_be_undone()
    {
        using var analyst = await AccountVisitor.SignedInAsync(
            Scene.App,
            "Starting analyst",
            AccountRole.Analyst
        );
        var nameless = await analyst.SubmitAsync(
            SitePaths.Rounds,
            RoundsPage.StartForm,
            ("name", " "),
            ("list", ""),
            ("profile", RoundProfiles.Dane)
        );
        nameless.Body.ShouldContain("Give the measurement a name");

        var started = await analyst.SubmitAsync(
            SitePaths.Rounds,
            RoundsPage.StartForm,
            ("name", "Desk round"),
            ("list", "Overheden"),
            ("profile", RoundProfiles.Dane)
        );
        var path = started.Location.ShouldNotBeNull(started.Body);
        var id = int.Parse(path.Split('/')[^1], CultureInfo.InvariantCulture);
        await MonitorSite.WaitAsync(Scene.App, id, RoundState.Correction);
        var page = await analyst.GetAsync(path);
        page.Body.ShouldContain("Correction period");
        page.Body.ShouldContain("These figures are not public yet.");
        page.Body.ShouldNotContain("name=\"act\" value=\"close\"");

        var asked = await analyst.GetAsync($"{path}?confirm=close");
        asked.Body.ShouldContain("Close the correction period? ");
        (await ActAsync(analyst, path, "close")).Location.ShouldBe(path);
        (await analyst.GetAsync($"{path}?confirm=publish")).Body.ShouldContain(
            "That cannot be undone."
        );
        // A second time, by an old page.
        (await ActAsync(analyst, path, "cancel")).Location.ShouldBe(path);
        (await analyst.GetAsync(path)).Body.ShouldContain("Cancelled");
        (await ActionsAsync("Starting analyst")).ShouldBe([
            "round-started",
            "round-closed",
            "round-cancelled",
        ]);
        await using var db = await Scene.App.OpenDatabaseAsync();
        var round = await db.Set<RoundRow>().SingleAsync(r => r.Id == id, Cancellation);
        round.Notes.Select(note => (note.Slug, note.By)).ShouldBe([("closed-early", "analyst")]);
    }

    /// <summary>No page of the desk is a dead end, and none is known only to who remembers its address.</summary>
    [Fact]
    public async Task Each_page_of_an_analyst_leads_to_every_other()
    {
        using var analyst = await AccountVisitor.SignedInAsync(
            Scene.App,
            "Walking analyst",
            AccountRole.Analyst
        );
        string[] desk =
        [
            SitePaths.Rounds,
            SitePaths.Schedules,
            SitePaths.Lists,
            SitePaths.Registers,
            SitePaths.ExplanationDesk,
        ];
        foreach (var page in desk.Append(SitePaths.Round(Scene.Correction)))
        {
            var answer = await analyst.GetAsync(page);
            foreach (var other in desk.Append(SitePaths.Account))
            {
                answer.Body.ShouldContain($"<a href=\"{other}\"", customMessage: page);
            }
        }
    }

    /// <summary>What an analyst decided late, or the organisation looks up late, is still there for it.</summary>
    [Fact]
    public async Task Organisation_reads_by_its_link_what_was_decided_after_publication()
    {
        var (app, round) = (Scene.App, Scene.Correction);
        var token = await app
            .Services.GetRequiredService<RoundLinks>()
            .CreateAsync(round, MonitorSite.Silent, "test", Cancellation);
        var path = SitePaths.Correction(token.ShouldNotBeNull());
        using var organisation = new AccountVisitor(app);
        await organisation.SubmitAsync(
            path,
            CorrectionView.FormName,
            ("domain", ""),
            ("kind", "other"),
            ("text", "Please use our new name.")
        );
        try
        {
            await SetStateAsync(RoundState.Published);
            await using (var db = await app.OpenDatabaseAsync())
            {
                await db.Set<RoundCommentRow>()
                    .Where(c => c.RoundId == round && c.OrganisationKey == MonitorSite.Silent)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(c => c.Decision, CommentDecision.Rejected)
                                .SetProperty(c => c.DecisionText, "The register decides.")
                                .SetProperty(c => c.DecidedAt, DateTimeOffset.UtcNow),
                        Cancellation
                    );
            }

            var read = await organisation.GetAsync(path);

            read.Status.ShouldBe(HttpStatusCode.OK);
            read.Body.ShouldContain("Please use our new name.");
            read.Body.ShouldContain("The register decides.");
            read.Body.ShouldContain("This measurement is published.");
            read.Body.ShouldContain($"href=\"{SitePaths.Organisation(MonitorSite.Silent)}\"");
            read.Body.ShouldNotContain("not public yet");
            read.Body.ShouldNotContain("<textarea");
        }
        finally
        {
            await SetStateAsync(RoundState.Correction);
            await using var db = await app.OpenDatabaseAsync();
            await db.Set<RoundCommentRow>()
                .Where(c => c.RoundId == round && c.OrganisationKey == MonitorSite.Silent)
                .ExecuteDeleteAsync(Cancellation);
        }

        async Task SetStateAsync(RoundState state)
        {
            await using var db = await app.OpenDatabaseAsync();
            await db.Set<RoundRow>()
                .Where(r => r.Id == round)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, state), Cancellation);
        }
    }

    [Fact]
    public async Task Analyst_adds_and_withdraws_an_explanation_and_no_name_is_public()
    {
        using var analyst = await AccountVisitor.SignedInAsync(
            Scene.App,
            "Explaining analyst",
            AccountRole.Analyst
        );
        var added = await analyst.SubmitAsync(
            SitePaths.ExplanationDesk,
            ExplanationDeskPage.AddForm,
            ("organisation", MonitorSite.Silent),
            ("standard", "dane"),
            ("domain", ""),
            ("text", "The supplier\nis being replaced."),
            ("role", "secretary"),
            ("from", ""),
            ("until", "")
        );
        added.Body.ShouldContain("The explanation was added.");
        var register = await analyst.GetAsync(
            $"{SitePaths.ComplyOrExplain}?organisation={MonitorSite.Silent}"
        );
        register.Body.ShouldContain("is being replaced.");
        register.Body.ShouldContain("Given by: secretary.");
        register.Body.ShouldNotContain("Explaining analyst");
        var id = await IdAsync();

        var withdrawn = await analyst.SubmitAsync(
            SitePaths.ExplanationDesk,
            string.Create(CultureInfo.InvariantCulture, $"withdraw-{id}")
        );

        withdrawn.Body.ShouldContain("The explanation was withdrawn.");
        var after = await analyst.GetAsync(
            $"{SitePaths.ComplyOrExplain}?organisation={MonitorSite.Silent}"
        );
        after.Body.ShouldContain("There are no valid explanations.");
        after.Body.ShouldContain("is being replaced.");
        after.Body.ShouldContain("Withdrawn or replaced on");
        (await ActionsAsync("Explaining analyst")).ShouldBe([
            "explanation-added",
            "explanation-withdrawn",
        ]);

        async Task<int> IdAsync()
        {
            await using var db = await Scene.App.OpenDatabaseAsync();
            return await db.Set<ExplanationRow>()
                .Where(e => e.OrganisationKey == MonitorSite.Silent && e.EndedAt == null)
                .Select(e => e.Id)
                .SingleAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Explanation_that_ends_soon_is_told_at_the_desk_until_another_follows_it()
    {
        using var analyst = await AccountVisitor.SignedInAsync(
            Scene.App,
            "Reminded analyst",
            AccountRole.Analyst
        );
        var today = DutchTime.DayOf(DateTimeOffset.UtcNow);
        async Task<string> AddAsync(DateOnly from, DateOnly until) =>
            (
                await analyst.SubmitAsync(
                    SitePaths.ExplanationDesk,
                    ExplanationDeskPage.AddForm,
                    ("organisation", MonitorSite.Good),
                    ("standard", "tls-rpt"),
                    ("domain", ""),
                    ("text", "Next year."),
                    ("role", "secretary"),
                    ("from", from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                    ("until", until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                )
            ).Body;
        try
        {
            var ending = await AddAsync(today, today.AddDays(10));
            ending.ShouldContain("The explanation was added.");
            ending.ShouldContain("Ends soon");
            ending.ShouldContain(
                $"<time datetime=\"{today.AddDays(10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\">"
            );

            var followed = await AddAsync(today.AddDays(11), today.AddDays(200));

            followed.ShouldContain("The explanation was added.");
            followed.ShouldNotContain("Ends soon");
        }
        finally
        {
            await using var db = await Scene.App.OpenDatabaseAsync();
            await db.Set<ExplanationRow>()
                .Where(e =>
                    e.OrganisationKey == MonitorSite.Good
                    && e.Standard == Core.Adoption.FigureStandard.TlsRpt
                )
                .ExecuteDeleteAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Running_round_reloads_itself_without_script_and_one_in_correction_shows_what_is_open()
    {
        using var analyst = await AccountVisitor.SignedInAsync(
            Scene.App,
            "Watching analyst",
            AccountRole.Analyst
        );
        var correction = await analyst.GetAsync(SitePaths.Round(Scene.Correction));
        correction.Body.ShouldContain("What is open");
        correction.Body.ShouldContain("Comments without a decision: ");
        correction.Body.ShouldContain("Organisations with a link: ");
        correction.Body.ShouldNotContain("http-equiv=\"refresh\"");

        var (started, refusal) = await Scene
            .App.Services.GetRequiredService<RoundStart>()
            .StartAsync(new("Watched round", "Overheden", RoundProfiles.Dane), Cancellation);
        refusal.ShouldBeNull();
        var control = Scene.App.Services.GetRequiredService<RoundControl>();
        (await control.PauseAsync(started!.Id, Cancellation)).ShouldBeNull();
        var running = await analyst.GetAsync(SitePaths.Round(started.Id));
        running.Body.ShouldContain("<noscript><meta http-equiv=\"refresh\"");
        running.Body.ShouldContain("Paused");
        running.Body.ShouldContain("data-not-followed");
        // What is asked before a round is cancelled does not go away while it is read.
        (
            await analyst.GetAsync($"{SitePaths.Round(started.Id)}?confirm=cancel")
        ).Body.ShouldNotContain("http-equiv=\"refresh\"");
        (await control.CancelAsync(started.Id, Cancellation)).ShouldBeNull();
        (await analyst.GetAsync(SitePaths.Round(started.Id))).Body.ShouldNotContain(
            "http-equiv=\"refresh\""
        );
    }

    /// <summary>A comment that was decided before an erratum is decided in its report.</summary>
    [Fact]
    public async Task Comment_is_open_in_an_edition_only_where_it_was_not_decided_by_then()
    {
        await using var db = await Scene.App.OpenDatabaseAsync();
        var round = await db.Set<RoundRow>()
            .AsNoTracking()
            .SingleAsync(r => r.Id == Scene.Published, Cancellation);
        var published = round.PublishedAt.ShouldNotBeNull();
        var comment = new RoundCommentRow
        {
            RoundId = round.Id,
            OrganisationKey = MonitorSite.Silent,
            Kind = CommentKind.Technical,
            Text = "After publication.",
            CreatedAt = published.AddSeconds(1),
            Decision = CommentDecision.Rejected,
            DecidedAt = published.AddSeconds(3),
            DecisionText = "No.",
        };
        db.Add(comment);
        await db.SaveChangesAsync(Cancellation);
        var corrections = Scene.App.Services.GetRequiredService<RoundCorrections>();

        (await StateAsync(null)).ShouldBeEmpty();
        (await StateAsync(2)).ShouldBe([CommentDecision.Open]);
        (await StateAsync(4)).ShouldBe([CommentDecision.Rejected]);

        db.Remove(comment);
        await db.SaveChangesAsync(Cancellation);

        async Task<CommentDecision[]> StateAsync(int? erratumAfter)
        {
            round.Notes = erratumAfter is { } seconds
                ? [new(published.AddSeconds(seconds), "erratum")]
                : [];
            var report = await corrections.FindAsync(round, [], Cancellation);
            return [.. report.Decided.Keys.Select(key => key.Decision)];
        }
    }

    [Fact]
    public void Everything_that_can_be_said_of_rounds_has_its_words() =>
        TextsTests.Covers<RoundDeskTexts>([
            .. Enum.GetValues<RoundState>()
                .SelectMany(s => new[] { $"state.{Slug.Of(s)}", $"state.{Slug.Of(s)}.text" }),
            .. Enum.GetValues<RoundAct>().Select(a => $"act.{Slug.Of(a)}"),
            .. Enum.GetValues<RoundAct>()
                .Where(RoundStates.NeedsConfirmation)
                .Select(a => $"act.{Slug.Of(a)}.ask"),
            .. Enum.GetValues<CommentKind>().Select(k => $"kind.{Slug.Of(k)}"),
            .. Enum.GetValues<CommentDecision>().Select(d => $"decision.{Slug.Of(d)}"),
            .. Enum.GetValues<ControlRefusal>().Select(r => $"problem.{Slug.Of(r)}"),
            .. Enum.GetValues<RoundRefusal>().Select(r => $"problem.{Slug.Of(r)}"),
            .. Enum.GetValues<CommentRefusal>().Select(r => $"problem.{Slug.Of(r)}"),
            .. Enum.GetValues<ExplanationRefusal>().Select(r => $"problem.{Slug.Of(r)}"),
        ]);

    private static Task<Answer> ActAsync(AccountVisitor analyst, string path, string act) =>
        analyst.SubmitAsync($"{path}?confirm={act}", RoundPage.ConfirmForm, ("act", act));

    private async Task<RoundCommentRow> CommentAsync()
    {
        await using var db = await Scene.App.OpenDatabaseAsync();
        return await db.Set<RoundCommentRow>()
            .SingleAsync(
                c => c.RoundId == Scene.Correction && c.OrganisationKey == MonitorSite.Mixed,
                Cancellation
            );
    }

    /// <summary>What the audit log has of somebody's work, in order.</summary>
    private async Task<string[]> ActionsAsync(string actor)
    {
        await using var db = await Scene.App.OpenDatabaseAsync();
        return await db
            .AuditEntries.Where(e =>
                e.Actor == actor
                && (
                    e.Action.StartsWith("round-")
                    || e.Action.StartsWith("comment-")
                    || e.Action.StartsWith("explanation-")
                )
            )
            .OrderBy(e => e.Id)
            .Select(e => e.Action)
            .ToArrayAsync(Cancellation);
    }

    [GeneratedRegex("<code class=\"invitation-link\">([^<]+)</code>")]
    private static partial Regex LinkIn();
}
