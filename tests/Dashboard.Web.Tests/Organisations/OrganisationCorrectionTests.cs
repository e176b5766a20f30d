using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Dashboard.Data.Notices;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Organisations;
using Dashboard.Web.Features.Rounds.Explanations;
using Dashboard.Web.Features.Rounds.Start;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Organisations;

/// <summary>What analysts change by hand: it is written down with who and why, and no import undoes it.</summary>
public sealed class OrganisationCorrectionTests(PostgresFixture postgres)
{
    private const string Tooi = "https://identifier.overheid.nl/tooi/id/";

    private static readonly ChangeAuthor Eva = new("Eva", "zo staat het in het besluit");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The organisation 9 as the register has it.</summary>
    private sealed record Nine
    {
        public string Name { get; init; } = "Kust";

        public string Type { get; init; } = "Gemeente";

        public string? Ends { get; init; }

        public string Ministry { get; init; } = "21";

        public string Province { get; init; } = "pv31";

        /// <summary>It is nested in this one.</summary>
        public string Parent { get; init; } = "41";

        public string Register =>
            string.Concat(
                Plain("21", "Ministerie"),
                Plain("22", "Ministerie"),
                Plain("23", "Ministerie"),
                Plain("31", "Provincie", "pv31"),
                Plain("32", "Provincie", "pv32"),
                Plain("33", "Provincie", "pv33"),
                Whole("41"),
                Whole("42"),
                Whole("43")
            );

        private string Whole(string id) =>
            RegisterFiles.Organisation(
                id,
                $"<p:naam>Geheel {id}</p:naam>{Types("Gemeente")}{(id == Parent ? $"<p:organisaties>{Own}</p:organisaties>" : "")}"
            );

        private string Own =>
            RegisterFiles.Organisation(
                "9",
                $"<p:naam>{Name}</p:naam>{Types(Type)}<p:adressen><p:adres><p:adresType>Bezoekadres</p:adresType><p:provincie>{Tooi}provincie/{Province}</p:provincie></p:adres></p:adressen><p:relatieMetMinisterie p:systeemId=\"{Ministry}\">M</p:relatieMetMinisterie>{(Ends is null ? "" : $"<p:eindDatum>{Ends}</p:eindDatum>")}"
            );

        private static string Plain(string id, string type, string? tooi = null) =>
            RegisterFiles.Organisation(
                id,
                $"<p:naam>{type} {id}</p:naam>{Types(type)}",
                tooi is null ? "" : $"p:resourceIdentifierTOOI=\"{Tooi}provincie/{tooi}\""
            );
    }

    /// <param name="Later">What the register says in its next file, by the correction.</param>
    /// <param name="Source">The same, as the field then is once it is given back.</param>
    private sealed record FieldCase(string Value, string Stored, Nine Later, string Source);

    private static readonly Dictionary<OrganisationField, FieldCase> Fields = new()
    {
        [OrganisationField.Name] = new(
            " Kuststad ",
            "Kuststad",
            new() { Name = "Kustdorp" },
            "Kustdorp"
        ),
        [OrganisationField.Layer] = new("gr", "gr", new() { Type = "Waterschap" }, "waterschap"),
        [OrganisationField.Parent] = new("42", "42", new() { Parent = "43" }, "43"),
        [OrganisationField.Ministry] = new("22", "22", new() { Ministry = "23" }, "23"),
        [OrganisationField.Province] = new(
            "32",
            $"{Tooi}provincie/pv32",
            new() { Province = "pv33" },
            $"{Tooi}provincie/pv33"
        ),
        [OrganisationField.EndsOn] = new(
            "2026-12-01",
            "2026-12-01",
            new() { Ends = "2027-06-01" },
            "2027-06-01"
        ),
    };

    public static TheoryData<OrganisationField> EveryField =>
        [.. Enum.GetValues<OrganisationField>().Except([OrganisationField.MainDomain])];

    [Theory]
    [MemberData(nameof(EveryField))]
    public async Task Corrected_field_outlives_an_import_whose_preview_says_so(
        OrganisationField field
    )
    {
        var store = await RegisterStore.CreateAsync(postgres);
        var (value, stored, later, source) = Fields[field];
        await store.RooAsync(new Nine().Register);
        var before = await ValueAsync(store, field);

        (await store.Corrections.CorrectAsync("9", field, value, Eva, Stop)).ShouldBeNull();

        (await ValueAsync(store, field)).ShouldBe(stored);
        var preview = await store.PreviewAsync(
            RegisterSource.Roo,
            RegisterFiles.RooStart + later.Register + RegisterFiles.RooEnd
        );
        preview
            .Warnings.Where(w => w.Reason == "correction-kept")
            .Select(w => w.Text.Split(':')[0])
            .ShouldBe([Core.Slug.Of(field)]);
        await store.RooAsync(later.Register);
        (await ValueAsync(store, field)).ShouldBe(stored);

        (await store.Corrections.WithdrawAsync("9", field, Eva, Stop)).ShouldBeNull();

        (await ValueAsync(store, field)).ShouldBe(source);
        (await store.OrganisationAsync("9")).Corrected.ShouldBeEmpty();
        (await store.Corrections.WithdrawAsync("9", field, Eva, Stop)).ShouldBe(
            CorrectionRefusal.NotCorrected
        );
        await ShouldBeWrittenAsync(
            store,
            "organisation-corrected 9",
            "organisation-correction-withdrawn 9"
        );
        await using var db = store.CreateDbContext();
        var written = await db
            .AuditEntries.OrderBy(e => e.Id)
            .FirstAsync(e => e.Action == "organisation-corrected", Stop);
        written.After!.ShouldContain(stored);
        (before is null || written.Before!.Contains(before)).ShouldBeTrue(written.Before);
    }

    [Theory]
    [InlineData(OrganisationField.Name, " ", CorrectionRefusal.WrongValue)]
    [InlineData(OrganisationField.Name, null, CorrectionRefusal.WrongValue)]
    [InlineData(OrganisationField.Layer, "keizerrijk", CorrectionRefusal.WrongValue)]
    [InlineData(OrganisationField.Parent, "none", CorrectionRefusal.NoSuchOrganisation)]
    [InlineData(OrganisationField.Parent, "9", CorrectionRefusal.Circle)]
    [InlineData(OrganisationField.Ministry, "41", CorrectionRefusal.WrongValue)]
    [InlineData(OrganisationField.Province, "41", CorrectionRefusal.WrongValue)]
    [InlineData(OrganisationField.Province, "none", CorrectionRefusal.NoSuchOrganisation)]
    [InlineData(OrganisationField.EndsOn, "1 januari", CorrectionRefusal.WrongDates)]
    [InlineData(OrganisationField.MainDomain, "no domain", CorrectionRefusal.NotADomain)]
    [InlineData(OrganisationField.MainDomain, "a.example", CorrectionRefusal.NoSuchLink)]
    public async Task Value_that_a_field_cannot_have_is_refused_and_changes_nothing(
        OrganisationField field,
        string? value,
        object refusal
    )
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        var before = await store.ContentsAsync();

        (await store.Corrections.CorrectAsync("9", field, value, Eva, Stop)).ShouldBe(
            (CorrectionRefusal)refusal
        );

        (await store.ContentsAsync()).ShouldBe(before);
        await ShouldBeWrittenAsync(store);
    }

    [Fact]
    public async Task Change_without_its_reason_is_refused()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        foreach (var reason in new[] { "", " ", new string('x', 1001) })
        {
            (
                await store.Corrections.CorrectAsync(
                    "9",
                    OrganisationField.Name,
                    "Kuststad",
                    new("Eva", reason),
                    Stop
                )
            ).ShouldBe(CorrectionRefusal.ReasonMissing);
        }
        (await store.OrganisationAsync("9")).Name.ShouldBe("Kust");
    }

    [Fact]
    public async Task Only_a_mail_domain_of_the_whole_is_its_main_domain()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine { Type = "Organisatieonderdeel" }.Register);
        await store.RioAsync(
            Rio("41", "geheel.example") + Rio("9", "deel.example") + Rio("42", "ander.example")
        );
        async Task<CorrectionRefusal?> ChooseAsync(string at, string? domain) =>
            await store.Corrections.CorrectAsync(
                at,
                OrganisationField.MainDomain,
                domain,
                Eva,
                Stop
            );

        (await ChooseAsync("41", "ander.example")).ShouldBe(CorrectionRefusal.NoSuchLink);
        (await ChooseAsync("9", "deel.example")).ShouldBe(CorrectionRefusal.OfAPart);
        (await MainAsync(store, "41")).ShouldBeNull("two, and nobody chose");
        (await MainAsync(store, "42")).ShouldBe("ander.example", "the only one");
        (await ChooseAsync("41", "deel.example")).ShouldBeNull("of its part");
        (await MainAsync(store, "41")).ShouldBe("deel.example");
        (await MainAsync(store, "9")).ShouldBe("deel.example", "it counts at the whole");

        await store.RooAsync(new Nine { Type = "Organisatieonderdeel", Name = "Anders" }.Register);
        (await MainAsync(store, "41")).ShouldBe("deel.example", "an import names none");
        (
            await store.DomainCorrections.SetAsync(
                "9",
                "deel.example",
                new(Until: new(2026, 11, 1)),
                Eva,
                Stop
            )
        ).ShouldBeNull();
        (await MainAsync(store, "41")).ShouldBe("geheel.example", "the only one that is left");
        (await ChooseAsync("41", "geheel.example")).ShouldBeNull();
        (await ChooseAsync("41", null)).ShouldBeNull();
        (await store.OrganisationAsync("41")).Corrected.ShouldBeEmpty();
        await ShouldBeWrittenAsync(
            store,
            "organisation-corrected 41",
            "domain-corrected 9",
            "organisation-corrected 41",
            "organisation-corrected 41"
        );
    }

    [Fact]
    public async Task Domain_of_a_list_is_no_only_one_where_the_registers_have_another()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.RioAsync(Rio("31", "een.example", "twee.example") + Rio("32", "drie.example"));
        await store.ListAsync(
            $"Organisatie;TOOI;Domein\nA;{Tooi}provincie/pv31;een.example\nB;{Tooi}provincie/pv32;drie.example",
            "keuze"
        );

        (await MainAsync(store, "31", "keuze")).ShouldBeNull();
        (await MainAsync(store, "32", "keuze")).ShouldBe("drie.example");
    }

    [Fact]
    public async Task Domain_by_hand_outlives_imports_until_it_is_given_back()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.RioAsync(Rio("42", "een.example"));

        (
            await store.DomainCorrections.SetAsync(
                "42",
                "https://www.Hand.example/",
                new(From: new(2026, 3, 1)),
                Eva,
                Stop
            )
        ).ShouldBeNull();
        (
            await store.DomainCorrections.SetAsync(
                "42",
                "een.example",
                new(Until: new(2026, 10, 1)),
                Eva,
                Stop
            )
        ).ShouldBeNull();
        (await store.LinksAsync("hand.example")).ShouldBe(["42 [2026-03-01, )"]);
        (await store.LinksAsync("een.example")).ShouldBe(["42 [2005-03-01, 2026-10-01)"]);
        (await store.HoldersAsync("een.example")).ShouldBeNull();

        var later = RioOf("42", Registration("een.example", since: "2006-01-01"));
        var preview = await store.PreviewAsync(
            RegisterSource.Rio,
            RegisterFiles.RioStart + later + RegisterFiles.RioEnd
        );
        preview
            .Warnings.Where(w => w.Reason == "correction-kept")
            .Select(w => w.Text)
            .ShouldBe(["een.example"]);
        await store.RioAsync(later);
        (await store.LinksAsync("een.example")).ShouldBe(["42 [2005-03-01, 2026-10-01)"]);
        (await store.LinksAsync("hand.example")).ShouldBe(["42 [2026-03-01, )"]);

        (
            await store.DomainCorrections.WithdrawAsync("42", "een.example", Eva, Stop)
        ).ShouldBeNull();
        (
            await store.DomainCorrections.WithdrawAsync("42", "hand.example", Eva, Stop)
        ).ShouldBeNull();
        (await store.LinksAsync("een.example")).ShouldBe(["42 [2006-01-01, )"]);
        (await store.LinksAsync("hand.example")).ShouldBeEmpty();
        await ShouldBeWrittenAsync(
            store,
            "domain-added 42",
            "domain-corrected 42",
            "domain-correction-withdrawn 42",
            "domain-correction-withdrawn 42"
        );
    }

    [Fact]
    public async Task Another_source_does_not_undo_what_was_ended_or_moved_by_hand()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.RioAsync(
            Rio("31", "weg.example", "over.example") + Rio("32", "anders.example")
        );
        var domains = store.DomainCorrections;
        (
            await domains.SetAsync("31", "weg.example", new(Until: new(2026, 10, 1)), Eva, Stop)
        ).ShouldBeNull();
        (
            await domains.MoveAsync("31", "32", ["over.example"], new(2026, 10, 1), Eva, Stop)
        ).ShouldBeNull();
        var file =
            $"Organisatie;TOOI;Domein\nA;{Tooi}provincie/pv31;weg.example\nA;{Tooi}provincie/pv31;over.example\nB;{Tooi}provincie/pv32;anders.example";

        var preview = await store.PreviewAsync(RegisterSource.List, file, "oud");
        await store.ListAsync(file, "oud");

        preview
            .Warnings.Where(w => w.Reason == "correction-kept")
            .Select(w => w.Text)
            .ShouldBe(["weg.example", "over.example"], ignoreOrder: true);
        (await store.HoldersAsync("weg.example")).ShouldBeNull();
        (await store.HoldersAsync("over.example")).ShouldBe(["32"]);
        (await store.HoldersAsync("anders.example")).ShouldBe(["32"]);

        (await domains.WithdrawAsync("31", "weg.example", Eva, Stop)).ShouldBeNull();
        (await store.HoldersAsync("weg.example")).ShouldBe(["31"]);
    }

    [Fact]
    public async Task Stay_that_is_over_keeps_its_days()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.RioAsync(
            RioOf("42", Registration("een.example", until: "2015-01-01"))
                + Rio("43", "twee.example")
        );
        await store.ListAsync(
            "Organisatie;Domein;Vanaf\nGeheel 42;een.example;2020-01-01",
            "later"
        );
        var listed = (await store.HoldersAsync("een.example"))!.Single();
        (await store.Joining.JoinAsync(listed, "42", Eva, Stop)).ShouldBeNull();
        var domains = store.DomainCorrections;

        (
            await domains.SetAsync("42", "een.example", new(Until: new(2026, 12, 31)), Eva, Stop)
        ).ShouldBeNull();

        (await store.LinksAsync("een.example")).ShouldBe(
            ["42 [2005-03-01, 2015-01-01)", "42 [2020-01-01, 2026-12-31)"],
            ignoreOrder: true
        );

        Task<CorrectionRefusal?> MoveAsync(string from, string to, DateOnly day) =>
            domains.MoveAsync(from, to, ["twee.example"], day, Eva, Stop);
        (await MoveAsync("43", "42", new(2026, 10, 1))).ShouldBeNull();
        (await MoveAsync("42", "43", new(2026, 10, 10))).ShouldBeNull();
        (await MoveAsync("43", "42", new(2026, 10, 20))).ShouldBeNull();

        (await store.LinksAsync("twee.example")).ShouldBe(
            [
                "42 [2026-10-01, 2026-10-10)",
                "42 [2026-10-20, )",
                "43 [2005-03-01, 2026-10-01)",
                "43 [2026-10-10, 2026-10-20)",
            ],
            ignoreOrder: true
        );
        (await store.HoldersAsync("twee.example")).ShouldBe(["42"]);
    }

    [Fact]
    public async Task Domain_that_ended_goes_on_where_it_is_opened_by_hand()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.RioAsync(RioOf("42", Registration("een.example", until: "2026-01-01")));
        var domains = store.DomainCorrections;

        (
            await domains.SetAsync(
                "42",
                "een.example",
                new(From: new(2025, 2, 1), Until: new(2025, 1, 1)),
                Eva,
                Stop
            )
        ).ShouldBe(CorrectionRefusal.WrongDates, "it would end before it begins");
        (
            await domains.SetAsync(
                "42",
                "een.example",
                new(Until: new(2027, 1, 1), Open: true),
                Eva,
                Stop
            )
        ).ShouldBe(CorrectionRefusal.WrongDates, "both an end and none");
        (await domains.SetAsync("42", "*.example", new(), Eva, Stop)).ShouldBe(
            CorrectionRefusal.NotADomain
        );
        (await domains.WithdrawAsync("42", "een.example", Eva, Stop)).ShouldBe(
            CorrectionRefusal.NotCorrected
        );
        (await domains.SetAsync("42", "een.example", new(Open: true), Eva, Stop)).ShouldBeNull();

        (await store.LinksAsync("een.example")).ShouldBe(["42 [2005-03-01, )"]);
    }

    [Fact]
    public async Task Organisation_is_split_by_domains_that_move_on_a_day()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.RioAsync(Rio("42", "een.example", "twee.example", "drie.example"));
        var domains = store.DomainCorrections;
        Task<CorrectionRefusal?> MoveAsync(string to, DateOnly day, params string[] names) =>
            domains.MoveAsync("42", to, names, day, Eva, Stop);

        (await MoveAsync("43", new(2026, 11, 1), "een.example", "no.example")).ShouldBe(
            CorrectionRefusal.NoSuchLink
        );
        (await MoveAsync("43", new(2005, 3, 1), "een.example")).ShouldBe(
            CorrectionRefusal.WrongDates
        );
        (await MoveAsync("42", new(2026, 11, 1), "een.example")).ShouldBe(
            CorrectionRefusal.SameOrganisation
        );
        (await MoveAsync("43", new(2026, 11, 1))).ShouldBe(CorrectionRefusal.NoSuchLink);
        (await store.HoldersAsync("een.example")).ShouldBe(["42"], "all are moved, or none");
        (await MoveAsync("43", new(2026, 11, 1), "een.example", "twee.example")).ShouldBeNull();

        (await store.LinksAsync("een.example")).ShouldBe([
            "42 [2005-03-01, 2026-11-01)",
            "43 [2026-11-01, )",
        ]);
        (await store.HoldersAsync("twee.example")).ShouldBe(["43"]);
        (await store.HoldersAsync("drie.example")).ShouldBe(["42"]);
        await store.RioAsync(
            Rio("42", "een.example", "twee.example", "drie.example", "vier.example")
        );
        (await store.HoldersAsync("een.example")).ShouldBe(
            ["43"],
            "the register knows nothing of it"
        );
        await ShouldBeWrittenAsync(store, "domains-moved 42");

        // And back: the days before stay as they were.
        (
            await domains.MoveAsync("43", "42", ["een.example"], new(2026, 12, 1), Eva, Stop)
        ).ShouldBeNull();
        (await store.LinksAsync("een.example")).ShouldBe([
            "42 [2005-03-01, 2026-11-01)",
            "42 [2026-12-01, )",
            "43 [2026-11-01, 2026-12-01)",
        ]);
    }

    [Theory]
    [InlineData("42")]
    [InlineData("43")]
    public async Task Move_that_is_taken_back_at_either_end_leaves_the_domain_where_it_was(
        string end
    )
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.RioAsync(Rio("42", "een.example", "twee.example"));
        var domains = store.DomainCorrections;
        string[] both = ["een.example", "twee.example"];
        (await domains.MoveAsync("42", "43", both, new(2026, 11, 1), Eva, Stop)).ShouldBeNull();

        (await domains.WithdrawAsync(end, "een.example", Eva, Stop)).ShouldBeNull();

        (await store.LinksAsync("een.example")).ShouldBe(["42 [2005-03-01, )"]);
        (await store.HoldersAsync("een.example")).ShouldBe(["42"]);
        (await store.HoldersAsync("twee.example")).ShouldBe(["43"], "another domain stays moved");
        (await domains.WithdrawAsync(end, "een.example", Eva, Stop)).ShouldBe(
            CorrectionRefusal.NotCorrected
        );
    }

    [Fact]
    public async Task Several_organisations_merge_all_or_none()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.RioAsync(Rio("41", "een.example") + Rio("42", "twee.example"));
        Task<CorrectionRefusal?> MergeAsync(params string[] old) =>
            store.Links.LinkAsync(old, "43", new(2026, 11, 1), Eva, Stop);

        (await MergeAsync("41", "none")).ShouldBe(CorrectionRefusal.NoSuchOrganisation);
        (await MergeAsync("41", "43")).ShouldBe(CorrectionRefusal.SameOrganisation);
        (await MergeAsync()).ShouldBe(CorrectionRefusal.NoSuchOrganisation);
        (await store.Links.LinkAsync(["41"], "9", new(2026, 11, 1), Eva, Stop)).ShouldBe(
            CorrectionRefusal.Circle,
            "a part does not follow its whole"
        );
        (await store.OrganisationAsync("41")).SuccessorId.ShouldBeNull();
        (await MergeAsync("41", "42")).ShouldBeNull();

        (await store.HoldersAsync("een.example")).ShouldBe(["43"]);
        (await store.HoldersAsync("twee.example")).ShouldBe(["43"]);
        (await store.Links.LinkAsync(["43"], "41", new(2026, 11, 1), Eva, Stop)).ShouldBe(
            CorrectionRefusal.Circle
        );
        await store.RooAsync(new Nine { Name = "Anders" }.Register);
        (await store.HoldersAsync("een.example")).ShouldBe(["43"], "an import keeps it");

        (await store.Links.UnlinkAsync("41", Eva, Stop)).ShouldBeNull();
        (await store.Links.UnlinkAsync("41", Eva, Stop)).ShouldBe(CorrectionRefusal.NotCorrected);
        (await store.TodayAsync()).Orphans.ShouldBe([DomainName.Parse("een.example")]);
        await ShouldBeWrittenAsync(
            store,
            "organisation-linked 41",
            "organisation-linked 42",
            "organisation-unlinked 41"
        );
    }

    [Fact]
    public async Task Organisation_that_is_ended_by_hand_leaves_its_domains_without_one()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.RioAsync(Rio("42", "een.example"));

        (
            await store.Corrections.CorrectAsync(
                "42",
                OrganisationField.EndsOn,
                "2026-11-01",
                Eva,
                Stop
            )
        ).ShouldBeNull();

        (await store.TodayAsync()).Orphans.ShouldBe([DomainName.Parse("een.example")]);
        (await store.OrganisationAsync("42")).IsActiveOn(new(2026, 11, 1)).ShouldBeFalse();
    }

    [Fact]
    public async Task Organisation_of_a_list_joins_one_of_a_register_and_stays_joined()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.ListAsync("Organisatie;Domein\nGeheel 42;een.example\nAnders;x.example");
        var listed = (await store.HoldersAsync("een.example"))!.Single();
        var other = (await store.HoldersAsync("x.example"))!.Single();
        var explanations = new ExplanationDesk(
            store,
            new RoundRegister(store, store.Domains),
            store.Time
        );
        (
            await explanations.AddAsync(
                new(listed, Core.Adoption.FigureStandard.Dane, null, "Volgend jaar.", "bestuur"),
                Stop
            )
        ).Refusal.ShouldBeNull();
        Task<CorrectionRefusal?> JoinAsync(string one, string to) =>
            store.Joining.JoinAsync(one, to, Eva, Stop);

        (await JoinAsync("42", "43")).ShouldBe(CorrectionRefusal.NotOfAList);
        (await JoinAsync(listed, other)).ShouldBe(CorrectionRefusal.NotInRegister);
        (await JoinAsync(listed, listed)).ShouldBe(CorrectionRefusal.SameOrganisation);
        (await JoinAsync(listed, "none")).ShouldBe(CorrectionRefusal.NoSuchOrganisation);
        (await JoinAsync(listed, "42")).ShouldBeNull();

        (await store.HoldersAsync("een.example")).ShouldBe(["42"]);
        var joined = await store.OrganisationAsync(listed);
        joined.SuccessorId.ShouldBe((await store.OrganisationAsync("42")).Id);
        joined.IsActiveOn(new(2026, 11, 1)).ShouldBeFalse();
        await using (var db = store.CreateDbContext())
        {
            var rows = await db.Set<ExplanationRow>().OrderBy(e => e.Id).ToListAsync(Stop);
            rows.Select(e => (e.OrganisationKey, Holds: e.EndedAt is null))
                .ShouldBe([(listed, false), ("42", true)]);
            rows[1].Replaces.ShouldBe(rows[0].Id);
        }
        await store.ListAsync(
            "Organisatie;Domein\nGeheel 42;een.example\nGeheel 42;twee.example\nAnders;x.example"
        );
        (await store.HoldersAsync("twee.example")).ShouldBe(["42"], "in later files too");
        (await store.OrganisationAsync("42")).Layer.ShouldBe("gemeente", "as the register has it");
        await ShouldBeWrittenAsync(store, $"organisation-joined {listed}");
    }

    [Fact]
    public async Task Followers_and_members_of_an_organisation_that_is_joined_go_with_it()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.ListAsync("Organisatie;Domein\nGeheel 42;een.example");
        var listed = (await store.HoldersAsync("een.example"))!.Single();
        var id = (await store.OrganisationAsync(listed)).Id;
        var kept = (await store.OrganisationAsync("42")).Id;
        long one;
        long both;
        long unconfirmed;
        await using (var db = store.CreateDbContext())
        {
            var (first, second, third) = (Recipient(db, 1), Recipient(db, 2), Recipient(db, 3));
            await db.SaveChangesAsync(Stop);
            (one, both, unconfirmed) = (first.Id, second.Id, third.Id);
            Follow(db, one, listed);
            Follow(db, both, listed);
            Follow(db, both, "42");
            Follow(db, unconfirmed, listed, confirmed: true);
            Follow(db, unconfirmed, "42");
            db.Invitations.Add(
                new()
                {
                    TokenHash = [1],
                    Name = "Lid",
                    Role = AccountRole.OrganisationMember,
                    OrganisationId = id,
                    InvitedBy = "test",
                    CreatedAt = store.Time.GetUtcNow(),
                    ExpiresAt = store.Time.GetUtcNow().AddDays(1),
                }
            );
            db.Add(
                new NoticeEventRow
                {
                    Key = "an explanation",
                    Kind = NoticeKind.ExplanationEnds,
                    At = store.Time.GetUtcNow(),
                    OrganisationKey = listed,
                    Facts = new(),
                }
            );
            await db.SaveChangesAsync(Stop);
        }

        (await store.Joining.JoinAsync(listed, "42", Eva, Stop)).ShouldBeNull();

        await using (var db = store.CreateDbContext())
        {
            (await db.Set<NoticeEventRow>().SingleAsync(Stop)).OrganisationKey.ShouldBe("42");
            var line = await db.AuditEntries.SingleAsync(
                e => e.Action == "account-organisation-changed",
                Stop
            );
            line.Subject.ShouldBe("Lid");
            line.Before!.ShouldContain(listed);
            line.After!.ShouldContain("\"42\"");
            var followed = await db.Set<SubscriptionRow>().ToListAsync(Stop);
            followed
                .Select(s => (s.RecipientId, s.TargetKey))
                .ShouldBe(
                    [(one, "42"), (both, listed), (both, "42"), (unconfirmed, "42")],
                    ignoreOrder: true
                );
            followed
                .Single(s => s.RecipientId == unconfirmed)
                .ConfirmedAt.ShouldNotBeNull("what was never confirmed holds nothing back");
            (await db.Invitations.SingleAsync(Stop)).OrganisationId.ShouldBe(kept);
        }

        MailRecipientRow Recipient(DashboardDb db, byte digest)
        {
            var row = new MailRecipientRow
            {
                Digest = [digest],
                CreatedAt = store.Time.GetUtcNow(),
            };
            db.Add(row);
            return row;
        }

        void Follow(DashboardDb db, long who, string key, bool confirmed = false) =>
            db.Add(
                new SubscriptionRow
                {
                    RecipientId = who,
                    Target = SubscriptionTarget.Organisation,
                    TargetKey = key,
                    Language = "nl",
                    CreatedAt = store.Time.GetUtcNow(),
                    ConfirmedAt = confirmed ? store.Time.GetUtcNow() : null,
                }
            );
    }

    [Fact]
    public async Task Join_leaves_ended_by_hand_what_a_list_still_names()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.RioAsync(Rio("42", "weg.example"));
        const string File = "Organisatie;Domein\nGeheel 42;weg.example";
        await store.ListAsync(File);
        var listed = (await store.HoldersAsync("weg.example"))!.Single(key => key != "42");
        (
            await store.DomainCorrections.SetAsync(
                "42",
                "weg.example",
                new(Until: new(2026, 10, 1)),
                Eva,
                Stop
            )
        ).ShouldBeNull();

        (await store.Joining.JoinAsync(listed, "42", Eva, Stop)).ShouldBeNull();

        (await store.HoldersAsync("weg.example")).ShouldBeNull();
        await store.ListAsync(File + "\nGeheel 42;ander.example");
        (await store.HoldersAsync("weg.example")).ShouldBeNull();
        (await store.HoldersAsync("ander.example")).ShouldBe(["42"]);
    }

    [Fact]
    public async Task Join_keeps_a_stay_that_begins_where_one_was_ended_by_hand()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.RioAsync(Rio("42", "een.example"));
        await store.ListAsync("Organisatie;Domein;Vanaf\nGeheel 42;een.example;2026-10-01");
        var listed = (await store.HoldersAsync("een.example"))!.Single(key => key != "42");
        (
            await store.DomainCorrections.SetAsync(
                "42",
                "een.example",
                new(Until: new(2026, 10, 1)),
                Eva,
                Stop
            )
        ).ShouldBeNull();

        (await store.Joining.JoinAsync(listed, "42", Eva, Stop)).ShouldBeNull();

        (await store.HoldersAsync("een.example")).ShouldBe(["42"]);
        (await store.LinksAsync("een.example")).ShouldContain("42 [2026-10-01, )");
    }

    [Fact]
    public async Task Typed_stays_that_overlap_become_one_with_the_days_of_both()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.ListAsync("Organisatie;Domein\nGeheel 42;x.example");
        var listed = (await store.HoldersAsync("x.example"))!.Single();
        var domains = store.DomainCorrections;
        (
            await domains.SetAsync(
                "42",
                "hand.example",
                new(From: new(2010, 1, 1), Until: new(2026, 12, 31)),
                Eva,
                Stop
            )
        ).ShouldBeNull();
        (
            await domains.SetAsync(listed, "hand.example", new(From: new(2026, 1, 1)), Eva, Stop)
        ).ShouldBeNull();

        (await store.Joining.JoinAsync(listed, "42", Eva, Stop)).ShouldBeNull();

        (await store.LinksAsync("hand.example")).ShouldBe(["42 [2010-01-01, )"]);
    }

    [Fact]
    public async Task Typed_stays_of_both_are_kept_by_a_join()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.ListAsync("Organisatie;Domein\nGeheel 42;x.example");
        var listed = (await store.HoldersAsync("x.example"))!.Single();
        var domains = store.DomainCorrections;
        (
            await domains.SetAsync(
                "42",
                "hand.example",
                new(From: new(2020, 1, 1), Until: new(2021, 1, 1)),
                Eva,
                Stop
            )
        ).ShouldBeNull();
        (
            await domains.SetAsync(listed, "hand.example", new(From: new(2024, 1, 1)), Eva, Stop)
        ).ShouldBeNull();

        (await store.Joining.JoinAsync(listed, "42", Eva, Stop)).ShouldBeNull();

        (await store.LinksAsync("hand.example")).ShouldBe(
            ["42 [2020-01-01, 2021-01-01)", "42 [2024-01-01, )"],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task Move_that_went_on_is_taken_back_whole()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.RioAsync(Rio("41", "een.example"));
        var domains = store.DomainCorrections;
        (
            await domains.MoveAsync("41", "42", ["een.example"], new(2026, 10, 1), Eva, Stop)
        ).ShouldBeNull();
        (
            await domains.MoveAsync("42", "43", ["een.example"], new(2026, 10, 20), Eva, Stop)
        ).ShouldBeNull();

        (await domains.WithdrawAsync("41", "een.example", Eva, Stop)).ShouldBeNull();

        (await store.LinksAsync("een.example")).ShouldBe(["41 [2005-03-01, )"]);
        (await store.HoldersAsync("een.example")).ShouldBe(["41"]);
    }

    [Fact]
    public async Task Domain_that_comes_back_by_hand_has_a_second_stay()
    {
        var store = await RegisterStore.CreateAsync(postgres);
        await store.RooAsync(new Nine().Register);
        await store.RioAsync(RioOf("42", Registration("een.example", until: "2015-01-01")));

        (
            await store.DomainCorrections.SetAsync(
                "42",
                "een.example",
                new(From: new(2020, 1, 1)),
                Eva,
                Stop
            )
        ).ShouldBeNull();

        (await store.LinksAsync("een.example")).ShouldBe(
            ["42 [2005-03-01, 2015-01-01)", "42 [2020-01-01, )"],
            ignoreOrder: true
        );
    }

    /// <summary>What analysts did, in its order, each line with who and why.</summary>
    private static async Task ShouldBeWrittenAsync(RegisterStore store, params string[] lines)
    {
        await using var db = store.CreateDbContext();
        var written = await db
            .AuditEntries.Where(e => e.Actor == Eva.Name && e.Action != "explanation-added")
            .OrderBy(e => e.Id)
            .ToListAsync(Stop);
        written.Select(e => $"{e.Action} {e.Subject}").ShouldBe(lines);
        written.ShouldAllBe(e => e.After!.Contains(Eva.Reason!));
    }

    private static async Task<string?> ValueAsync(RegisterStore store, OrganisationField field)
    {
        await using var db = store.CreateDbContext();
        var organisation = await OrganisationLookup.FindAsync(db, "9", Stop);
        return await OrganisationFields.ValueAsync(db, organisation!, field, Stop);
    }

    /// <summary>The main domain that a round of today would hold of an organisation.</summary>
    private static async Task<string?> MainAsync(
        RegisterStore store,
        string key,
        string? list = null
    )
    {
        var read = await new RoundRegister(store, store.Domains).ReadAsync(
            list,
            DateOnly.FromDateTime(store.Time.GetUtcNow().Date),
            Stop
        );
        return read!.Organisations.Single(o => o.Self.Key == key).MainDomain?.Value;
    }

    private static string Types(string type) => $"<p:types><p:type>{type}</p:type></p:types>";

    private static string Rio(string id, params string[] domains) =>
        RioOf(id, [.. domains.Select(domain => Registration(domain))]);

    private static string RioOf(string id, params string[] registrations) =>
        RegisterFiles.Organisation(
            id,
            $"<p:naam>Organisatie {id}</p:naam>{Types("Gemeente")}<p:domeinnaamregistraties>{string.Concat(registrations)}</p:domeinnaamregistraties>"
        );

    private static string Registration(
        string domain,
        string? until = null,
        string since = "2005-03-01"
    ) =>
        $"<p:domeinnaamregistratie><p:naam>{domain}</p:naam><p:geregistreerdSinds>{since}</p:geregistreerdSinds>{(until is null ? "" : $"<p:opgezegdSinds>{until}</p:opgezegdSinds>")}</p:domeinnaamregistratie>\n";
}
