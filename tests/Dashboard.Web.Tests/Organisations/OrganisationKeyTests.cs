using Dashboard.Core.Adoption;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Notices;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Organisations.Pages;
using Dashboard.Web.Features.Rounds.Figures;
using Dashboard.Web.Tests.Exports;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Organisations;

/// <summary>The number of the register is the key of an organisation, also where a list named it before the register did.</summary>
public sealed class OrganisationKeyTests(PostgresFixture postgres)
{
    private const string Tooi = "https://identifier.overheid.nl/tooi/id/gemeente/gm9901";
    private const string List =
        $"Organisatie;TOOI;Domein\nVoorbeeldstad;{Tooi};voorbeeldstad.example\nZonder;;zonder.example";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Register(string id = "90001") =>
        RegisterFiles.Organisation(
            id,
            "<p:naam>Gemeente Voorbeeldstad</p:naam><p:types><p:type>Gemeente</p:type></p:types>",
            $"p:resourceIdentifierTOOI=\"{Tooi}\""
        );

    [Theory]
    [InlineData(RegisterSource.Roo)]
    [InlineData(RegisterSource.Rio)]
    public async Task Register_gives_its_number_to_an_organisation_that_a_list_made(
        RegisterSource source
    )
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.ListAsync(List);
        var before = await store.OrganisationAsync(Tooi);
        before.Key.ShouldBe("gm9901");
        var other = (await store.HoldersAsync("zonder.example"))!.Single();

        await ImportAsync(store, source);

        var organisation = await store.OrganisationAsync("90001");
        organisation.Id.ShouldBe(before.Id);
        organisation.Key.ShouldBe("90001");
        organisation.FormerKeys.ShouldBe(["gm9901"]);
        (await store.OrganisationAsync("gm9901")).Id.ShouldBe(before.Id);
        (await store.HoldersAsync("voorbeeldstad.example")).ShouldBe(["90001"]);
        (await store.HoldersAsync("zonder.example")).ShouldBe([other]);

        // Neither the list nor the register makes another of it, or changes the key again.
        (await store.ListAsync(List + "\n")).Organisations.ShouldBe(new(0, 0, 0, 0, 0, 2));
        await ImportAsync(store, source, " ");
        (await store.OrganisationAsync("gm9901")).Key.ShouldBe("90001");
        await using var db = store.CreateDbContext();
        (await db.Organisations.CountAsync(Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task What_goes_on_is_under_the_new_key()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.ListAsync(List);
        var now = store.Time.GetUtcNow();
        await using (var db = store.CreateDbContext())
        {
            db.Add(Explanation("gm9901"));
            db.Add(
                new NoticeEventRow
                {
                    Key = "event",
                    Kind = default,
                    OrganisationKey = "gm9901",
                    At = now,
                    Facts = new(),
                }
            );
            db.Add(
                new DomainList
                {
                    Name = "keuze",
                    Kind = DomainListKind.Filter,
                    Filter = new() { Organisations = ["gm9901"] },
                    CreatedAt = now,
                }
            );
            await db.SaveChangesAsync(Cancellation);
        }

        await store.RooAsync(Register());

        await using var after = store.CreateDbContext();
        (await after.Set<ExplanationRow>().SingleAsync(Cancellation)).OrganisationKey.ShouldBe(
            "90001"
        );
        (await after.Set<NoticeEventRow>().SingleAsync(Cancellation)).OrganisationKey.ShouldBe(
            "90001"
        );
        (await store.HoldersAsync("voorbeeldstad.example", "keuze")).ShouldBe(["90001"]);
    }

    [Fact]
    public async Task Number_that_another_organisation_has_is_not_taken()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.ListAsync($"{List}\nAnder;https://x.example/id/90001;ander.example");
        (await store.HoldersAsync("ander.example")).ShouldBe(["90001"]);

        await store.RooAsync(Register());

        var organisation = await store.OrganisationAsync("gm9901");
        organisation.SystemId.ShouldBe("90001");
        organisation.Key.ShouldBe("gm9901");
        (await store.HoldersAsync("ander.example")).ShouldBe(["90001"]);
    }

    [Fact]
    public async Task Round_of_before_keeps_the_key_of_its_day_and_is_found_by_both()
    {
        await using var scene = await ExportScene.StartAsync(postgres, RoundState.Correction);
        await using (var db = await scene.App.OpenDatabaseAsync())
        {
            db.Add(
                new Organisation
                {
                    Key = "90002",
                    FormerKeys = ["O2"],
                    Name = "Gemeente Voorbeeldstad",
                    Layer = Layers.Gemeente,
                }
            );
            db.Add(Explanation("90002"));
            await db.SaveChangesAsync(Cancellation);
            db.ChangeTracker.Clear();
            var row = await db.Set<RoundRow>().SingleAsync(r => r.Id == scene.Second, Cancellation);
            await FiguresWriter.WriteAsync(db, row, row.Edition, Cancellation);
        }
        var round = await scene.RoundAsync(scene.Second);

        (await scene.Service<RoundTables>().ExplanationsAsync(round, Cancellation))
            .Select(explanation => explanation.Organisation)
            .ShouldBe(["O2", "O3"]);
        foreach (var key in new[] { "90002", "O2" })
        {
            var results = await scene
                .Service<OrganisationRounds>()
                .ResultsAsync(key, round, Cancellation);
            results.Select(result => result.Domain.Value).ShouldContain("d4.example");
            var items = await scene
                .Service<ResultStream>()
                .ItemsAsync(round, null, null, key, Cancellation)
                .ToListAsync(Cancellation);
            items.Select(item => item.Domain).ShouldContain("d4.example");
            items.ShouldAllBe(item => item.Organisations.Contains("O2"));
        }
        var domains = await scene.Service<RoundDomainList>().ReadAsync(round, Cancellation);
        domains
            .Where(domain => domain.IsExplained)
            .Select(domain => domain.Domain.Value)
            .Distinct()
            .ShouldBe(["d4.example", "d7.example"], ignoreOrder: true);
        var rounds = await scene
            .Service<OrganisationRounds>()
            .NewestAsync("90002", int.MaxValue, Cancellation);
        (await scene.Service<OrganisationRounds>().TimelineAsync("90002", rounds, Cancellation))
            .Select(at => at.Round.Id)
            .ShouldBe([scene.First]);
        var found = await scene
            .Service<OrganisationSearch>()
            .FindAsync("Voorbeeldstad", null, null, new(2026, 11, 1), Cancellation);
        found.Lines.Single().Protected.ShouldNotBeNull();
        var page = await scene.App.Client.GetStringAsync("/organisations/O2", Cancellation);
        page.ShouldContain("Gemeente Voorbeeldstad");
        page.ShouldContain("/organisations/90002/feed");
    }

    private static Task<Features.Organisations.Import.ImportReport> ImportAsync(
        RegisterStore store,
        RegisterSource source,
        string more = ""
    ) =>
        source == RegisterSource.Roo
            ? store.RooAsync(Register() + more)
            : store.RioAsync(
                RegisterFiles.Organisation(
                    "90001",
                    "<p:naam>Gemeente Voorbeeldstad</p:naam>",
                    $"p:resourceIdentifierTOOI=\"{Tooi}\""
                ) + more
            );

    private static ExplanationRow Explanation(string organisation) =>
        new()
        {
            OrganisationKey = organisation,
            Standard = FigureStandard.Dane,
            Text = "Uitleg.",
            AuthorRole = "secretaris",
            CreatedAt = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            ValidFrom = new(2020, 1, 1),
            ValidUntil = new(2099, 1, 1),
        };
}
