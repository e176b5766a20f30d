using Dashboard.Core.Organisations;

namespace Dashboard.Web.Tests.Organisations;

/// <summary>What the readers find in the sample files; every name in them is invented.</summary>
public sealed class SampleFileTests
{
    private static readonly DateOnly Today = new(2026, 11, 1);

    [Fact]
    public void ExportOO_has_its_organisations_and_arrangements()
    {
        var contents = RegisterFiles.Sample(RegisterSource.Roo, "exportOO-sample.xml");
        var arrangements = contents.Organisations.Where(one =>
            one.Kind == OrganisationKind.JointArrangement
        );
        var organisations = contents.Organisations.Except(arrangements).ToList();
        organisations.Count.ShouldBe(42);
        organisations.Count(one => one.ParentKey is null).ShouldBe(37);
        arrangements
            .Select(one => one.Name)
            .ShouldBe([
                "GR Veiligheidsregio Voorbeeldland",
                "Werkorganisatie Proefdam en Testenbroek",
            ]);
        organisations.Count(one => one.Tooi is null).ShouldBe(5);
        organisations
            .Where(one => one.Name == "Directie Communicatie")
            .Select(one => one.Key)
            .ShouldBe(["90001", "90006"], ignoreOrder: true);
        organisations.Where(one => one.Types.Count == 2).Select(one => one.Key).ShouldBe(["90010"]);
        contents.Refused.ShouldBeEmpty();
        contents.IsCategoryFile.ShouldBeFalse();
        contents.MadeAt.ShouldBe(new DateTimeOffset(2026, 11, 1, 0, 45, 0, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void ExportOO_notes_the_unknown_type_and_the_register_page()
    {
        var contents = RegisterFiles.Sample(RegisterSource.Roo, "exportOO-sample.xml");
        contents.Warnings.ShouldBe(
            [
                new(36, RegisterReason.UnknownType, "Nieuw soort organisatie 2027"),
                new(
                    39,
                    RegisterReason.RegisterPage,
                    "https://register.example/woo/9999/agentschap"
                ),
            ],
            ignoreOrder: true
        );
        contents.Hosts.ShouldNotContain(host => host.OrganisationKey == "90041");
        contents.Hosts.ShouldNotContain(host => host.OrganisationKey == "90040");
        contents
            .Hosts.Where(host => host.OrganisationKey == "90017")
            .Select(host => host.Name.Value)
            .ShouldBe(["www.voorbeeldstad.example", "voorbeeldstad.example"]);
        contents
            .Hosts.Single(host => host.OrganisationKey == "90011")
            .Name.Value.ShouldBe("register-der-voorbeelden.example");
    }

    [Fact]
    public void ExportOO_gives_every_organisation_its_place()
    {
        var contents = RegisterFiles.Sample(RegisterSource.Roo, "exportOO-sample.xml");
        var standing = Standing(contents);
        contents.Organisations.Count(one => one.EndsOn is not null).ShouldBe(4);
        var organisations = contents
            .Organisations.Where(one => one.Kind != OrganisationKind.JointArrangement)
            .ToList();
        organisations
            .Count(one => standing[int.Parse(one.Key, null)].EndsOn is not { } end || Today < end)
            .ShouldBe(38);
        standing[90007].EndsOn.ShouldBe(new DateOnly(2024, 7, 2), "inherited");
        standing[90029].EndsOn.ShouldBe(new DateOnly(2026, 1, 1));
        standing[90030].EndsOn.ShouldBe(new DateOnly(2026, 1, 1));
        standing[90031].EndsOn.ShouldBe(new DateOnly(2027, 1, 1));
        standing[90001].ShouldBe(new(9001, "rijk", 9001, null, null));
        standing[90006].CountsAt.ShouldBe(9002);
        standing[90003].ShouldBe(new(90003, "rijk", 9001, null, null));
        standing[90012].Layer.ShouldBe("semi-publiek");
        standing[90012].Ministry.ShouldBe(9002);
        standing[90010].Layer.ShouldBe("uitvoerders");
        standing[90017].Province.ShouldBe("https://identifier.overheid.nl/tooi/id/provincie/pv991");
        standing[9300].Layer.ShouldBe("gr");
        standing[90035].Layer.ShouldBe("gr");
        contents.Organisations.Single(one => one.Key == "90035").RelatedKey.ShouldBe("9300");
        contents
            .Organisations.Single(one => one.Key == "90017")
            .Oin.ShouldBe("00000001990001000000");
    }

    [Fact]
    public void ExportOO_keeps_nothing_of_people()
    {
        var contents = RegisterFiles.Sample(RegisterSource.Roo, "exportOO-sample.xml");
        var kept = System.Text.Json.JsonSerializer.Serialize(contents, Core.EvidenceJson.Options);
        kept.ShouldNotContain("V. Erzonnen");
        kept.ShouldNotContain("v.erzonnen@");
        kept.ShouldContain("Proefzaken");
    }

    [Fact]
    public void ExportRIO_has_its_domains()
    {
        var contents = RegisterFiles.Sample(RegisterSource.Rio, "exportRIO-sample.xml");
        contents.Organisations.Count.ShouldBe(9);
        contents.Domains.Select(domain => domain.Name).Distinct().Count().ShouldBe(15);
        contents
            .Domains.Where(domain => domain.Name.Value == "mail.minpz.example")
            .Select(domain => domain.RegisterIds.Single())
            .ShouldBe(["700006"], "an e-mail host of its own beside 14 of registrations");
        contents.Hosts.Count.ShouldBe(8);
        contents
            .Refused.Select(problem => (problem.Line, problem.Reason, problem.Text, problem.Key))
            .ShouldBe([
                (6, RegisterReason.Wildcard, "*.voorbeeldstad.example", "700014"),
                (6, RegisterReason.Empty, "", "700015"),
                (12, RegisterReason.IpAddress, "127.0.0.1", "700028"),
                (12, RegisterReason.NotAName, "nog niet bekend", "700029"),
                (12, RegisterReason.IpAddress, "https://[2001:db8::25]/", "700030"),
            ]);
        contents.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void ExportRIO_takes_names_of_one_domain_together()
    {
        var domains = RegisterFiles.Sample(RegisterSource.Rio, "exportRIO-sample.xml").Domains;
        var idn = domains.Single(domain => domain.OrganisationKey == "90042");
        idn.Name.Value.ShouldBe("xn--miggang-0va4x.example");
        idn.Name.ToUnicode().ShouldBe("müßiggang.example");
        idn.RegisterIds.ShouldBe(["700024", "700025"]);
        domains
            .Where(domain => domain.Name.Value == "werkorganisatie-pt.example")
            .Select(domain => domain.OrganisationKey)
            .ShouldBe(["90019", "90020"]);
        domains.ShouldContain(domain => domain.Name.Value == "dienst-pu.example");
    }

    [Fact]
    public void ExportRIO_hands_the_domain_over_on_the_day()
    {
        var contents = RegisterFiles.Sample(RegisterSource.Rio, "exportRIO-sample.xml");
        var difference = RegisterDifference.Between(
            FormerRegister.Empty,
            contents,
            new(LayerTable.Default, Today, false)
        );
        difference.OrganisationCounts.ShouldBe(new(9, 0, 0, 0, 0, 0));
        difference.DomainCounts.ShouldBe(new(15, 0, 0, 0, 0, 0));
        var links = difference
            .Domains.Single(domain => domain.Name.Value == "oud-proefdam.example")
            .Links.ToDictionary(link => link.OrganisationKey, link => link.Staged!.Domain);
        links["90029"].Until.ShouldBe(new DateOnly(2026, 1, 1));
        links["90018"].From.ShouldBe(new DateOnly(2026, 1, 1));
        difference.Warnings.ShouldBe([
            new(10, RegisterReason.SharedDomain, "werkorganisatie-pt.example"),
        ]);
    }

    [Fact]
    public void List_in_CSV_has_its_rows()
    {
        var contents = RegisterFiles.Sample(RegisterSource.List, "list.csv");
        contents.Refused.ShouldBe([
            new(9, RegisterReason.NoOrganisation, "schijnwater.example"),
            new(10, RegisterReason.NotAName, "proef polder"),
            new(11, RegisterReason.Date, "1-3-2026 31-02-2026"),
        ]);
        contents.Warnings.ShouldBe([new(13, RegisterReason.Repeated, "testenbroek.example")]);
        contents
            .Domains.Select(domain => domain.Name.Value)
            .ShouldBe([
                "voorbeeldstad.example",
                "bezoekvoorbeeldstad.example",
                "proefdam.example",
                "oud-proefdam.example",
                "proefhuys.example",
                "xn--miggang-0va4x.example",
                "testenbroek.example",
                "modelveen.example",
            ]);
        contents.Organisations.Count.ShouldBe(7);
        contents.Organisations[^1].Name.ShouldBe("=CMD()", "text, not a formula");
        contents.Organisations[^1].Layer.ShouldBe("gemeente");
        contents
            .Domains.Single(domain => domain.Name.Value == "oud-proefdam.example")
            .ShouldSatisfyAllConditions(
                domain => domain.From.ShouldBe(new DateOnly(1999, 5, 1)),
                domain => domain.Until.ShouldBe(new DateOnly(2026, 1, 1)),
                domain => domain.Line.ShouldBe(5)
            );
        contents
            .Domains.Single(domain => domain.Name.Value == "proefhuys.example")
            .Line.ShouldBe(6);
        contents
            .Domains.Single(domain => domain.Name.Value == "xn--miggang-0va4x.example")
            .Line.ShouldBe(8);
    }

    [Fact]
    public void List_in_XLSX_has_its_rows()
    {
        var contents = RegisterFiles.Sample(RegisterSource.List, "list.xlsx");
        contents.Refused.ShouldBeEmpty();
        contents.Warnings.ShouldBe([
            new(2, RegisterReason.LinkDiffers, "https://www.voorbeeldstad.example/"),
        ]);
        contents
            .Organisations.Select(one => one.Name)
            .ShouldBe(["Gemeente Voorbeeldstad", "Waterschap Schijnwater", "Gemeente Modelveen"]);
        contents
            .Domains.Select(domain =>
                (domain.OrganisationKey[^6..], domain.Name.Value, domain.From, domain.Until)
            )
            .ShouldBe([
                ("gm9901", "voorbeeldstad.example", new DateOnly(2026, 1, 1), null),
                (
                    "gm9901",
                    "bezoekvoorbeeldstad.example",
                    new DateOnly(2026, 1, 1),
                    new DateOnly(2026, 12, 31)
                ),
                ("ws9902", "schijnwater.example", null, null),
                ("gm9907", "modelveen.example", null, null),
            ]);
    }

    private static Dictionary<int, OrganisationStanding<int>> Standing(RegisterContents contents) =>
        OrganisationTree.Resolve(
            contents.Organisations.ToDictionary(
                one => int.Parse(one.Key, null),
                one => new TreeOrganisation<int>(
                    int.Parse(one.Key, null),
                    one.ParentKey is { } parent ? int.Parse(parent, null) : null,
                    one.Kind == OrganisationKind.Part
                        ? null
                        : LayerTable.Default.LayerOf(one.Types),
                    one.Types.Contains("Ministerie"),
                    one.Ministry?.SystemId is { } ministry ? int.Parse(ministry, null) : null,
                    one.Province,
                    one.EndsOn
                )
            )
        );
}
