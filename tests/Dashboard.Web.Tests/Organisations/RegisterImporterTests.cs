using System.Text;
using Dashboard.Core.Organisations;
using Dashboard.Data.Organisations;
using Dashboard.Lab;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Organisations;

public sealed class RegisterImporterTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Samples_come_in_one_after_another()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        var roo = await store.SampleAsync(RegisterSource.Roo, "exportOO-sample.xml");
        roo.Organisations.ShouldBe(new(44, 0, 0, 0, 0, 0));
        roo.Domains.ShouldBe(new(0, 0, 0, 0, 0, 0, roo.Domains.Hosts));
        roo.Refused.ShouldBeEmpty();

        var rio = await store.SampleAsync(RegisterSource.Rio, "exportRIO-sample.xml");
        rio.Organisations.ShouldBe(new(9, 0, 0, 0, 0, 0));
        rio.Domains.ShouldBe(new(15, 0, 0, 0, 0, 0, 8));
        rio.Refused.Count.ShouldBe(5);

        var list = await store.SampleAsync(RegisterSource.List, "list.csv", "proef");
        list.Organisations.ShouldBe(new(7, 0, 0, 0, 0, 0));
        list.Domains.ShouldBe(new(8, 0, 0, 0, 0, 0, 0));
        list.Refused.Select(problem => (problem.Line, problem.Reason))
            .ShouldBe([(9, "no-organisation"), (10, "not-a-name"), (11, "date")]);

        await using var db = store.CreateDbContext();
        (await db.Organisations.CountAsync(Stop)).ShouldBe(
            45,
            "the list has one that no register knows"
        );
        (
            await db.RegisterImports.Select(import => import.State).Distinct().ToListAsync(Stop)
        ).ShouldBe([RegisterImportState.Applied]);
        (await db.AuditEntries.CountAsync(Stop)).ShouldBe(3);

        var today = await store.TodayAsync();
        today
            .Domains.Select(domain => domain.Name.Value)
            .ShouldBe([
                "bezoekvoorbeeldstad.example",
                "dienst-pu.example",
                "mail.minpz.example",
                "minpz.example",
                "modelveen.example",
                "oud-proefdam.example",
                "proef-zaken.example",
                "proefdam.example",
                "proefhuys.example",
                "proefuitvoering.example",
                "proefzaken.example",
                "schijnhoven.example",
                "schijnwater.example",
                "testenbroek.example",
                "voorbeeldstad.example",
                "werkorganisatie-pt.example",
                "xn--miggang-0va4x.example",
            ]);
        (await store.HoldersAsync("oud-proefdam.example")).ShouldBe(["90018"]);
        (await store.HoldersAsync("werkorganisatie-pt.example")).ShouldBe(["90019", "90020"]);
        (await store.OrganisationAsync("90001")).ShouldSatisfyAllConditions(
            part => part.Layer.ShouldBe("rijk"),
            part => part.Kind.ShouldBe(OrganisationKind.Part)
        );
    }

    [Fact]
    public async Task Same_file_again_changes_nothing()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.SampleAsync(RegisterSource.Roo, "exportOO-sample.xml");
        var first = await store.SampleAsync(RegisterSource.Rio, "exportRIO-sample.xml");
        await store.SampleAsync(RegisterSource.List, "list.csv");
        var before = await store.ContentsAsync();
        store.On(2026, 11, 8);

        var again = await store.SampleAsync(RegisterSource.Rio, "exportRIO-sample.xml");
        again.Snapshot.ShouldBe(first.Snapshot);
        again.Organisations.ShouldBe(new(0, 0, 0, 0, 0, 9));
        again.Domains.ShouldBe(new(0, 0, 0, 0, 0, 15, 8));
        again.Refused.ShouldBe(first.Refused);
        await store.SampleAsync(RegisterSource.List, "list.csv");
        await store.SampleAsync(RegisterSource.Roo, "exportOO-sample.xml");
        (await store.ContentsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task File_that_says_the_same_in_other_octets_is_a_snapshot_without_changes()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.SampleAsync(RegisterSource.Roo, "exportOO-sample.xml");
        await store.SampleAsync(RegisterSource.Rio, "exportRIO-sample.xml");
        foreach (
            var (source, sample) in new[]
            {
                (RegisterSource.Roo, "exportOO-sample.xml"),
                (RegisterSource.Rio, "exportRIO-sample.xml"),
            }
        )
        {
            var octets = await File.ReadAllBytesAsync(RegisterFiles.PathOf(sample), Stop);
            var report = await store.ImportAsync(source, [.. octets, (byte)'\n'], sample);
            report.Organisations.Unchanged.ShouldBe(source == RegisterSource.Roo ? 44 : 9);
            report.Organisations.ShouldBe(new(0, 0, 0, 0, 0, report.Organisations.Unchanged));
            report.Domains.Unchanged.ShouldBe(source == RegisterSource.Roo ? 0 : 15);
        }
    }

    [Fact]
    public async Task Registers_come_in_in_either_order()
    {
        var one = await RegisterStore.CreateAsync(postgres);
        await one.SampleAsync(RegisterSource.Roo, "exportOO-sample.xml");
        await one.SampleAsync(RegisterSource.Rio, "exportRIO-sample.xml");
        var other = await RegisterStore.CreateAsync(postgres);
        await other.SampleAsync(RegisterSource.Rio, "exportRIO-sample.xml");
        await other.SampleAsync(RegisterSource.Roo, "exportOO-sample.xml");
        (await Places(other)).ShouldBe(await Places(one));

        static async Task<List<string>> Places(RegisterStore store)
        {
            await using var db = store.CreateDbContext();
            var all = await db.Organisations.ToDictionaryAsync(row => row.Id, Stop);
            return
            [
                .. all
                    .Values.Select(row =>
                        $"{row.Key} {row.Name} {row.Tooi} {row.Oin} {row.Layer} {row.EndsOn:O} {Key(row.ParentId)} {Key(row.MinistryId)} {row.Province} {Key(row.CountsAtId)} {Key(row.RelatedId)}"
                    )
                    .Order(StringComparer.Ordinal),
            ];
            string? Key(int? id) => id is { } number ? all[number].Key : null;
        }
    }

    [Fact]
    public async Task Preview_changes_nothing()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.SampleAsync(RegisterSource.Roo, "exportOO-sample.xml");
        var before = await store.ContentsAsync();
        var request = new ImportRequest(RegisterSource.Rio, "exportRIO.xml", null, "test");
        await using var file = File.OpenRead(RegisterFiles.PathOf("exportRIO-sample.xml"));
        var preview = await store.Importer.PreviewAsync(
            await store.Importer.ReadAsync(request, file, Stop),
            false,
            Stop
        );
        preview.Snapshot.ShouldBeNull();
        preview.Domains.Added.ShouldBe(15);
        (await store.ContentsAsync()).ShouldBe(before);
        (
            await store.SampleAsync(RegisterSource.Rio, "exportRIO-sample.xml")
        ).ShouldSatisfyAllConditions(
            applied => applied.Organisations.ShouldBe(preview.Organisations),
            applied => applied.Domains.ShouldBe(preview.Domains)
        );
    }

    [Fact]
    public async Task Staged_import_is_shown_and_then_applied()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        var id = await StageAsync(store, "exportRIO-sample.xml");
        await using (var db = store.CreateDbContext())
        {
            (await db.Organisations.CountAsync(Stop)).ShouldBe(0);
            var import = await db.RegisterImports.SingleAsync(Stop);
            import.State.ShouldBe(RegisterImportState.Staged);
            import.Domains.Added.ShouldBe(15);
            (await db.RegisterImportChanges.CountAsync(change => change.IsDomain, Stop)).ShouldBe(
                15
            );
            (await db.RegisterImportProblems.CountAsync(problem => problem.Refused, Stop)).ShouldBe(
                5
            );
        }
        var report = await store.Staged.ApplyAsync(id, "analist", false, Stop);
        report.Snapshot.ShouldBe(id);
        await using (var db = store.CreateDbContext())
        {
            (await db.Organisations.CountAsync(Stop)).ShouldBe(9);
            (await db.RegisterImportContents.CountAsync(Stop)).ShouldBe(0);
            (await db.RegisterImports.SingleAsync(Stop)).AppliedBy.ShouldBe("analist");
        }
        (
            await Should.ThrowAsync<ImportNotPossibleException>(() =>
                store.Staged.ApplyAsync(id, "analist", false, Stop)
            )
        ).Obstacle.ShouldBe(ImportObstacle.NotStaged);
    }

    [Fact]
    public async Task Staged_import_is_not_applied_over_another_that_came_between()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        var id = await StageAsync(store, "exportRIO-sample.xml");
        await store.RioAsync(RegisterFiles.Organisation("1", "<p:naam>A</p:naam>"));
        (
            await Should.ThrowAsync<ImportNotPossibleException>(() =>
                store.Staged.ApplyAsync(id, "analist", false, Stop)
            )
        ).Obstacle.ShouldBe(ImportObstacle.Overtaken);
    }

    [Fact]
    public async Task Staged_import_is_not_applied_where_it_would_change_something_else()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        var id = await StageAsync(store, "exportRIO-sample.xml");
        await using (var db = store.CreateDbContext())
        {
            // As a correction of its first domain does: one is no longer new.
            var import = await db.RegisterImports.SingleAsync(Stop);
            import.Domains = import.Domains with { Added = 14 };
            await db.SaveChangesAsync(Stop);
        }

        (
            await Should.ThrowAsync<ImportNotPossibleException>(() =>
                store.Staged.ApplyAsync(id, "analist", false, Stop)
            )
        ).Obstacle.ShouldBe(ImportObstacle.DifferenceChanged);

        await using var after = store.CreateDbContext();
        (await after.Organisations.CountAsync(Stop)).ShouldBe(0);
        (await after.RegisterImports.SingleAsync(Stop)).State.ShouldBe(RegisterImportState.Staged);
    }

    [Fact]
    public async Task List_made_by_hand_is_not_replaced_by_a_register()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await using (var db = store.CreateDbContext())
        {
            var list = new DomainList
            {
                Name = "Eigen keuze",
                Kind = DomainListKind.ByHand,
                CreatedAt = DateTimeOffset.UnixEpoch,
            };
            db.DomainLists.Add(list);
            await db.SaveChangesAsync(Stop);
            db.DomainListMembers.Add(new() { ListId = list.Id, Domain = "mijn.example" });
            await db.SaveChangesAsync(Stop);
        }

        (
            await Should.ThrowAsync<ImportNotPossibleException>(() =>
                ImportAsync(store, "exportRIO-sample.xml", "Eigen keuze")
            )
        ).Obstacle.ShouldBe(ImportObstacle.ListIsOfAnotherKind);

        // One that the register made is its own.
        await ImportAsync(store, "exportRIO-sample.xml", "Van het register");
        await ImportAsync(store, "exportRIO-sample.xml", "Van het register");
        await using var after = store.CreateDbContext();
        (await after.DomainLists.CountAsync(Stop)).ShouldBe(2);
        (await after.DomainListMembers.CountAsync(m => m.Domain == "mijn.example", Stop)).ShouldBe(
            1
        );
    }

    [Fact]
    public async Task Member_whose_record_was_refused_stays_on_the_list_of_a_register()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await RioAsync("");
        (await MembersAsync()).ShouldBe(["a.example", "b.example", "c.example"]);

        await RioAsync("31-02-2026");
        (await MembersAsync()).ShouldBe(["a.example", "b.example"], "c.example is not named");

        async Task RioAsync(string since)
        {
            var gone = since.Length == 0 ? Registration("3", "c.example", "") : "";
            var file = $"""
                {RegisterFiles.RioStart}
                <p:organisatie p:systeemId="1"><p:naam>Een</p:naam><p:domeinnaamregistraties>
                {Registration("2", "a.example", since)}{Registration("4", "b.example", "")}{gone}
                </p:domeinnaamregistraties></p:organisatie>
                {RegisterFiles.RioEnd}
                """;
            await store.ImportAsync(
                RegisterSource.Rio,
                Encoding.UTF8.GetBytes(file.Trim()),
                "exportRIO.xml",
                "Van het register",
                confirmed: true
            );
        }

        static string Registration(string id, string name, string since) =>
            $"""<p:domeinnaamregistratie p:systeemId="{id}"><p:naam>{name}</p:naam><p:geregistreerdSinds>{since}</p:geregistreerdSinds></p:domeinnaamregistratie>""";

        async Task<List<string>> MembersAsync()
        {
            await using var db = store.CreateDbContext();
            return await db.DomainListMembers.Select(m => m.Domain).Order().ToListAsync(Stop);
        }
    }

    [Fact]
    public async Task Domain_that_has_ended_is_no_member_of_the_list_of_a_register()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        var file = $"""
            {RegisterFiles.RioStart}
            <p:organisatie p:systeemId="1"><p:naam>Een</p:naam><p:domeinnaamregistraties>
            {Until("a.example", "2026-11-01")}{Until("b.example", "2026-11-02")}{Until(
                "c.example",
                ""
            )}
            </p:domeinnaamregistraties></p:organisatie>
            {RegisterFiles.RioEnd}
            """;
        await store.ImportAsync(
            RegisterSource.Rio,
            Encoding.UTF8.GetBytes(file.Trim()),
            "exportRIO.xml",
            "Van het register"
        );
        await using var db = store.CreateDbContext();
        (await db.DomainListMembers.Select(m => m.Domain).Order().ToListAsync(Stop)).ShouldBe(
            ["b.example", "c.example"],
            "a.example is the organisation's no more on 1 November"
        );

        static string Until(string name, string until) =>
            $"""<p:domeinnaamregistratie><p:naam>{name}</p:naam><p:opgezegdSinds>{until}</p:opgezegdSinds></p:domeinnaamregistratie>""";
    }

    [Fact]
    public async Task Staging_says_in_the_log_which_import_gave_way()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        var first = await StageAsync(store, "exportRIO-sample.xml");
        await StageAsync(store, "exportRIO-sample.xml");

        await using var db = store.CreateDbContext();
        (await db.RegisterImports.SingleAsync(i => i.Id == first, Stop)).State.ShouldBe(
            RegisterImportState.Discarded
        );
        (
            await db.AuditEntries.SingleAsync(e => e.Action == "import-discarded", Stop)
        ).Subject.ShouldBe($"{first}");
    }

    [Fact]
    public async Task Import_that_is_being_applied_is_not_discarded()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        var id = await StageAsync(store, "exportRIO-sample.xml");
        await using var db = store.CreateDbContext();
        await using var applying = await db.Database.BeginTransactionAsync(Stop);
        await OrganisationLock.TakeAsync(db, Stop);
        await db.RegisterImports.ExecuteUpdateAsync(
            set => set.SetProperty(import => import.State, RegisterImportState.Applied),
            Stop
        );

        var discarding = store.Staged.DiscardAsync(id, "analist", Stop);
        await Eventually.TrueAsync(async () =>
        {
            discarding.IsCompleted.ShouldBeFalse();
            return await db
                .Database.SqlQuery<bool>(
                    $"SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND (locktype = 'transactionid' OR database = (SELECT oid FROM pg_database WHERE datname = current_database()))) AS \"Value\""
                )
                .SingleAsync(Stop);
        });
        await applying.CommitAsync(Stop);

        (await Should.ThrowAsync<ImportNotPossibleException>(() => discarding)).Obstacle.ShouldBe(
            ImportObstacle.NotStaged
        );
        (await db.RegisterImports.AsNoTracking().SingleAsync(Stop)).State.ShouldBe(
            RegisterImportState.Applied
        );
    }

    [Fact]
    public async Task Two_imports_at_once_are_one_after_the_other()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        var reports = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => store.SampleAsync(RegisterSource.Rio, "exportRIO-sample.xml"))
        );
        reports.Select(report => report.Snapshot).Distinct().Count().ShouldBe(1);
        reports.Count(report => report.Domains.Added == 15).ShouldBe(1);
    }

    [Fact]
    public async Task Refused_file_changes_nothing()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.SampleAsync(RegisterSource.Roo, "exportOO-sample.xml");
        var before = await store.ContentsAsync();
        var octets = await File.ReadAllBytesAsync(
            RegisterFiles.PathOf("exportOO-sample.xml"),
            Stop
        );
        await Should.ThrowAsync<RefusedFileException>(() =>
            store.ImportAsync(RegisterSource.Roo, octets[..20_000], "exportOO.xml")
        );
        (await store.ContentsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task List_that_is_made_by_hand_is_not_overwritten_by_a_file()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await using (var db = store.CreateDbContext())
        {
            db.DomainLists.Add(
                new()
                {
                    Name = "proef",
                    Kind = DomainListKind.ByHand,
                    CreatedAt = store.Time.GetUtcNow(),
                }
            );
            await db.SaveChangesAsync(Stop);
        }
        (
            await Should.ThrowAsync<ImportNotPossibleException>(() =>
                store.ListAsync("Organisatie;Domein\nA;a.example", "proef")
            )
        ).Obstacle.ShouldBe(ImportObstacle.ListIsOfAnotherKind);
    }

    [Fact]
    public async Task Register_becomes_a_list_too()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.SampleAsync(RegisterSource.Rio, "exportRIO-sample.xml", "rijk");
        (await store.TodayAsync("rijk")).Domains.Count.ShouldBe(15);
        (await store.Domains.OnAsync(new(2026, 11, 1), "geen lijst", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Holder_is_kept_only_where_it_is_a_registered_organisation()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.SampleAsync(RegisterSource.Rio, "exportRIO-sample.xml");
        await using var db = store.CreateDbContext();
        (
            await db
                .OrganisationDomains.Where(link => link.Holder != null)
                .Select(link => link.Holder)
                .Distinct()
                .OrderBy(holder => holder)
                .ToListAsync(Stop)
        ).ShouldBe(["Dienst Proefuitvoering", "Gemeente Voorbeeldstad"]);
        (
            await db.OrganisationDomains.SingleAsync(
                link => link.Domain == "bezoekvoorbeeldstad.example",
                Stop
            )
        ).Holder.ShouldBeNull();
    }

    private static async Task<int> StageAsync(RegisterStore store, string sample)
    {
        var request = new ImportRequest(RegisterSource.Rio, sample, null, "test");
        await using var file = File.OpenRead(RegisterFiles.PathOf(sample));
        return await store.Staged.StageAsync(
            request,
            await store.Importer.ReadAsync(request, file, Stop),
            Stop
        );
    }

    private static async Task<ImportReport> ImportAsync(
        RegisterStore store,
        string sample,
        string list
    )
    {
        var request = new ImportRequest(RegisterSource.Rio, sample, list, "test");
        await using var file = File.OpenRead(RegisterFiles.PathOf(sample));
        return await store.Importer.ImportAsync(
            request,
            await store.Importer.ReadAsync(request, file, Stop),
            Stop
        );
    }
}
