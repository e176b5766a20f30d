using Dashboard.Core.Organisations;

namespace Dashboard.Core.Tests.Organisations;

public sealed class LayerTableTests
{
    [Theory]
    [InlineData("rijk", "Ministerie")]
    [InlineData("rijk", "Agentschap")]
    [InlineData("rijk", "Inspectie")]
    [InlineData("rijk", "Hoog College van Staat")]
    [InlineData("uitvoerders", "Zelfstandig bestuursorgaan")]
    [InlineData("uitvoerders", "Zelfstandig bestuursorgaan", "Organisatie met overheidsbemoeienis")]
    [InlineData("rijk", "Zelfstandig bestuursorgaan", "Agentschap")] // the table's order, not the register's
    [InlineData("provincie", "Provincie")]
    [InlineData("semi-publiek", "Provinciale rekenkamer")]
    [InlineData("gemeente", "GEMEENTE")]
    [InlineData("waterschap", "Waterschap")]
    [InlineData("gr", "Gemeenschappelijke regeling")]
    [InlineData("gr", "Regionaal samenwerkingsorgaan")]
    [InlineData("semi-publiek", "Adviescollege")]
    [InlineData("semi-publiek", "Nieuw soort organisatie 2027")]
    [InlineData("semi-publiek")]
    [InlineData(null, "Organisatieonderdeel")]
    [InlineData("rijk", "Organisatieonderdeel", "Inspectie")]
    public void First_line_that_holds_decides(string? expected, params string[] types) =>
        LayerTable.Default.LayerOf(types).ShouldBe(expected);

    [Theory]
    [InlineData("Openbaar lichaam BES", true)] // written with and without brackets
    [InlineData("Politie", true)]
    [InlineData("Gemeente", true)]
    [InlineData("Organisatieonderdeel", true)]
    [InlineData("Nieuw soort organisatie 2027", false)]
    public void Type_is_known_or_not(string type, bool known) =>
        LayerTable.Default.IsKnown(type).ShouldBe(known);

    [Theory]
    [InlineData("(semi-)publiek", "semi-publiek")]
    [InlineData("Gemeente", "gemeente")]
    [InlineData("gemeenten", "gemeente")]
    [InlineData("Municipality", "gemeente")]
    [InlineData("Rijk", "rijk")]
    [InlineData("Ministerie", "rijk")]
    [InlineData("GR", "gr")]
    [InlineData("municipalities", "gemeente")]
    [InlineData("provincies", "provincie")]
    [InlineData("province", "provincie")]
    [InlineData("provinces", "provincie")]
    [InlineData("waterschappen", "waterschap")]
    [InlineData("water authority", "waterschap")]
    [InlineData("water authorities", "waterschap")]
    [InlineData("central government", "rijk")]
    [InlineData("Rijksoverheid", "rijk")]
    [InlineData("gemeenschappelijke regeling", "gr")]
    [InlineData("gemeenschappelijke regelingen", "gr")]
    [InlineData("joint arrangement", "gr")]
    [InlineData("uitvoerder", "uitvoerders")]
    [InlineData("uitvoeringsorganisatie", "uitvoerders")]
    [InlineData("agency", "uitvoerders")]
    [InlineData("ZBO", "uitvoerders")]
    [InlineData("semi-public", "semi-publiek")]
    [InlineData("publiek", "semi-publiek")]
    [InlineData("Politie", "semi-publiek")]
    [InlineData("Organisatieonderdeel", null)]
    [InlineData("-", null)]
    [InlineData("iets anders", null)]
    [InlineData("", null)]
    public void List_names_a_layer_in_its_words(string text, string? expected) =>
        LayerTable.Default.LayerNamed(text).ShouldBe(expected);

    [Fact]
    public void Table_of_settings_takes_the_place_of_the_own_one()
    {
        var table = new LayerTable([new("zorg", ["Ziekenhuis"]), new("rest", ["Gemeente"])]);
        table.LayerOf(["ziekenhuis"]).ShouldBe("zorg");
        table.LayerOf(["Ministerie"]).ShouldBe("semi-publiek");
        table.Names.ShouldBe(["zorg", "rest", "semi-publiek"]);
        table.IsKnown("Ministerie").ShouldBeFalse();
        table.IsKnown("Ziekenhuis").ShouldBeTrue();
    }

    [Fact]
    public void Name_of_the_table_goes_before_words_of_other_layers()
    {
        var table = new LayerTable([new("publiek", ["Ziekenhuis"])]);
        table.LayerNamed("publiek").ShouldBe("publiek");
    }
}
