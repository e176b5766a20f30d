using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;

namespace Dashboard.Core.Tests.Organisations;

public sealed class RegisterEntriesTests
{
    private static readonly DateOnly Day = new(2026, 11, 1);

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(0, null, true)]
    [InlineData(1, null, false)]
    [InlineData(-1, null, true)]
    [InlineData(null, 0, false)]
    [InlineData(null, 1, true)]
    [InlineData(null, -1, false)]
    [InlineData(0, 1, true)]
    [InlineData(0, 0, false)]
    public void Domain_is_valid_from_its_first_day_and_not_on_its_end(
        int? from,
        int? until,
        bool valid
    )
    {
        DateOnly? first = from is { } before ? Day.AddDays(before) : null;
        DateOnly? end = until is { } after ? Day.AddDays(after) : null;
        var name = DomainName.Parse("a.example");

        new RegisterDomain
        {
            OrganisationKey = "o",
            Name = name,
            From = first,
            Until = end,
            Line = 1,
        }
            .IsValidOn(Day)
            .ShouldBe(valid);
        new FormerDomain("o", name, first, null, end, [], Guid.Empty, 0)
            .IsValidOn(Day)
            .ShouldBe(valid);
    }

    [Theory]
    [InlineData("nothing", null, "")]
    [InlineData("short", "abc", "abc")]
    public void Text_of_a_problem_is_shown(string what, string? text, string expected) =>
        RegisterProblem.Shown(text).ShouldBe(expected, what);

    [Fact]
    public void Text_of_a_problem_is_cut_to_two_hundred_characters_and_never_within_one()
    {
        var (whole, cut) = (new string('a', 200), new string('a', 199) + "…");
        RegisterProblem.Shown(whole).ShouldBe(whole);
        RegisterProblem.Shown(whole + "a").ShouldBe(cut);
        // A pair of surrogates lies at 198 and 199, then at 199 and 200.
        RegisterProblem.Shown(new string('a', 198) + "😀a").ShouldBe(new string('a', 198) + "…");
        RegisterProblem.Shown(new string('a', 199) + "😀").ShouldBe(cut);
    }

    [Theory]
    [InlineData(RegisterReason.Date, false)]
    [InlineData(RegisterReason.TooLarge, true)]
    [InlineData(RegisterReason.Dtd, true)]
    [InlineData(RegisterReason.NoRecords, true)]
    [InlineData(RegisterReason.UnknownType, false)]
    [InlineData(RegisterReason.OlderThanFormer, false)]
    public void Reason_refuses_a_record_or_the_whole_file(RegisterReason reason, bool file) =>
        reason.RefusesFile().ShouldBe(file);
}
