using System.Text;
using Dashboard.Core.Organisations;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Tests.Organisations;

/// <summary>
/// The cases that registers and lists are known to hold, by their numbers, through the whole import: file, store, and what counts.
/// </summary>
public sealed class RegisterCaseTests(PostgresFixture postgres)
{
    private sealed record Case(int Number, string Name, Func<RegisterStore, Task> Holds);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly Case[] Cases =
    [
        new(1, "a domain moves from one organisation to another", MovesAsync),
        new(2, "two municipalities become one on 1 January", MergesAsync),
        new(3, "an end in the future", EndsLaterAsync),
        new(4, "ended, with domains that are still registered", OrphansAsync),
        new(5, "a part ends with the whole", PartEndsAsync),
        new(6, "a domain at two organisations", SharedAsync),
        new(7, "closed at one, open at another", ClosedAndOpenAsync),
        new(8, "a part has a domain of its own", PartHasDomainAsync),
        new(9, "several types", SeveralTypesAsync),
        new(10, "a type that nobody knows", UnknownTypeAsync),
        new(11, "equal names", EqualNamesAsync),
        new(12, "one of two keys is missing or another", ChangedKeyAsync),
        new(13, "a URL where a host is meant", UrlsAsync),
        new(14, "internationalised names", InternationalisedAsync),
        new(15, "what is no name", NoNamesAsync),
        new(16, "www and a shared portal", PortalAsync),
        new(17, "the register's own page", RegisterPageAsync),
        new(18, "a file of one category, and one that is cut off", PartialFileAsync),
        new(19, "a version that is new", NewVersionAsync),
        new(20, "a document type", DocumentTypeAsync),
        new(21, "other encodings", EncodingsAsync),
        new(22, "CSV as people make it", CsvAsync),
        new(23, "sheets as people make them", SheetsAsync),
        new(24, "files that do harm", HarmAsync),
        new(25, "text that looks like a formula", FormulaTextAsync),
    ];

    public static TheoryData<int> Numbers => [.. Cases.Select(one => one.Number)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Case_of_a_register_is_handled(int number) =>
        await Cases
            .Single(one => one.Number == number)
            .Holds(await RegisterStore.CreateAsync(postgres));

    private static async Task MovesAsync(RegisterStore store)
    {
        await store.RooAsync(Gemeente("1") + Gemeente("2"));
        await store.RioAsync(Rio("1", "x.example") + Rio("2", "y.example"));
        store.On(2026, 12, 1);
        var report = await store.RioAsync(Rio("1") + Rio("2", "x.example", "y.example"));
        report.Domains.ShouldBe(new(0, 0, 1, 0, 0, 1, 0));
        (await store.LinksAsync("x.example")).ShouldBe([
            "1 [2005-03-01, 2026-12-01)",
            "2 [2026-12-01, )",
        ]);
        (await store.HoldersAsync("x.example")).ShouldBe(["2"]);
    }

    private static async Task MergesAsync(RegisterStore store)
    {
        await store.RooAsync(
            Gemeente("1", end: "2027-01-01") + Gemeente("2", end: "2027-01-01") + Gemeente("3")
        );
        await store.RioAsync(
            Rio("1", "een.example") + Rio("2", "twee.example") + Rio("3", "drie.example")
        );
        foreach (var old in new[] { "1", "2" })
        {
            (
                await store.Links.LinkAsync([old], "3", new(2027, 1, 1), new("test"), Stop)
            ).ShouldBeNull();
        }
        store.On(2026, 12, 31);
        (await store.HoldersAsync("een.example")).ShouldBe(["1"], "its last day");
        store.On(2027, 1, 1);
        (await store.HoldersAsync("een.example")).ShouldBe(["3"]);
        (await store.HoldersAsync("twee.example")).ShouldBe(["3"]);
        (await store.OrganisationAsync("1")).EndsOn.ShouldBe(new DateOnly(2027, 1, 1));
    }

    private static async Task EndsLaterAsync(RegisterStore store)
    {
        await store.RooAsync(Gemeente("1"));
        var report = await store.RooAsync(Gemeente("1", end: "2027-01-01"));
        report.Organisations.ShouldBe(new(0, 1, 0, 0, 0, 0), "changed, not ended");
        (await store.OrganisationAsync("1")).IsActiveOn(new(2026, 11, 1)).ShouldBeTrue();
    }

    private static async Task OrphansAsync(RegisterStore store)
    {
        await store.RooAsync(Gemeente("1", end: "2026-01-01") + Gemeente("2"));
        await store.RioAsync(Rio("1", "wees.example"));
        var today = await store.TodayAsync();
        today.Domains.ShouldBeEmpty();
        today.Orphans.Select(name => name.Value).ShouldBe(["wees.example"]);
        await store.Links.LinkAsync(["1"], "2", new(2026, 1, 1), new("test"), Stop);
        (await store.HoldersAsync("wees.example")).ShouldBe(["2"]);
    }

    private static async Task PartEndsAsync(RegisterStore store)
    {
        await store.RooAsync(
            RegisterFiles.Organisation(
                "1",
                $"<p:naam>M</p:naam>{Types("Ministerie")}<p:eindDatum>2024-07-02</p:eindDatum><p:organisaties>{RegisterFiles.Organisation("2", $"<p:naam>B</p:naam>{Types("Organisatieonderdeel")}<p:eindDatum>2025-01-01</p:eindDatum>")}</p:organisaties>"
            )
        );
        (await store.OrganisationAsync("2")).EndsOn.ShouldBe(new DateOnly(2024, 7, 2));
    }

    private static async Task SharedAsync(RegisterStore store)
    {
        await store.RooAsync(Gemeente("1") + Gemeente("2"));
        var report = await store.RioAsync(Rio("1", "samen.example") + Rio("2", "samen.example"));
        report.Domains.Added.ShouldBe(1);
        report
            .Warnings.Select(warning => (warning.Reason, warning.Text))
            .ShouldContain(("shared-domain", "samen.example"));
        (await store.TodayAsync()).Domains.Count.ShouldBe(1, "counted once");
        (await store.HoldersAsync("samen.example")).ShouldBe(["1", "2"]);
    }

    private static async Task ClosedAndOpenAsync(RegisterStore store)
    {
        await store.RooAsync(Gemeente("1") + Gemeente("2"));
        await store.RioAsync(
            RioOf("1", Registration("x.example", until: "2026-06-01"))
                + RioOf("2", Registration("x.example"))
        );
        (await store.LinksAsync("x.example")).ShouldBe([
            "1 [2005-03-01, 2026-06-01)",
            "2 [2026-06-01, )",
        ]);
        (await store.HoldersAsync("x.example")).ShouldBe(["2"]);
    }

    private static async Task PartHasDomainAsync(RegisterStore store)
    {
        await store.SampleAsync(RegisterSource.Roo, "exportOO-sample.xml");
        await store.RioAsync(Rio("90001", "communicatie.example"));
        var day = await store.TodayAsync();
        var part = day.Domains.Single().Organisations.Single();
        part.Key.ShouldBe("90001");
        day.All[part.CountsAtId!.Value].Key.ShouldBe("9001");
        part.Layer.ShouldBe("rijk");
    }

    private static async Task SeveralTypesAsync(RegisterStore store)
    {
        await store.RooAsync(
            RegisterFiles.Organisation(
                "1",
                $"<p:naam>A</p:naam>{Types("Organisatie met overheidsbemoeienis", "Zelfstandig bestuursorgaan")}"
            )
        );
        var organisation = await store.OrganisationAsync("1");
        organisation.Layer.ShouldBe("uitvoerders");
        organisation.Types.ShouldBe([
            "Organisatie met overheidsbemoeienis",
            "Zelfstandig bestuursorgaan",
        ]);
    }

    private static async Task UnknownTypeAsync(RegisterStore store)
    {
        var report = await store.RooAsync(
            RegisterFiles.Organisation("1", $"<p:naam>A</p:naam>{Types("Iets nieuws")}")
        );
        report
            .Warnings.Select(warning => (warning.Reason, warning.Text))
            .ShouldBe([("unknown-type", "Iets nieuws")]);
        (await store.OrganisationAsync("1")).Layer.ShouldBe("semi-publiek");
    }

    private static async Task EqualNamesAsync(RegisterStore store)
    {
        await store.RooAsync(Gemeente("1", "Gelijk") + Gemeente("2", "Gelijk"));
        var report = await store.ListAsync(
            "Organisatie;Domein\nGelijk;a.example\nGelijk;b.example"
        );
        report.Organisations.Added.ShouldBe(1, "one within the list, and none of the register's");
        var holder = (await store.HoldersAsync("a.example"))!.Single();
        holder.ShouldNotBe("1");
        holder.ShouldNotBe("2");
        (await store.HoldersAsync("b.example")).ShouldBe([holder]);
        await store.ListAsync("Organisatie;Domein\nGelijk;a.example", "andere");
        (await store.HoldersAsync("a.example", "andere")).ShouldNotBe(
            [holder],
            "a name is a key in its own list alone"
        );
    }

    [Fact]
    public async Task List_that_was_imported_last_says_what_an_organisation_is()
    {
        const string head = "Organisatie;TOOI;Laag;Domein\n";
        const string tooi = "https://identifier.overheid.nl/tooi/id/oorg/oorg1";
        var store = await RegisterStore.CreateAsync(postgres);
        await store.ListAsync($"{head}Oud;{tooi};Gemeente;x.example\nA;;;a.example", "een");
        await store.ListAsync($"{head}Nieuw;{tooi};Waterschap;x.example", "twee");
        await IsAsync("Nieuw", "waterschap");

        // The other list again, with the same about this one.
        await store.ListAsync($"{head}Oud;{tooi};Gemeente;x.example\nA;;;b.example", "een");
        await IsAsync("Oud", "gemeente");

        // One that names it no more says nothing about it, and does not end it.
        for (var import = 0; import <= RegisterDifference.MissingUntilEnded; import++)
        {
            await store.ImportAsync(
                RegisterSource.List,
                Encoding.UTF8.GetBytes($"{head}A;;;b{import}.example"),
                "lijst.csv",
                "een",
                confirmed: true
            );
            await IsAsync("Nieuw", "waterschap");
        }

        // A register is stronger than any list.
        await store.RooAsync(Gemeente("7", "Register", tooi: tooi));
        await store.ListAsync($"{head}Lijst;{tooi};Waterschap;x.example", "twee");
        await IsAsync("Register", "gemeente");

        async Task IsAsync(string name, string layer)
        {
            var organisation = await store.OrganisationAsync(tooi);
            (organisation.Name, organisation.Layer, organisation.EndsOn).ShouldBe(
                (name, layer, null)
            );
        }
    }

    private static async Task ChangedKeyAsync(RegisterStore store)
    {
        const string tooi = "https://identifier.overheid.nl/tooi/id/gemeente/gm0001";
        await store.RooAsync(Gemeente("1", tooi: tooi) + Gemeente("2"));
        await store.RioAsync(
            RegisterFiles.Organisation(
                "1",
                $"<p:naam>A</p:naam>{Registrations(Registration("x.example"))}",
                $"p:resourceIdentifierTOOI=\"{tooi}\""
            )
        );
        var report = await store.RooAsync(
            Gemeente("77", tooi: tooi) + Gemeente("2", tooi: tooi + "9")
        );
        report.Organisations.ShouldBe(new(0, 2, 0, 0, 0, 0));
        var changed = await store.OrganisationAsync(tooi);
        changed.Key.ShouldBe("1", "figures hold it");
        changed.SystemId.ShouldBe("77");
        (await store.OrganisationAsync("2")).Tooi.ShouldBe(tooi + "9");
        (await store.HoldersAsync("x.example")).ShouldBe(["1"]);
        var again = await store.RooAsync(
            Gemeente("77", tooi: tooi) + Gemeente("2", tooi: tooi + "9") + " "
        );
        again.Organisations.ShouldBe(new(0, 0, 0, 0, 0, 2));

        // The other register follows, and changes the domains in the same file.
        var rio = RegisterFiles.Organisation(
            "77",
            $"<p:naam>A</p:naam>{Registrations(Registration("y.example"))}",
            $"p:resourceIdentifierTOOI=\"{tooi}\""
        );
        await store.RioAsync(rio);
        (await store.HoldersAsync("y.example")).ShouldBe(["1"]);
        var unchanged = await store.RioAsync(rio + " ");
        (unchanged.Domains.Added, unchanged.Domains.Moved).ShouldBe((0, 0));
    }

    private static async Task UrlsAsync(RegisterStore store)
    {
        await store.RioAsync(
            RioOf("1", Registration("HTTP://Register-Der.Example.:8080/start?x=1#top"))
        );
        (await store.HoldersAsync("register-der.example")).ShouldBe(["1"]);
    }

    private static async Task InternationalisedAsync(RegisterStore store)
    {
        var report = await store.RioAsync(
            Rio(
                "1",
                "müßiggang.example",
                "xn--miggang-0va4x.example",
                "muessiggang.example",
                "i❤.example"
            )
        );
        report.Domains.Added.ShouldBe(2);
        report
            .Refused.Select(problem => (problem.Reason, problem.Text))
            .ShouldBe([("not-idna2008", "i❤.example")]);
        (await store.TodayAsync())
            .Domains.Select(domain => domain.Name.ToUnicode())
            .ShouldBe(["muessiggang.example", "müßiggang.example"]);
    }

    private static async Task NoNamesAsync(RegisterStore store)
    {
        var report = await store.RioAsync(
            Rio("1", "*.a.example", "", "nog niet", "192.0.2.1", "[2001:db8::1]", "goed.example")
        );
        report
            .Refused.Select(problem => problem.Reason)
            .ShouldBe(["wildcard", "empty", "not-a-name", "ip-address", "ip-address"]);
        report.Refused.ShouldAllBe(problem => problem.Line > 0);
        report.Domains.Added.ShouldBe(1);
    }

    private static async Task PortalAsync(RegisterStore store)
    {
        var addresses =
            "<p:contact><p:internetadressen><p:internetadres><p:url>https://www.portaal.example/ministeries/x</p:url></p:internetadres></p:internetadressen></p:contact>";
        var report = await store.RooAsync(
            RegisterFiles.Organisation("1", $"<p:naam>A</p:naam>{Types("Ministerie")}{addresses}")
                + RegisterFiles.Organisation(
                    "2",
                    $"<p:naam>B</p:naam>{Types("Ministerie")}{addresses}"
                )
        );
        report.Domains.ShouldBe(new(0, 0, 0, 0, 0, 0, 2), "addresses are shown and never measured");
        (await store.TodayAsync()).Domains.ShouldBeEmpty();
        await using var db = store.CreateDbContext();
        (
            await db
                .OrganisationHosts.Select(host => host.Host + " " + host.RegistrableDomain)
                .Distinct()
                .ToListAsync(Stop)
        ).ShouldBe(["www.portaal.example portaal.example"]);
        await store.RioAsync(
            RioOf("1", Registration("www.eigen.example"), Registration("mijn.portaal.example"))
        );
        (await store.TodayAsync())
            .Domains.Select(domain => domain.Name.Value)
            .ShouldBe(["eigen.example", "mijn.portaal.example"]);
    }

    private static async Task RegisterPageAsync(RegisterStore store)
    {
        var report = await store.RooAsync(
            RegisterFiles.Organisation(
                "1",
                "<p:naam>A</p:naam><p:contact><p:internetadressen><p:internetadres><p:url>https://organisaties.overheid.nl/woo/1</p:url><p:label>algemeen</p:label></p:internetadres></p:internetadressen></p:contact>"
            )
        );
        report.Domains.Hosts.ShouldBe(0);
        report.Warnings.Select(warning => warning.Reason).ShouldBe(["register-page"]);
    }

    private static async Task PartialFileAsync(RegisterStore store)
    {
        await store.SampleAsync(RegisterSource.Roo, "exportOO-sample.xml");
        for (var snapshot = 0; snapshot < 4; snapshot++)
        {
            var report = await store.RooAsync(
                RegisterFiles.Organisation(
                    "90017",
                    $"<p:naam>Gemeente Nieuwstad {snapshot}</p:naam>{Types("Gemeente")}"
                ),
                "exportOO_gemeenten.xml"
            );
            report.Organisations.ShouldBe(new(0, 1, 0, 0, 0, 0));
        }
        await using var db = store.CreateDbContext();
        (
            await db.OrganisationRecords.CountAsync(record => record.MissingSnapshots > 0, Stop)
        ).ShouldBe(0);
        RegisterFiles
            .Refusal(() =>
                RegisterFiles.Read(RegisterSource.Roo, RegisterFiles.RooStart + Gemeente("1"))
            )
            .ShouldBe(RegisterReason.CutOff);
    }

    private static async Task NewVersionAsync(RegisterStore store)
    {
        var file = (RegisterFiles.RooStart + Gemeente("1") + RegisterFiles.RooEnd).Replace(
            "2.6.9",
            "3.0.0",
            StringComparison.Ordinal
        );
        var report = await store.ImportAsync(
            RegisterSource.Roo,
            Encoding.UTF8.GetBytes(file),
            "exportOO.xml"
        );
        report.Organisations.Added.ShouldBe(1);
        report.Warnings.Single().Reason.ShouldBe("new-version");
        // Without a prefix on attributes, as older files are written.
        await store.ImportAsync(
            RegisterSource.Roo,
            Encoding.UTF8.GetBytes(
                file.Replace("p:systeemId", "systeemId", StringComparison.Ordinal)
            ),
            "exportOO.xml"
        );
        (await store.OrganisationAsync("1")).Key.ShouldBe("1");
    }

    private static Task DocumentTypeAsync(RegisterStore store)
    {
        RegisterFiles
            .Refusal(() =>
                RegisterFiles.Read(
                    RegisterSource.Rio,
                    "<!DOCTYPE a [<!ENTITY b \"c\">]>"
                        + RegisterFiles.RioStart
                        + RegisterFiles.RioEnd
                )
            )
            .ShouldBe(RegisterReason.Dtd);
        return Task.CompletedTask;
    }

    private static async Task EncodingsAsync(RegisterStore store)
    {
        var text = RegisterFiles.RooStart + Gemeente("1", "Café") + RegisterFiles.RooEnd;
        byte[][] files =
        [
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            Encoding.Unicode.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + text),
            Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + text),
            Encoding.Latin1.GetBytes(text),
        ];
        foreach (var file in files)
        {
            var report = await store.ImportAsync(RegisterSource.Roo, file, "exportOO.xml");
            (report.Organisations.Added + report.Organisations.Unchanged).ShouldBe(1);
            report
                .Warnings.Select(warning => warning.Reason)
                .ShouldBe(file == files[^1] ? ["assumed-windows1252"] : []);
        }
        (await store.OrganisationAsync("1")).Name.ShouldBe("Café");
    }

    private static async Task CsvAsync(RegisterStore store)
    {
        var report = await store.ListAsync(
            "\uFEFFDomein\tOrganisatie\r\n\"a.example, b.example\"\t\"A\nB\"\r\n"
        );
        report.Domains.Added.ShouldBe(2);
        (await store.TodayAsync("lijst")).Domains.Count.ShouldBe(2);
    }

    private static async Task SheetsAsync(RegisterStore store)
    {
        var report = await store.SampleAsync(RegisterSource.List, "list.xlsx");
        report.Organisations.Added.ShouldBe(3);
        report.Domains.Added.ShouldBe(4);
        report.Refused.ShouldBeEmpty();
        report
            .Warnings.Select(warning => (warning.Line, warning.Reason))
            .ShouldBe([(2, "link-differs")]);
        (await store.TodayAsync("list")).Domains.Count.ShouldBe(4);
        store.On(2026, 12, 31);
        (await store.TodayAsync("list")).Domains.Count.ShouldBe(
            3,
            "bezoekvoorbeeldstad.example ends on that day"
        );
    }

    private static Task HarmAsync(RegisterStore store)
    {
        RegisterFiles
            .Refusal(() =>
                RegisterFiles.Read(
                    RegisterSource.List,
                    RegisterFiles.Package(
                        ("[Content_Types].xml", "spreadsheetml"),
                        ("x", new string('0', 51_000_000))
                    )
                )
            )
            .ShouldBe(RegisterReason.TooLarge);
        return Task.CompletedTask;
    }

    private static async Task FormulaTextAsync(RegisterStore store)
    {
        await store.ListAsync("Organisatie;Domein\n=CMD();a.example");
        var holder = (await store.HoldersAsync("a.example"))!.Single();
        (await store.OrganisationAsync(holder)).Name.ShouldBe("=CMD()");
    }

    private static string Gemeente(
        string id,
        string? name = null,
        string? end = null,
        string? tooi = null
    ) =>
        RegisterFiles.Organisation(
            id,
            $"<p:naam>{name ?? $"Gemeente {id}"}</p:naam>{Types("Gemeente")}{(end is null ? "" : $"<p:eindDatum>{end}</p:eindDatum>")}",
            tooi is null ? "" : $"p:resourceIdentifierTOOI=\"{tooi}\""
        );

    private static string Types(params string[] types) =>
        $"<p:types>{string.Concat(types.Select(type => $"<p:type>{type}</p:type>"))}</p:types>";

    private static string Rio(string id, params string[] domains) =>
        RioOf(id, [.. domains.Select(domain => Registration(domain))]);

    private static string RioOf(string id, params string[] registrations) =>
        RegisterFiles.Organisation(
            id,
            $"<p:naam>Gemeente {id}</p:naam>{Types("Gemeente")}{Registrations(registrations)}"
        );

    private static string Registrations(params string[] registrations) =>
        $"<p:domeinnaamregistraties>{string.Concat(registrations)}</p:domeinnaamregistraties>";

    private static string Registration(string domain, string? until = null) =>
        $"<p:domeinnaamregistratie><p:naam>{domain}</p:naam><p:geregistreerdSinds>2005-03-01</p:geregistreerdSinds>{(until is null ? "" : $"<p:opgezegdSinds>{until}</p:opgezegdSinds>")}</p:domeinnaamregistratie>\n";
}
