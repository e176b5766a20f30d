using Dashboard.Core.Organisations;

namespace Dashboard.Core.Tests.Organisations;

/// <summary>A row of a list that is refused ends nothing: what it names was named.</summary>
public sealed class RefusedRowTests
{
    private const string Head = "naam|oin|domein|vanaf|tot";
    private const string Good = "A|00000000000000000001|a.example|2020-01-01|";
    private const string Other = "B||b.example|2020-01-01|";

    [Theory]
    [InlineData("A|00000000000000000001|a.example|31-02-2026|")]
    [InlineData("A|00000000000000000001|a.example|2020-01-01|31-02-2026")]
    [InlineData("A|00000000000000000001|a.example|2020-01-01|2019-01-01")]
    [InlineData("A|00000000000000000001|b.example, a.example|later|")]
    [InlineData("||a.example|2020-01-01|")]
    [InlineData("A|1,23E+19|a.example|2020-01-01|")]
    [InlineData("A|00000000000000000001|*.a.example|2020-01-01|")]
    [InlineData("A|00000000000000000001|a example|2020-01-01|")]
    public void Domain_and_organisation_of_it_are_not_missing(string refused)
    {
        var sketch = new RegisterSketch { Confirmed = true };
        sketch.List(Head, Good, Other).Apply();
        for (var import = 0; import <= RegisterDifference.MissingUntilEnded; import++)
        {
            sketch.List(Head, refused, Other);
            sketch.File.Refused.ShouldNotBeEmpty();
            var difference = sketch.Apply();
            difference.OrganisationCounts.ShouldBe(new(0, 0, 0, 0, 0, 1));
            difference.DomainCounts.ShouldBe(new(0, 0, 0, 0, 0, 1));
        }
        sketch.Stored("oin:00000000000000000001", "a.example").Until.ShouldBeNull();
        sketch.List(Head, Good, Other);
        sketch.Difference().DomainCounts.ShouldBe(new(0, 0, 0, 0, 0, 2));
    }

    [Theory]
    [InlineData("A|00000000000000000001||2020-01-01|")]
    [InlineData("A|00000000000000000001| , |2020-01-01|")]
    [InlineData("A|00000000000000000001||31-02-2026|")]
    [InlineData("A|00000000000000000001||2020-01-01|2019-01-01")]
    public void Row_without_a_domain_names_its_organisation_alone(string refused)
    {
        var sketch = new RegisterSketch { Confirmed = true };
        sketch.List(Head, Good, Other).Apply();
        for (var import = 1; import <= RegisterDifference.MissingUntilEnded; import++)
        {
            sketch.List(Head, refused, Other);
            sketch.File.Refused.Count.ShouldBe(1);
            var last = import == RegisterDifference.MissingUntilEnded;
            var difference = sketch.Apply();
            difference.OrganisationCounts.ShouldBe(new(0, 0, 0, 0, 0, 1));
            difference.DomainCounts.ShouldBe(new(0, 0, 0, last ? 1 : 0, last ? 0 : 1, 1));
        }
        sketch.Stored("oin:00000000000000000001", "a.example").Until.ShouldBe(sketch.Today);
    }

    [Fact]
    public void Row_without_a_domain_ends_none_that_another_row_names()
    {
        var sketch = new RegisterSketch { Confirmed = true };
        sketch.List(Head, Good, Other).Apply();
        sketch.List(Head, "A|00000000000000000001||2020-01-01|", Good, Other);
        var difference = sketch.Apply();
        difference.OrganisationCounts.ShouldBe(new(0, 0, 0, 0, 0, 2));
        difference.DomainCounts.ShouldBe(new(0, 0, 0, 0, 0, 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Formula_whose_outcome_is_lost_is_not_an_empty_cell(int column)
    {
        var sketch = new RegisterSketch { Confirmed = true };
        sketch.List(Head, Good, Other).Apply();
        var mapping = new ListMapping(LayerTable.Default);
        mapping.Add(RegisterSketch.Row(1, Head));
        mapping.Add(RegisterSketch.Row(2, Other));
        var row = RegisterSketch.Row(3, Good);
        mapping.Add(
            row with
            {
                Cells =
                [
                    .. row.Cells.Select(
                        (cell, at) =>
                            at == column ? new ListCell(string.Empty, LostFormula: true) : cell
                    ),
                ],
            }
        );
        sketch.File = mapping.Contents;
        sketch.File.Refused.Count.ShouldBe(1);
        var difference = sketch.Apply();
        difference.OrganisationCounts.ShouldBe(new(0, 0, 0, 0, 0, 1));
        difference.DomainCounts.ShouldBe(new(0, 0, 0, 0, 0, 1));
        sketch.Stored("oin:00000000000000000001", "a.example").Until.ShouldBeNull();
    }

    [Fact]
    public void Names_in_a_row_whose_quotes_do_not_match_are_not_missing()
    {
        var sketch = new RegisterSketch { Confirmed = true };
        sketch.List(Head, Good, Other).Apply();
        var mapping = new ListMapping(LayerTable.Default);
        mapping.Add(RegisterSketch.Row(1, Head));
        mapping.Add(RegisterSketch.Row(2, Other));
        mapping.Add(
            new(3, [new("A"), new("00000000000000000001;\"a.example;2020-01-01")], Broken: true)
        );
        sketch.File = mapping.Contents;
        var difference = sketch.Apply();
        difference.OrganisationCounts.ShouldBe(new(0, 0, 0, 0, 0, 1));
        difference.DomainCounts.ShouldBe(new(0, 0, 0, 0, 0, 1));
    }

    [Fact]
    public void Others_of_the_same_list_are_missing_as_ever()
    {
        var sketch = new RegisterSketch { Confirmed = true };
        sketch
            .List(Head, Good, Other, "A|00000000000000000001|c.example||", "D||d.example||")
            .Apply();
        sketch.List(Head, "A|00000000000000000001|a.example|31-02-2026|", Other);
        var difference = sketch.Apply();
        difference.OrganisationCounts.ShouldBe(new(0, 0, 0, 0, 1, 1));
        difference
            .Domains.Where(change => change.Change == RegisterChange.Missing)
            .Select(change => change.Name.Value)
            .ShouldBe(["c.example", "d.example"], ignoreOrder: true);
    }

    [Fact]
    public void Domain_that_another_row_gives_to_another_has_not_moved_from_the_refused_one()
    {
        var sketch = new RegisterSketch { Confirmed = true };
        sketch.List(Head, Good, Other).Apply();
        sketch.List(
            Head,
            "A|00000000000000000001|a.example|31-02-2026|",
            Other,
            "B||a.example|2020-01-01|"
        );
        sketch
            .Difference()
            .Domains.Single(change => change.Name.Value == "a.example")
            .Change.ShouldBe(RegisterChange.Changed);
        sketch.Apply();
        sketch.Stored("oin:00000000000000000001", "a.example").Until.ShouldBeNull();
    }

    [Fact]
    public void Domain_moves_where_only_the_row_of_a_third_is_refused()
    {
        var sketch = new RegisterSketch { Confirmed = true };
        sketch.List(Head, Good, Other).Apply();
        sketch.List(Head, "C||a.example|31-02-2026|", Other, "B||a.example|2020-01-01|");
        sketch
            .Difference()
            .Domains.Single(change => change.Name.Value == "a.example")
            .Change.ShouldBe(RegisterChange.Moved);
    }
}
