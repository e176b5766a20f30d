using Dashboard.Core.Organisations;

namespace Dashboard.Core.Tests.Organisations;

public sealed class RegisterDifferenceTests
{
    private static readonly DateOnly Today = new(2026, 11, 1);
    private static readonly DateOnly NewYear = new(2026, 1, 1);

    [Fact]
    public void First_snapshot_adds_everything_ended_or_not()
    {
        var difference = new RegisterSketch()
            .Organisation("a")
            .Organisation("b", ends: NewYear)
            .Domain("a", "a.example")
            .Domain("b", "b.example", until: NewYear)
            .Difference();
        difference.OrganisationCounts.ShouldBe(new(2, 0, 0, 0, 0, 0));
        difference.DomainCounts.ShouldBe(new(2, 0, 0, 0, 0, 0));
    }

    [Fact]
    public void Same_file_changes_nothing()
    {
        var sketch = new RegisterSketch();
        Fill(sketch).Apply();
        var difference = Fill(sketch).Difference();
        difference.OrganisationCounts.ShouldBe(new(0, 0, 0, 0, 0, 3));
        difference.DomainCounts.ShouldBe(new(0, 0, 0, 0, 0, 3));
        difference.Warnings.ShouldBe([new(2, RegisterReason.SharedDomain, "both.example")]);

        static RegisterSketch Fill(RegisterSketch sketch) =>
            sketch
                .Organisation("a")
                .Organisation("b", parent: "a", type: "Organisatieonderdeel")
                .Organisation("c", ends: NewYear)
                .Domain("a", "both.example")
                .Domain("b", "both.example")
                .Domain("a", "moved.example", from: new(1999, 5, 1), until: NewYear)
                .Domain("b", "moved.example", from: new(1999, 5, 1))
                .Domain("c", "gone.example", until: NewYear);
    }

    [Fact]
    public void Organisation_is_the_same_by_either_key()
    {
        var sketch = new RegisterSketch();
        sketch.Organisation("1", "Een", "tooi/1").Organisation("2", "Twee", "tooi/2").Apply();
        var difference = sketch
            .Organisation("1", "Een", "tooi/9")
            .Organisation("22", "Twee", "tooi/2")
            .Difference();
        difference.OrganisationCounts.ShouldBe(new(0, 2, 0, 0, 0, 0));
        difference.Organisations.Select(change => change.Key).ShouldBe(["1", "2"]);
        difference.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Organisation_with_two_new_keys_is_new_and_flagged()
    {
        var sketch = new RegisterSketch();
        sketch.Organisations(100).Organisation("1", "Gelijk", "tooi/1").Apply();
        var difference = sketch
            .Organisations(100)
            .Organisation("2", "Gelijk", "tooi/2")
            .Difference();
        difference.OrganisationCounts.ShouldBe(new(1, 0, 0, 0, 1, 100));
        difference.Warnings.ShouldBe([new(101, RegisterReason.KeysChanged, "Gelijk")]);
    }

    [Fact]
    public void Number_decides_where_the_keys_are_of_two_organisations()
    {
        var sketch = new RegisterSketch();
        sketch.Organisation("1", "Een", "tooi/1").Organisation("2", "Twee", "tooi/2").Apply();
        var difference = sketch
            .Organisation("1", "Een", "tooi/2")
            .Organisation("2", "Twee", "tooi/1")
            .Difference();
        difference.Organisations.Select(change => change.Former?.Key).ShouldBe(["1", "2"]);
        difference
            .Warnings.Select(warning => warning.Reason)
            .ShouldBe([RegisterReason.KeysDiffer, RegisterReason.KeysDiffer]);
    }

    [Fact]
    public void Equal_names_are_two_organisations()
    {
        var sketch = new RegisterSketch();
        sketch.Organisation("1", "Directie").Organisation("2", "Directie").Apply();
        sketch
            .Organisation("1", "Directie")
            .Organisation("2", "Directie")
            .Difference()
            .OrganisationCounts.Unchanged.ShouldBe(2);
    }

    [Fact]
    public void Organisation_under_another_parent_has_moved()
    {
        var sketch = new RegisterSketch();
        sketch.Organisation("a").Organisation("b").Organisation("c", parent: "a").Apply();
        sketch
            .Organisation("a")
            .Organisation("b")
            .Organisation("c", parent: "b")
            .Difference()
            .OrganisationCounts.ShouldBe(new(0, 0, 1, 0, 0, 2));
    }

    [Theory]
    [InlineData("2026-10-31", RegisterChange.Ended)]
    [InlineData("2026-11-01", RegisterChange.Ended)] // the last day in was yesterday
    [InlineData("2027-01-01", RegisterChange.Changed)] // still active
    public void Organisation_has_ended_when_its_end_has_come(string end, RegisterChange expected)
    {
        var sketch = new RegisterSketch();
        sketch.Organisation("a").Apply();
        sketch
            .Organisation("a", ends: DateOnly.Parse(end, null))
            .Difference()
            .Organisations.Single()
            .Change.ShouldBe(expected);
    }

    [Fact]
    public void Domain_that_another_organisation_has_now_has_moved_on_one_day()
    {
        var sketch = new RegisterSketch();
        sketch
            .Organisation("a")
            .Organisation("b")
            .Domain("a", "x.example", from: new(1999, 5, 1))
            .Apply();
        var difference = sketch
            .Organisation("a")
            .Organisation("b")
            .Domain("b", "x.example", from: new(1999, 5, 1))
            .Apply();
        difference.DomainCounts.ShouldBe(new(0, 0, 1, 0, 0, 0));
        difference.CountsMissing.ShouldBeTrue("a domain that has moved is not missing");
        sketch.Stored("a", "x.example").Until.ShouldBe(Today);
        sketch.Stored("b", "x.example").From.ShouldBe(Today);

        // The day stays while the register goes on writing its own.
        sketch.Today = Today.AddDays(30);
        sketch
            .Organisation("a")
            .Organisation("b")
            .Domain("b", "x.example", from: new(1999, 5, 1), purpose: "E-mail")
            .Apply()
            .DomainCounts.ShouldBe(new(0, 1, 0, 0, 0, 0));
        sketch.Stored("b", "x.example").From.ShouldBe(Today);
    }

    [Theory]
    [InlineData("2026-09-01", "2026-09-01")]
    [InlineData("2020-01-01", "2026-11-01")] // before the former holder had it
    [InlineData("2026-12-01", null)] // not yet: missing at one, added to the other later
    public void Domain_moves_on_the_day_of_the_new_holder_where_that_can_be(
        string from,
        string? expected
    )
    {
        var sketch = new RegisterSketch();
        sketch
            .Organisation("a")
            .Organisation("b")
            .Domain("a", "x.example", from: new(2025, 1, 1))
            .Apply();
        sketch
            .Organisation("a")
            .Organisation("b")
            .Domain("b", "x.example", from: DateOnly.Parse(from, null))
            .Apply();
        sketch
            .Stored("a", "x.example")
            .Until.ShouldBe(expected is null ? null : DateOnly.Parse(expected, null));
    }

    [Fact]
    public void Domain_closed_at_one_and_open_at_another_is_the_others_from_that_day()
    {
        var sketch = new RegisterSketch();
        sketch
            .Organisation("a")
            .Organisation("b")
            .Domain("a", "x.example", from: new(1999, 5, 1), until: NewYear)
            .Domain("b", "x.example", from: new(1999, 5, 1))
            .Apply()
            .Warnings.ShouldBeEmpty();
        sketch.Stored("a", "x.example").Until.ShouldBe(NewYear);
        sketch.Stored("b", "x.example").From.ShouldBe(NewYear);
    }

    [Fact]
    public void Domain_that_the_register_closes_has_ended()
    {
        var sketch = new RegisterSketch();
        sketch.Organisation("a").Domain("a", "x.example").Apply();
        var difference = sketch.Organisation("a").Domain("a", "x.example", until: NewYear).Apply();
        difference.DomainCounts.ShouldBe(new(0, 0, 0, 1, 0, 0));
        sketch
            .Organisation("a")
            .Domain("a", "x.example", until: NewYear)
            .Difference()
            .DomainCounts.ShouldBe(new(0, 0, 0, 0, 0, 1));
    }

    [Fact]
    public void Record_that_vanishes_ends_after_three_full_snapshots()
    {
        var sketch = new RegisterSketch();
        Many(sketch).Organisation("gone").Domain("gone", "gone.example").Apply();
        foreach (
            var expected in new[]
            {
                RegisterChange.Missing,
                RegisterChange.Missing,
                RegisterChange.Ended,
            }
        )
        {
            var difference = Many(sketch).Apply();
            difference.CountsMissing.ShouldBeTrue();
            difference.Organisations.Single(one => one.Staged is null).Change.ShouldBe(expected);
            difference
                .Domains.Single(one => one.Name.Value == "gone.example")
                .Change.ShouldBe(expected);
        }
        Many(sketch).Apply().OrganisationCounts.ShouldBe(new(0, 0, 0, 0, 0, 100));
        sketch.Stored("gone", "gone.example").Until.ShouldBe(Today);

        // It comes back as itself.
        var back = Many(sketch).Organisation("gone").Domain("gone", "gone.example").Apply();
        back.OrganisationCounts.ShouldBe(new(0, 1, 0, 0, 0, 100));
        back.DomainCounts.ShouldBe(new(0, 1, 0, 0, 0, 60));
        sketch.Stored("gone", "gone.example").Until.ShouldBeNull();
    }

    [Fact]
    public void Shared_domain_ends_when_it_ends_at_the_last_that_has_it()
    {
        var sketch = new RegisterSketch { Confirmed = true };
        Next(a: true, b: true).Apply();
        Next(a: false, b: true).Apply();
        Next(a: false, b: true).Apply();

        // At the one it ends, at the other it is missing for the first time.
        Next(a: false, b: false);
        KindOf(sketch.Difference()).ShouldBe(RegisterChange.Missing);
        sketch.Apply();
        sketch.Stored("a", "both.example").Until.ShouldBe(Today);
        sketch.Stored("b", "both.example").Until.ShouldBeNull();
        Next(a: false, b: false);
        KindOf(sketch.Apply()).ShouldBe(RegisterChange.Missing);

        Next(a: false, b: false);
        var last = sketch.Apply();
        KindOf(last).ShouldBe(RegisterChange.Ended);
        sketch.Stored("b", "both.example").Until.ShouldBe(Today);
        KindOf(last.WithoutEnds()).ShouldBe(RegisterChange.Missing);

        RegisterSketch Next(bool a, bool b)
        {
            sketch.Organisation("a").Organisation("b").Domain("a", "a.example");
            if (a)
            {
                sketch.Domain("a", "both.example");
            }
            return b ? sketch.Domain("b", "both.example") : sketch;
        }
    }

    [Theory]
    [InlineData(true, true, RegisterChange.Ended)]
    [InlineData(true, false, RegisterChange.Changed)]
    [InlineData(false, true, RegisterChange.Changed)]
    [InlineData(false, false, RegisterChange.Unchanged)]
    public void Shared_domain_that_the_register_closes_has_ended_when_it_is_closed_at_both(
        bool a,
        bool b,
        RegisterChange expected
    )
    {
        var sketch = new RegisterSketch();
        File(null, null).Apply();
        var difference = File(a ? NewYear : null, b ? NewYear : null).Difference();
        KindOf(difference).ShouldBe(expected);
        // The register's own word: also of a snapshot that is applied already.
        KindOf(difference.WithoutEnds()).ShouldBe(expected);

        RegisterSketch File(DateOnly? untilA, DateOnly? untilB) =>
            sketch
                .Organisation("a")
                .Organisation("b")
                .Domain("a", "both.example", until: untilA)
                .Domain("b", "both.example", until: untilB);
    }

    private static RegisterChange KindOf(RegisterDifference difference) =>
        difference.Domains.Single(change => change.Name.Value == "both.example").Change;

    [Fact]
    public void Record_that_comes_back_in_time_begins_to_count_anew()
    {
        var sketch = new RegisterSketch();
        Many(sketch).Organisation("x").Apply();
        Many(sketch).Apply();
        Many(sketch).Apply();
        Many(sketch).Organisation("x").Apply().OrganisationCounts.Unchanged.ShouldBe(101);
        Many(sketch).Apply().OrganisationCounts.ShouldBe(new(0, 0, 0, 0, 1, 100));
    }

    private sealed record Shrinkage(string Name, int Before, int After, string Layer, bool Refused);

    /// <summary>Beside 300 of another layer, which stay.</summary>
    private static readonly Shrinkage[] Shrinkages =
    [
        new("two of a layer of three", 3, 1, "Waterschap", false),
        new("three of a layer of three", 3, 0, "Waterschap", true),
        new("three of 60, just 5 %", 60, 57, "Waterschap", false),
        new("three of 59", 59, 56, "Waterschap", true),
        new("six of 300, just under 2 % of the list", 300, 294, "Waterschap", false),
        new("thirteen of 300, more than 2 % of the list", 300, 287, "Waterschap", true),
    ];

    public static TheoryData<string> ShrinkageNames => [.. Shrinkages.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(ShrinkageNames))]
    public void Nothing_ends_when_too_much_is_missing_at_once(string name)
    {
        var one = Shrinkages.Single(one => one.Name == name);
        var sketch = new RegisterSketch();
        sketch.Organisations(300).Organisations(one.Before, "w", one.Layer).Apply();
        var difference = sketch
            .Organisations(300)
            .Organisations(one.After, "w", one.Layer)
            .Difference();
        difference.CountsMissing.ShouldBe(!one.Refused);
        difference
            .Warnings.Any(warning => warning.Reason == RegisterReason.NothingEnded)
            .ShouldBe(one.Refused);
        difference.OrganisationCounts.Missing.ShouldBe(
            one.Before - one.After,
            "reported all the same"
        );

        sketch.Confirmed = true;
        sketch.Difference().CountsMissing.ShouldBeTrue("an analyst may confirm it");
    }

    [Fact]
    public void Snapshot_that_lacks_too_much_brings_no_end_nearer()
    {
        var sketch = new RegisterSketch();
        Many(sketch).Apply();
        for (var snapshot = 0; snapshot < 5; snapshot++)
        {
            sketch.Organisations(10).Apply().OrganisationCounts.ShouldBe(new(0, 0, 0, 0, 90, 10));
        }
    }

    [Fact]
    public void Ends_that_the_register_names_do_not_count_as_missing()
    {
        var sketch = new RegisterSketch();
        sketch.Organisations(50).Apply();
        for (var at = 0; at < 50; at++)
        {
            sketch.Organisation($"g{at}", ends: NewYear);
        }
        var difference = sketch.Difference();
        difference.OrganisationCounts.ShouldBe(new(0, 0, 0, 50, 0, 0));
        difference.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Category_file_misses_nothing()
    {
        var sketch = new RegisterSketch();
        Many(sketch).Apply();
        sketch.Organisation("g0", "Gemeente Nieuw");
        sketch.File.IsCategoryFile = true;
        var difference = sketch.Difference();
        difference.OrganisationCounts.ShouldBe(new(0, 1, 0, 0, 0, 0));
        difference.DomainCounts.ShouldBe(new(0, 0, 0, 0, 0, 0));
        difference.CountsMissing.ShouldBeFalse();
        difference.Warnings.ShouldBe([new(0, RegisterReason.CategoryFile, "")]);
    }

    [Fact]
    public void Entry_that_was_refused_has_not_vanished()
    {
        var sketch = new RegisterSketch();
        Many(sketch).Domain("g0", "x.example").Apply();
        Many(sketch);
        sketch.File.Refused.Add(
            new(7, RegisterReason.Date, "x.example 31-02-2026", "g0/x.example")
        );
        sketch.Difference().DomainCounts.ShouldBe(new(0, 0, 0, 0, 0, 60));
    }

    [Fact]
    public void Domains_of_an_organisation_that_was_refused_have_not_vanished()
    {
        var sketch = new RegisterSketch { Confirmed = true };
        sketch.Organisation("a").Organisation("b").Domain("b", "b.example").Apply();
        sketch.Organisation("a");
        sketch.File.Refused.Add(new(7, RegisterReason.NoOrganisation, "", "b"));
        var difference = sketch.Difference();
        difference.OrganisationCounts.ShouldBe(new(0, 0, 0, 0, 0, 1));
        difference.DomainCounts.ShouldBe(new(0, 0, 0, 0, 0, 0));
    }

    private sealed record Hold(DateOnly? From, DateOnly? Until);

    /// <summary>A domain at a, b, c and d: what the former snapshot has, what the file has, and what is stored then.</summary>
    private sealed record Handing(
        string Name,
        Dictionary<string, Hold> Before,
        Dictionary<string, Hold> File,
        RegisterChange? Change,
        Dictionary<string, Hold> After
    );

    private static readonly DateOnly Old = new(1999, 5, 1);
    private static readonly DateOnly Spring = new(2026, 3, 1);
    private static readonly DateOnly Summer = new(2026, 7, 1);

    private static readonly Handing[] Handings =
    [
        new(
            "closed today and open at another",
            new() { ["a"] = new(Old, null) },
            new() { ["a"] = new(Old, Today), ["b"] = new(Old, null) },
            RegisterChange.Moved,
            new() { ["a"] = new(Old, Today), ["b"] = new(Today, null) }
        ),
        new(
            "closed at two and open at a third in the first file",
            [],
            new()
            {
                ["a"] = new(Old, Spring),
                ["b"] = new(Spring, Today),
                ["c"] = new(Old, null),
            },
            RegisterChange.Added,
            new()
            {
                ["a"] = new(Old, Spring),
                ["b"] = new(Spring, Today),
                ["c"] = new(Today, null),
            }
        ),
        new(
            "closed tomorrow and open at another",
            new() { ["a"] = new(Old, null) },
            new() { ["a"] = new(Old, Today.AddDays(1)), ["b"] = new(Old, null) },
            RegisterChange.Changed,
            new() { ["a"] = new(Old, Today.AddDays(1)), ["b"] = new(Old, null) }
        ),
        new(
            "closed at two and open at a third: from the later close",
            new() { ["a"] = new(Old, null) },
            new()
            {
                ["a"] = new(Old, Spring),
                ["b"] = new(Spring, Summer),
                ["c"] = new(Old, null),
            },
            RegisterChange.Moved,
            new()
            {
                ["a"] = new(Old, Spring),
                ["b"] = new(Spring, Summer),
                ["c"] = new(Summer, null),
            }
        ),
        new(
            "open since after the close",
            new() { ["a"] = new(Old, null) },
            new() { ["a"] = new(Old, Spring), ["b"] = new(Summer, null) },
            RegisterChange.Moved,
            new() { ["a"] = new(Old, Spring), ["b"] = new(Summer, null) }
        ),
        new(
            "open at another that names no day",
            new() { ["a"] = new(Old, null) },
            new() { ["a"] = new(Old, Spring), ["b"] = new(null, null) },
            RegisterChange.Moved,
            new() { ["a"] = new(Old, Spring), ["b"] = new(Spring, null) }
        ),
        new(
            "gone at two and at a third from a day behind both",
            new() { ["a"] = new(Old, null), ["b"] = new(Spring, null) },
            new() { ["c"] = new(Summer, null) },
            RegisterChange.Moved,
            new()
            {
                ["a"] = new(Old, Summer),
                ["b"] = new(Spring, Summer),
                ["c"] = new(Summer, null),
            }
        ),
        new(
            "gone at two and at a third from a day between them: today",
            new() { ["a"] = new(Old, null), ["b"] = new(Summer, null) },
            new() { ["c"] = new(Spring, null) },
            RegisterChange.Moved,
            new()
            {
                ["a"] = new(Old, Today),
                ["b"] = new(Summer, Today),
                ["c"] = new(Today, null),
            }
        ),
        new(
            "gone at one and at two others from different days: the first",
            new() { ["a"] = new(Old, null) },
            new() { ["b"] = new(Summer, null), ["c"] = new(Spring, null) },
            RegisterChange.Moved,
            new()
            {
                ["a"] = new(Old, Spring),
                ["b"] = new(Summer, null),
                ["c"] = new(Spring, null),
            }
        ),
        new(
            "gone at one and at another from today",
            new() { ["a"] = new(Old, null) },
            new() { ["b"] = new(Today, null) },
            RegisterChange.Moved,
            new() { ["a"] = new(Old, Today), ["b"] = new(Today, null) }
        ),
        new(
            "gone at one without a day and at another from one",
            new() { ["a"] = new(null, null) },
            new() { ["b"] = new(Spring, null) },
            RegisterChange.Moved,
            new() { ["a"] = new(null, Spring), ["b"] = new(Spring, null) }
        ),
        new(
            "gone at one and at another from the very day that it had: today",
            new() { ["a"] = new(Old, null) },
            new() { ["b"] = new(Old, null) },
            RegisterChange.Moved,
            new() { ["a"] = new(Old, Today), ["b"] = new(Today, null) }
        ),
        new(
            "closed at two that had it: the later close is the day of the third",
            new() { ["a"] = new(Old, null), ["b"] = new(Old, null) },
            new()
            {
                ["a"] = new(Old, Spring),
                ["b"] = new(Old, Summer),
                ["c"] = new(Old, null),
            },
            RegisterChange.Moved,
            new()
            {
                ["a"] = new(Old, Spring),
                ["b"] = new(Old, Summer),
                ["c"] = new(Summer, null),
            }
        ),
        new(
            "closed at two and gone at a third: gone on the later close",
            new()
            {
                ["a"] = new(Old, null),
                ["b"] = new(Old, null),
                ["c"] = new(Old, null),
            },
            new()
            {
                ["a"] = new(Old, Spring),
                ["b"] = new(Old, Summer),
                ["d"] = new(Old, null),
            },
            RegisterChange.Moved,
            new()
            {
                ["a"] = new(Old, Spring),
                ["b"] = new(Old, Summer),
                ["c"] = new(Old, Summer),
                ["d"] = new(Summer, null),
            }
        ),
        new(
            "an end that has come today has not vanished",
            new() { ["a"] = new(Old, Today) },
            [],
            null,
            new() { ["a"] = new(Old, Today) }
        ),
        new(
            "an end that has come already has not vanished",
            new() { ["a"] = new(Old, Today), ["b"] = new(Old, Spring) },
            new() { ["c"] = new(Old, null) },
            RegisterChange.Changed,
            new()
            {
                ["a"] = new(Old, Today),
                ["b"] = new(Old, Spring),
                ["c"] = new(Old, null),
            }
        ),
        new(
            "an end that is to come is missing all the same",
            new() { ["a"] = new(Old, Today.AddDays(1)) },
            [],
            RegisterChange.Missing,
            new() { ["a"] = new(Old, Today.AddDays(1)) }
        ),
    ];

    public static TheoryData<string> HandingNames => [.. Handings.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(HandingNames))]
    public void Domain_is_at_each_organisation_for_its_days(string name)
    {
        var one = Handings.Single(one => one.Name == name);
        var sketch = new RegisterSketch();
        Fill(one.Before).Apply();
        var change = Fill(one.File)
            .Apply()
            .Domains.SingleOrDefault(change => change.Name.Value == "x.example");

        (change?.Change).ShouldBe(one.Change);
        foreach (var (organisation, hold) in one.After)
        {
            var stored = sketch.Stored(organisation, "x.example");
            new Hold(stored.From, stored.Until).ShouldBe(hold, organisation);
        }

        RegisterSketch Fill(Dictionary<string, Hold> holds)
        {
            Many(sketch).Organisation("a").Organisation("b").Organisation("c").Organisation("d");
            foreach (var (organisation, hold) in holds)
            {
                sketch.Domain(organisation, "x.example", hold.From, hold.Until);
            }
            return sketch;
        }
    }

    [Fact]
    public void What_was_ended_before_is_neither_missing_nor_of_the_size_of_the_list()
    {
        var sketch = new RegisterSketch();
        sketch
            .Organisations(300)
            .Organisation("past", ends: Today)
            .Organisation("future", ends: Today.AddDays(1))
            .Apply();
        sketch
            .Organisations(300)
            .Difference()
            .Organisations.Where(change => change.Staged is null)
            .Select(change => (change.Key, change.Change))
            .ShouldBe([("future", RegisterChange.Missing)]);
    }

    [Theory]
    [InlineData("three ended today, three more missing of 60", 60, false)]
    [InlineData("three ended today, three more missing of 59", 59, true)]
    public void Share_that_is_missing_is_of_those_that_go_on(string what, int goOn, bool refused)
    {
        var sketch = new RegisterSketch();
        sketch.Organisations(300).Organisations(goOn, "w", "Waterschap");
        for (var at = 0; at < 3; at++)
        {
            sketch.Organisation($"past{at}", type: "Waterschap", ends: at == 0 ? Today : NewYear);
        }
        sketch.Apply();
        sketch
            .Organisations(300)
            .Organisations(goOn - 3, "w", "Waterschap")
            .Difference()
            .CountsMissing.ShouldBe(!refused, what);
    }

    [Fact]
    public void Ended_organisation_that_the_file_still_ends_has_not_changed()
    {
        var sketch = new RegisterSketch();
        sketch.Organisation("a", ends: Today).Apply();
        sketch
            .Organisation("a", "Andere naam", ends: Today)
            .Difference()
            .Organisations.Single()
            .Change.ShouldBe(RegisterChange.Changed, "it had ended before");
    }

    [Fact]
    public void Organisation_whose_own_number_is_in_the_file_is_not_taken_for_another()
    {
        var sketch = new RegisterSketch();
        sketch.Organisation("1", "Een", "tooi/1").Apply();
        sketch
            .Organisation("2", "Twee", "tooi/1")
            .Organisation("1", "Een")
            .Difference()
            .Organisations.Select(change => (change.Key, change.Change))
            .ShouldBe([("2", RegisterChange.Added), ("1", RegisterChange.Changed)]);
    }

    [Fact]
    public void Name_of_one_that_goes_on_is_no_change_of_keys()
    {
        var sketch = new RegisterSketch();
        sketch.Organisations(100).Organisation("1", "Gelijk").Apply();
        sketch
            .Organisations(100)
            .Organisation("1", "Gelijk")
            .Organisation("2", "Gelijk")
            .Difference()
            .Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Entry_is_kept_where_one_of_its_numbers_was_refused()
    {
        var sketch = new RegisterSketch();
        Many(sketch).Domain("g0", "x.example");
        sketch.File.Domains[^1] = sketch.File.Domains[^1] with { RegisterIds = ["1", "2"] };
        sketch.Apply();
        Many(sketch);
        sketch.File.Refused.Add(new(7, RegisterReason.Date, "x.example", "2"));
        sketch.Difference().DomainCounts.ShouldBe(new(0, 0, 0, 0, 0, 60));
    }

    [Fact]
    public void Domains_that_the_register_closes_do_not_count_as_missing()
    {
        var sketch = new RegisterSketch();
        Fill(until: null).Apply();
        var difference = Fill(NewYear).Difference();
        difference.DomainCounts.ShouldBe(new(0, 0, 0, 50, 0, 0));
        difference.Warnings.ShouldBeEmpty();

        RegisterSketch Fill(DateOnly? until)
        {
            sketch.Organisation("a");
            for (var at = 0; at < 50; at++)
            {
                sketch.Domain("a", $"d{at}.example", until: until);
            }
            return sketch;
        }
    }

    [Fact]
    public void Snapshot_that_is_applied_already_ends_nothing_more()
    {
        var sketch = new RegisterSketch();
        Full()
            .Organisation("gone")
            .Domain("gone", "gone.example")
            .Domain("gone", "both.example")
            .Apply();
        Full().Apply();
        Full().Apply();
        var difference = Full(end: NewYear).Difference();
        difference.CountsMissing.ShouldBeTrue();
        difference.OrganisationCounts.ShouldBe(new(0, 0, 0, 2, 0, 100));
        difference.DomainCounts.ShouldBe(new(0, 0, 0, 3, 0, 120));

        // What the register itself ends has ended, looked at however often.
        var again = difference.WithoutEnds();
        again.OrganisationCounts.ShouldBe(new(0, 0, 0, 1, 1, 100));
        again.DomainCounts.ShouldBe(new(0, 0, 0, 2, 1, 120));
        again
            .Organisations.Single(change => change.Change == RegisterChange.Missing)
            .Key.ShouldBe("gone");
        again
            .Domains.Single(change => change.Change == RegisterChange.Missing)
            .Name.Value.ShouldBe("gone.example");

        RegisterSketch Full(DateOnly? end = null)
        {
            Many(sketch)
                .Organisation("c", ends: end)
                .Domain("c", "c.example", until: end)
                .Domain("c", "both.example", until: end);
            for (var at = 0; at < 60; at++)
            {
                sketch.Domain($"g{at}", $"h{at}.example");
            }
            return sketch;
        }
    }

    /// <summary>Enough that one more or less is no more than the guard allows.</summary>
    private static RegisterSketch Many(RegisterSketch sketch)
    {
        sketch.Organisations(100);
        for (var at = 0; at < 60; at++)
        {
            sketch.Domain($"g{at}", $"g{at}.example");
        }
        return sketch;
    }
}
