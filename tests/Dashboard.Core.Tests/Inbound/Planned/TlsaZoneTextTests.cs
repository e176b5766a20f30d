using Dashboard.Core.Inbound.Planned;

namespace Dashboard.Core.Tests.Inbound.Planned;

/// <summary>The limits of what is read, and which word of a line is its owner.</summary>
public sealed class TlsaZoneTextTests
{
    private const string Owner = "_25._tcp.mx1.example.nl";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n\t\n")]
    [InlineData("; a comment alone")]
    [InlineData("$ORIGIN example.nl.")]
    public void Text_without_a_record_gives_no_line(string? text) =>
        TlsaZoneText.Read(text).ShouldBeEmpty();

    [Theory]
    [InlineData(100_000, false)]
    [InlineData(100_001, true)]
    public void Text_is_read_up_to_its_limit(int characters, bool tooLong)
    {
        var read = TlsaZoneText.Read("3 1 1 00".PadRight(characters)).ShouldHaveSingleItem();

        read.Line.ShouldBe(1);
        read.Problem.ShouldBe(tooLong ? TlsaLineProblem.TooLong : null);
        read.Text.Length.ShouldBe(tooLong ? 0 : characters);
        read.Owner.ShouldBeNull();
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(201, true)]
    [InlineData(500, true)]
    public void Lines_are_read_up_to_their_limit(int lines, bool tooMany)
    {
        var read = TlsaZoneText.Read(string.Join('\n', Enumerable.Repeat("3 1 1 00", lines)));

        read.Count.ShouldBe(tooMany ? 201 : 200);
        read.Take(200).ShouldAllBe(line => line.Problem == null);
        if (tooMany)
        {
            read[200].Problem.ShouldBe(TlsaLineProblem.TooLong);
            read[200].Line.ShouldBe(201);
            read[200].Text.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("a name", $"{Owner}. TLSA 3 1 1 00", Owner)]
    [InlineData("a name without its dot", $"{Owner} TLSA 3 1 1 00", Owner)]
    [InlineData("a TTL", "3600 IN TLSA 3 1 1 00", null)]
    [InlineData("a class", "IN TLSA 3 1 1 00", null)]
    [InlineData("a class in lower case", "in TLSA 3 1 1 00", null)]
    [InlineData("the type", "TLSA 3 1 1 00", null)]
    [InlineData("a number", "3 1 1 00", null)]
    public void Owner_is_the_word_that_begins_the_line_where_it_is_a_name(
        string begins,
        string text,
        string? owner
    )
    {
        var read = TlsaZoneText.Read(text).ShouldHaveSingleItem(begins);

        read.Problem.ShouldBeNull(begins);
        (read.Owner?.Value).ShouldBe(owner, begins);
    }

    [Fact]
    public void Owner_is_kept_for_the_indented_lines_that_follow_it_and_no_longer()
    {
        var read = TlsaZoneText.Read(
            $"{Owner}. TLSA 3 1 1 00\n  TLSA 3 1 1 01\n3 1 1 02\n  TLSA 3 1 1 03\n_25._tcp.mx2. TLSA 3 1 1 04\n\tTLSA 3 1 1 05"
        );

        read.Select(line => line.Owner?.Value)
            .ShouldBe([Owner, Owner, null, Owner, "_25._tcp.mx2", "_25._tcp.mx2"]);
    }

    [Theory]
    [InlineData("three numbers", "3 1 1", TlsaLineProblem.NoData)]
    [InlineData("two numbers", "3 1", TlsaLineProblem.NotTlsa)]
    [InlineData("a number and words", "3 one one 00", TlsaLineProblem.NotTlsa)]
    [InlineData("words and a number", "a b 3 00", TlsaLineProblem.NotTlsa)]
    [InlineData("colons alone", "3 1 1 ::", TlsaLineProblem.NoData)]
    public void Fields_alone_begin_with_three_numbers(
        string what,
        string text,
        TlsaLineProblem problem
    ) => TlsaZoneText.Read(text).ShouldHaveSingleItem(what).Problem.ShouldBe(problem, what);

    [Theory]
    [InlineData("3 1 1 00:ff:Aa", "00ffaa")]
    [InlineData("3 1 1 00ff aa", "00ffaa")]
    public void Colons_and_spaces_part_the_data_as_people_paste_it(string text, string data) =>
        TlsaZoneText
            .Read(text)
            .ShouldHaveSingleItem()
            .Record!.AssociationData.ToString()
            .ShouldBe(data, StringCompareShould.IgnoreCase);

    [Fact]
    public void Comment_may_be_all_of_a_line() =>
        TlsaZoneText
            .Read($"; the key of 2026\n3 1 1 00\n;3 1 1 01")
            .ShouldHaveSingleItem()
            .Line.ShouldBe(2);
}
