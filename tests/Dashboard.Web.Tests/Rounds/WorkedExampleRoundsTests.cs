using System.Text.Json;
using Dashboard.Check.Terminal;
using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Lab.Processes;
using Dashboard.Lab.Scenarios;
using Dashboard.Web.Cli;
using Dashboard.Web.Cli.Rounds;
using Dashboard.Web.Features.Adoption.Aliases;
using Dashboard.Web.Features.Rounds.Control;
using Dashboard.Web.Features.Rounds.Explanations;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Dashboard.Core.Adoption.AdoptionView;
using static Dashboard.Core.Adoption.FigureStandard;

namespace Dashboard.Web.Tests.Rounds;

/// <summary>
/// The worked example through the whole product: its organisations and domains come by files of the two registers, its domains stand in a
/// lab that changes as the example says, two rounds are really measured, and every number is that of the example.
/// </summary>
public sealed class WorkedExampleRoundsTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_measured_rounds_have_the_numbers_of_the_example()
    {
        await using var scene = await Scene.StartAsync(await postgres.CreateDatabaseAsync());

        var first = await scene.MeasureAsync("round1", AdoptionPhase.Round1);
        await PublicFigures.ShouldBeAbsentAsync(scene.App, first);
        await scene.PublishAsync(first);
        await ShouldBeRound1Async(scene, first);

        var second = await scene.StartRoundAsync("round2", AdoptionPhase.Round2);
        await scene.WaitAsync(second, RoundState.Confirming);
        await ShouldConfirmAsync(scene, second);
        await scene.ChangeLabAsync(AdoptionPhase.Round2Retest);
        (await scene.Control.ConfirmNowAsync(second, "analyst", Cancellation)).ShouldBeNull();
        await scene.WaitAsync(second, RoundState.Correction);
        (await scene.ShareAsync(second, StartTls, Forum)).ShouldBe(new Share(7, 9));
        await scene.ChangeLabAsync(AdoptionPhase.Round2Corrected);
        await scene.RemeasureAsync(second, "d11.example");
        await PublicFigures.ShouldBeAbsentAsync(scene.App, second);
        await scene.PublishAsync(second);
        await ShouldBeRound2Async(scene, second);
        await ShouldShowChangesAsync(scene, second);
        await ShouldKeepBothAttemptsAsync(scene, second);
        await ShouldPrintTheSameAsync(scene, second);
        await PublicFigures.ShouldBeThoseOfTheExampleAsync(scene.App, second);
        await PublicFigures.ShouldBeTheSameFromResultsAsync(scene.App, second);
    }

    /// <summary>The commands print what the services give, and nothing else.</summary>
    private static async Task ShouldPrintTheSameAsync(Scene scene, int round)
    {
        var id = round.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var figures = await scene.PrintAsync(["round", "figures", id, "--view", "forum"]);
        var dane = figures
            .RootElement.EnumerateArray()
            .Single(row => row.GetProperty("standard").GetString() == "dane");
        dane.GetRawText()
            .ShouldBe(
                """{"standard":"dane","view":"forum","dimension":"all","value":null,"passed":6,"failed":3,"excluded":{"no-mail":1,"unreachable":1},"explained":1,"percentage":66.7}"""
            );
        using var sending = await scene.PrintAsync([
            "round",
            "figures",
            id,
            "--dimension",
            "layer",
        ]);
        sending
            .RootElement.EnumerateArray()
            .Where(row =>
                row.GetProperty("standard").GetString() == "dane"
                && row.GetProperty("view").GetString() == "strict"
            )
            .Select(row =>
                $"{row.GetProperty("value").GetString()} {row.GetProperty("passed")}/{row.GetProperty("failed")}"
            )
            .ShouldBe(["gemeente 2/3", "provincie 0/2", "rijk 2/0", "waterschap 1/0"]);
        using var results = await scene.PrintAsync(["round", "results", id]);
        var d1 = results.RootElement.EnumerateArray().First();
        d1.EnumerateObject()
            .Select(property => property.Name)
            .ShouldBe([
                "domain",
                "organisations",
                "layer",
                "provider",
                "status",
                "delivery",
                "connectionType",
                "attackerConnectionType",
                "reason",
                "corrected",
                "standards",
            ]);
        d1.GetProperty("standards")
            .GetProperty("dane")
            .GetRawText()
            .ShouldBe("""{"forum":"passed","strict":"passed"}""");
        using var flow = await scene.PrintAsync(["round", "mail-flow", id]);
        flow.RootElement.GetProperty("all").GetProperty("proven").GetDecimal().ShouldBe(16.7m);
        flow.RootElement.GetProperty("all").GetProperty("amongTested").GetDecimal().ShouldBe(27.8m);
        using var status = await scene.PrintAsync(["round", "status", id]);
        status
            .RootElement.EnumerateObject()
            .Select(property => property.Name)
            .ShouldBe(["id", "name", "state", "domains", "done", "pairs", "sessions", "failures"]);
        foreach (var report in new[] { "agreements", "changes", "providers", "summary" })
        {
            using var printed = await scene.PrintAsync(["round", report, id]);
            printed.RootElement.ValueKind.ShouldNotBe(JsonValueKind.Null);
        }
    }

    private static async Task ShouldBeRound1Async(Scene scene, int round)
    {
        foreach (var view in new[] { Forum, Strict })
        {
            (await scene.ShareAsync(round, StartTls, view)).ShouldBe(new Share(8, 9));
            (await scene.ShareAsync(round, Dane, view)).ShouldBe(new Share(5, 9));
            (await scene.ShareAsync(round, Dnssec, view)).ShouldBe(new Share(6, 10));
            var agreement = await scene.AgreementAsync(round, view);
            (agreement.Mean, agreement.MeetsAll).ShouldBe((68.1m, new Share(5, 9)));
        }
        var dane = await scene.FigureAsync(round, Dane, Forum);
        dane.Excluded.ShouldBe(
            new Dictionary<string, int> { ["no-mail"] = 1, ["untestable"] = 1 },
            ignoreOrder: true
        );
        (dane.Percentage, dane.Explained).ShouldBe((55.6m, 1));
        await ShouldHaveMailFlowAsync(scene, round, "round1");
        (await scene.ProtectedAsync(round)).ShouldBe(new Share(0, 4));
        var providers = await scene.ProvidersAsync(round);
        providers["Wolk"].WouldBecomeProtected.ShouldBe(2);
        providers["Kaal"].WouldBecomeProtected.ShouldBe(1);
        providers["Plat"].WouldBecomeProtected.ShouldBe(1);
    }

    private static async Task ShouldConfirmAsync(Scene scene, int round)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        var waiting = await db.Set<RoundAttemptRow>()
            .Where(a => a.RoundId == round)
            .Join(db.Set<MeasuredDomainRow>(), a => a.DomainId, d => d.Id, (_, d) => d.Name)
            .ToListAsync(Cancellation);
        waiting.ShouldBe(["d4.example", "d6.example", "d8.example"], ignoreOrder: true);
    }

    private static async Task ShouldBeRound2Async(Scene scene, int round)
    {
        (await scene.ShareAsync(round, StartTls, Forum)).ShouldBe(new Share(8, 9));
        (await scene.ShareAsync(round, Dane, Forum)).ShouldBe(new Share(6, 9));
        (await scene.ShareAsync(round, Dnssec, Forum)).ShouldBe(new Share(8, 10));
        (await scene.ShareAsync(round, StartTls, Strict)).ShouldBe(new Share(9, 10));
        (await scene.ShareAsync(round, Dane, Strict)).ShouldBe(new Share(5, 10));
        (await scene.ShareAsync(round, Dnssec, Strict)).ShouldBe(new Share(8, 10));
        var forum = await scene.AgreementAsync(round, Forum);
        (forum.Mean, forum.MeetsAll).ShouldBe((78.5m, new Share(5, 9)));
        var strict = await scene.AgreementAsync(round, Strict);
        (strict.Mean, strict.MeetsAll).ShouldBe((73.3m, new Share(5, 10)));
        var dane = await scene.FigureAsync(round, Dane, Forum);
        dane.Excluded.ShouldBe(
            new Dictionary<string, int> { ["no-mail"] = 1, ["unreachable"] = 1 },
            ignoreOrder: true
        );
        (dane.Percentage, dane.Explained).ShouldBe((66.7m, 1));
        var layers = await scene.Reports.FiguresAsync(
            await scene.RoundAsync(round),
            AdoptionDimension.Layer,
            Strict,
            Cancellation
        );
        layers
            .Where(f => f.Standard == Dane)
            .ToDictionary(f => f.Value!, f => (f.Passed, f.Failed, f.Percentage))
            .ShouldBe(
                new Dictionary<string, (int, int, decimal?)>
                {
                    ["gemeente"] = (2, 3, 40.0m),
                    ["provincie"] = (0, 2, null),
                    ["rijk"] = (2, 0, null),
                    ["waterschap"] = (1, 0, null),
                },
                ignoreOrder: true
            );
        var sending = await scene.FigureAsync(round, DaneSending, Strict);
        (sending.Share, sending.Percentage).ShouldBe((new Share(2, 3), null));
        sending.Coverage.ShouldBe(new(3, 5));
        await ShouldHaveMailFlowAsync(scene, round, "round2");
        (await scene.ProtectedAsync(round)).ShouldBe(new Share(2, 5));
        var providers = await scene.ProvidersAsync(round);
        providers["Huis"].ShouldBe(new("Huis", 3, 1, 2, 0, 0));
        providers["Kaal"].ShouldBe(new("Kaal", 1, 0, 1, 0, 0));
        providers["Plat"].ShouldBe(new("Plat", 1, 0, 0, 1, 0));
        providers["Wolk"].ShouldBe(new("Wolk", 3, 2, 0, 1, 0));
    }

    private static async Task ShouldHaveMailFlowAsync(Scene scene, int round, string name)
    {
        var all = (
            await scene.Reports.MailFlowAsync(await scene.RoundAsync(round), Cancellation)
        ).All;
        var expected = ExampleRegister
            .Example.GetProperty("expected")
            .GetProperty(name)
            .GetProperty("mailFlow");
        all.ShouldSatisfyAllConditions(
            () => all.Protected.ShouldBe(expected.GetProperty("protected").GetInt64()),
            () => all.Partly.ShouldBe(expected.GetProperty("partly").GetInt64()),
            () => all.Not.ShouldBe(expected.GetProperty("not").GetInt64()),
            () => all.Unknown.ShouldBe(expected.GetProperty("unknown").GetInt64()),
            () =>
                all.ProvenSum.ShouldBe(
                    Rational.Parse(expected.GetProperty("proven").GetString()!).Round(4)
                ),
            () =>
                all.PossibleSum.ShouldBe(
                    Rational.Parse(expected.GetProperty("possible").GetString()!).Round(4)
                ),
            () => all.TestedPairs.ShouldBe(expected.GetProperty("testedPairs").GetInt64()),
            () => all.Pairs.ShouldBe(20)
        );
    }

    private static async Task ShouldShowChangesAsync(Scene scene, int round)
    {
        var changes = await scene
            .App.Services.GetRequiredService<RoundChanges>()
            .FindAsync(await scene.RoundAsync(round), against: null, Cancellation);

        changes.ShouldNotBeNull();
        changes.Full["dane"]["forum"].DeltaPp.ShouldBe(11.1m);
        changes.Full["dane"]["strict"].DeltaPp.ShouldBe(-5.6m);
        changes.Cohort["dane"]["forum"].ShouldBe(new(7, 57.1m, 71.4m, 14.3m, 4, 5));
        changes.Cohort["dane"]["strict"].ShouldBe(new(8, 62.5m, 62.5m, 0.0m, 5, 5));
        changes.Cohort["dnssec"]["strict"].ShouldBe(new(9, 66.7m, 88.9m, 22.2m, 6, 8));
        var expected = ExampleRegister
            .Example.GetProperty("expected")
            .GetProperty("changesDaneForum");
        foreach (var change in expected.EnumerateObject())
        {
            changes
                .Domains.Where(d =>
                    JsonNamingPolicy.CamelCase.ConvertName(d.Change.ToString()) == change.Name
                    && (d.Standard, d.View) is (null, null) or (Dane, Forum)
                )
                .Select(d => d.Domain)
                .ShouldBe(
                    change.Value.EnumerateArray().Select(d => d.GetString() + ".example"),
                    ignoreOrder: true,
                    change.Name
                );
        }
        changes
            .Domains.Where(d => d.Corrected)
            .Select(d => d.Domain)
            .Distinct()
            .ShouldBe(["d11.example"]);
    }

    private static async Task ShouldKeepBothAttemptsAsync(Scene scene, int round)
    {
        await using var db = await scene.App.OpenDatabaseAsync();
        var d6 = await db.Set<MeasuredDomainRow>()
            .SingleAsync(d => d.Name == "d6.example", Cancellation);
        var attempts = await db.Set<RoundAttemptRow>()
            .Where(a => a.RoundId == round && a.DomainId == d6.Id)
            .OrderBy(a => a.Wave)
            .ToListAsync(Cancellation);
        attempts
            .Select(a => a.Measurement.Standards[Dane].Strict)
            .ShouldBe([Core.Inbound.StandardOutcome.Failed, Core.Inbound.StandardOutcome.Passed]);
        var result = await db.Set<RoundResultRow>()
            .SingleAsync(r => r.RoundId == round && r.DomainId == d6.Id, Cancellation);
        result.Flags.HasFlag(ResultFlags.Reconfirmed).ShouldBeTrue();
        var pairs = await db.Set<RoundPairRow>()
            .Where(p => p.RoundId == round)
            .GroupBy(p => new
            {
                p.Wave,
                p.Host,
                p.Address,
            })
            .CountAsync(g => g.Count() > 1, Cancellation);
        pairs.ShouldBe(0, "each host and address once a wave");
    }

    /// <summary>A site on a database, whose lab changes under it.</summary>
    private sealed class Scene(string database) : IAsyncDisposable
    {
        private readonly int resolverPort = ServerProcess.FreePort();
        private readonly int smtpPort = ServerProcess.FreePort();
        private LabInternet? lab;

        public DashboardApp App { get; private set; } = null!;

        public RoundControl Control => App.Services.GetRequiredService<RoundControl>();

        public RoundReports Reports => App.Services.GetRequiredService<RoundReports>();

        public static async Task<Scene> StartAsync(string database)
        {
            var scene = new Scene(database);
            await scene.ChangeLabAsync(AdoptionPhase.Round1);
            scene.App = await DashboardApp.StartAsync(
                database,
                $"Dns:Resolver=127.0.0.1:{scene.resolverPort}",
                $"Smtp:Port={scene.smtpPort}",
                "Probe:AllowReservedAddresses=true",
                "Probe:RetryAfter=00:00:00.1",
                "Rounds:SweepEvery=00:00:00.2",
                "Rounds:RetestAfter=01:00:00",
                "Lab:SendingControl=true"
            );
            await ExampleRegister.ImportOrganisationsAsync(database);
            await scene.FillAsync();
            return scene;
        }

        /// <summary>On the same ports: the site sees the same internet, changed.</summary>
        public async Task ChangeLabAsync(AdoptionPhase phase)
        {
            if (lab is not null)
            {
                await lab.DisposeAsync();
            }
            lab = await LabInternet.StartAsync(
                new LabOptions
                {
                    Adoption = phase,
                    WellBehaved = 0,
                    ResolverPort = resolverPort,
                    SmtpPort = smtpPort,
                },
                Cancellation
            );
        }

        public async Task<int> StartRoundAsync(string name, AdoptionPhase phase)
        {
            await ChangeLabAsync(phase);
            await ExampleRegister.ImportDomainsAsync(
                database,
                name,
                DutchTime.DayOf(DateTimeOffset.UtcNow)
            );
            if (name == "round1")
            {
                // Of several mail domains nothing says which is the main one.
                await ExampleRegister.RunAsync(
                    database,
                    "correct",
                    "O1",
                    "main-domain",
                    "d1.example",
                    "--reason",
                    "the example"
                );
            }
            var (started, refusal) = await App
                .Services.GetRequiredService<RoundStart>()
                .StartAsync(new(name, Profile: RoundProfiles.Dane), Cancellation);
            refusal.ShouldBeNull();
            started!.Domains.ShouldBe(11);
            return started.Id;
        }

        public async Task<int> MeasureAsync(string name, AdoptionPhase phase)
        {
            var id = await StartRoundAsync(name, phase);
            await WaitAsync(id, RoundState.Correction);
            return id;
        }

        public Task<RoundStatus> WaitAsync(int id, RoundState state) =>
            Eventually.GetAsync(
                async () =>
                    await App
                        .Services.GetRequiredService<RoundProgress>()
                        .FindAsync(id, Cancellation)
                        is { } status
                    && status.State == state
                        ? status
                        : null,
                what: $"round {id} in state {Slug.Of(state)}"
            );

        /// <summary>What a command prints with <c>--json</c>.</summary>
        public async Task<JsonDocument> PrintAsync(string[] words)
        {
            await using var output = new StringWriter();
            await using var error = new StringWriter();
            var status = await RoundCommand.RunAsync(
                [.. words, "--json", $"--ConnectionStrings:Dashboard={database}"],
                new CommandConsole(TextReader.Null, output, error, ErrorIsTerminal: false),
                new EnglishCommandTexts(),
                Cancellation
            );
            (status, error.ToString()).ShouldBe((0, string.Empty));
            output.ToString().TrimEnd().ShouldNotContain('\n');
            return JsonDocument.Parse(output.ToString());
        }

        public async Task RemeasureAsync(int id, string domain)
        {
            (
                await Control.RemeasureAsync(
                    id,
                    DomainName.Parse(domain),
                    "The operator says that STARTTLS is offered again.",
                    comment: null,
                    Cancellation
                )
            ).ShouldBeNull();
            await Eventually.GetAsync(
                async () =>
                {
                    await using var db = await App.OpenDatabaseAsync();
                    return await db.Set<RoundWaveRow>()
                        .SingleOrDefaultAsync(
                            w =>
                                w.RoundId == id
                                && w.Kind == WaveKind.Correction
                                && w.FinishedAt != null,
                            Cancellation
                        );
                },
                what: "the re-measurement"
            );
        }

        public async Task PublishAsync(int id)
        {
            (await Control.CloseAsync(id, early: false, "analyst", Cancellation)).ShouldBe(
                ControlRefusal.CorrectionNotOver
            );
            (await Control.PublishAsync(id, Cancellation)).ShouldBe(ControlRefusal.WrongState);
            (await Control.CloseAsync(id, early: true, "analyst", Cancellation)).ShouldBeNull();
            (await Control.PublishAsync(id, Cancellation)).ShouldBeNull();
        }

        public async Task<RoundRow> RoundAsync(int id) =>
            (await Reports.FindAsync(id, Cancellation))!;

        public async Task<FigureItem> FigureAsync(
            int id,
            FigureStandard standard,
            AdoptionView view
        ) =>
            (
                await Reports.FiguresAsync(
                    await RoundAsync(id),
                    AdoptionDimension.All,
                    view,
                    Cancellation
                )
            ).Single(f => f.Standard == standard);

        public async Task<Share> ShareAsync(int id, FigureStandard standard, AdoptionView view) =>
            (await FigureAsync(id, standard, view)).Share;

        public async Task<AgreementItem> AgreementAsync(int id, AdoptionView view) =>
            (await Reports.AgreementsAsync(await RoundAsync(id), Cancellation)).Single(a =>
                a.Agreement == "mail-transport" && a.View == view
            );

        public async Task<Dictionary<string, ProviderItem>> ProvidersAsync(int id) =>
            (await Reports.ProvidersAsync(await RoundAsync(id), Cancellation)).ToDictionary(p =>
                p.Provider
            );

        public async Task<Share> ProtectedAsync(int id) =>
            await Reports.OrganisationsProtectedAsync(await RoundAsync(id), Cancellation);

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            if (lab is not null)
            {
                await lab.DisposeAsync();
            }
        }

        /// <summary>How the organisations send, the names of the providers, and the one explanation.</summary>
        private async Task FillAsync()
        {
            await using (var db = await App.OpenDatabaseAsync())
            {
                await LabSending.MarkAsync(db, DateTimeOffset.UtcNow, Cancellation);
                // The first organisation has really sent, from its main domain.
                FirmTest.Add(
                    db,
                    "d1.example",
                    SenderVerdictKind.EnforcesDane,
                    DateTimeOffset.UtcNow.AddDays(-1)
                );
                await db.SaveChangesAsync(Cancellation);
            }
            var aliases = App.Services.GetRequiredService<ProviderAliases>();
            foreach (var provider in new[] { "Wolk", "Huis", "Kaal", "Plat" })
            {
                (
                    await aliases.SetAsync(
                        provider.ToLowerInvariant() + ".example",
                        provider,
                        "test",
                        Cancellation
                    )
                ).ShouldBeNull();
            }
            var sending = App.Services.GetRequiredService<LabSending>();
            foreach (
                var organisation in ExampleRegister
                    .Example.GetProperty("organisations")
                    .EnumerateArray()
                    .Where(o => o.GetProperty("id").GetString() != "O1")
            )
            {
                Slug.TryParse<SendingState>(
                        organisation.GetProperty("sending").GetString(),
                        out var state
                    )
                    .ShouldBeTrue();
                await sending.SetAsync(
                    organisation.GetProperty("id").GetString()!,
                    state,
                    Cancellation
                );
            }
            var (added, _) = await App
                .Services.GetRequiredService<ExplanationDesk>()
                .AddAsync(
                    new(
                        "O3",
                        Dane,
                        DomainName.Parse("d7.example"),
                        "De leverancier levert DANE in het voorjaar.",
                        "gemeentesecretaris"
                    ),
                    Cancellation
                );
            added.ShouldNotBeNull();
        }
    }
}
