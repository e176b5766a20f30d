using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;

namespace Dashboard.Core.Tests.Organisations;

public sealed class DomainMergeTests
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly DateOnly Second = new(2026, 2, 1);

    private sealed record Case(
        string Name,
        (DateOnly? From, DateOnly? Until) One,
        (DateOnly? From, DateOnly? Until) Other,
        (DateOnly? From, DateOnly? Until) Both
    );

    private static readonly Case[] Cases =
    [
        new("both open", (null, null), (null, null), (null, null)),
        new("one open", (null, null), (First, Second), (null, null)),
        new("both closed", (First, First), (Second, Second), (First, Second)),
        new("the same", (First, Second), (First, Second), (First, Second)),
    ];

    public static TheoryData<string> Names => [.. Cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Domain_is_valid_from_the_first_day_to_the_last(string name)
    {
        var one = Cases.Single(one => one.Name == name);
        foreach (var (left, right) in new[] { (one.One, one.Other), (one.Other, one.One) })
        {
            var both = DomainMerge.Of(Domain(left), Domain(right));
            (both.From, both.Until).ShouldBe(one.Both);
        }
    }

    [Fact]
    public void Words_are_those_of_the_entry_that_has_them_and_numbers_of_both()
    {
        var bare = Domain((null, null)) with { RegisterIds = ["1", "2"], Line = 9 };
        var worded = Domain((null, null)) with
        {
            RegisterIds = ["2", "3"],
            Purpose = "mail",
            Holder = "Houder",
            Line = 4,
        };
        var other = worded with { Purpose = "web", Holder = "Ander" };

        foreach (var both in new[] { DomainMerge.Of(bare, worded), DomainMerge.Of(worded, other) })
        {
            (both.Purpose, both.Holder, both.Line).ShouldBe(("mail", "Houder", 4));
        }
        DomainMerge.Of(bare, worded).RegisterIds.ShouldBe(["1", "2", "3"]);
    }

    private static RegisterDomain Domain((DateOnly? From, DateOnly? Until) days) =>
        new()
        {
            OrganisationKey = "o",
            Name = DomainName.Parse("a.example"),
            From = days.From,
            Until = days.Until,
            Line = 1,
        };
}
