using Bunit;
using Dashboard.Core.Dns;
using Dashboard.Web.Components.Text;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Components;

public sealed class TextPartsTests
{
    [Theory]
    [InlineData("xn--caf-dma.example", "café.example (xn--caf-dma.example)")]
    [InlineData("mx.example.nl", "mx.example.nl")]
    [InlineData(".", ".")]
    public void Domain_is_shown_as_people_read_it_with_its_a_labels_where_those_differ(
        string name,
        string shown
    )
    {
        using var context = new ComponentContext();

        var label = context.Render<DomainLabel>(parameters =>
            parameters.Add(c => c.Name, DomainName.Parse(name))
        );

        label.Find(".domain").TextContent.ReplaceLineEndings(string.Empty).Trim().ShouldBe(shown);
    }

    [Theory]
    [InlineData("2026-01-15T11:00:00Z", "nl", "15 januari 2026 12:00:00 (CET)")]
    [InlineData("2026-07-15T11:00:00Z", "nl", "15 juli 2026 13:00:00 (CEST)")]
    [InlineData("2026-07-15T11:00:00Z", "en", "15 July 2026 13:00:00 (CEST)")]
    [InlineData("2026-03-29T00:59:59Z", "nl", "29 maart 2026 01:59:59 (CET)")]
    [InlineData("2026-03-29T01:00:00Z", "nl", "29 maart 2026 03:00:00 (CEST)")]
    [InlineData("2026-10-25T00:30:00Z", "nl", "25 oktober 2026 02:30:00 (CEST)")]
    [InlineData("2026-10-25T01:30:00Z", "nl", "25 oktober 2026 02:30:00 (CET)")]
    public void Time_is_told_in_amsterdam_with_its_zone(string at, string language, string words)
    {
        using var context = new ComponentContext(language);

        var stamp = context.Render<Timestamp>(parameters =>
            parameters.Add(
                c => c.At,
                DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)
            )
        );

        stamp.Find("time").TextContent.ShouldBe(words);
        stamp.Find("time").GetAttribute("datetime").ShouldBe(at);
    }

    [Fact]
    public void Term_opens_its_own_explanation_without_script()
    {
        using var context = new ComponentContext();

        var text = context.Render<TermText>(parameters =>
            parameters.Add(c => c.Text, "Met [[dane|DANE]] weet u het.")
        );

        var word = text.Find("button");
        var note = text.Find("[popover]");
        word.TextContent.ShouldBe("DANE");
        word.GetAttribute("popovertarget").ShouldBe(note.Id);
        note.TextContent.ShouldContain("certificaat");
        note.QuerySelector("a")!.GetAttribute("href").ShouldBe("/help/dane");
    }

    [Fact]
    public void Full_stop_behind_a_term_stays_with_it()
    {
        using var context = new ComponentContext();

        var text = context.Render<TermText>(parameters =>
            parameters.Add(c => c.Text, "Zet [[dnssec|DNSSEC]] aan, en dan [[dane|DANE]].")
        );

        text.FindAll(".tied").Count.ShouldBe(1);
        text.Find(".tied").ChildNodes[^1].TextContent.ShouldBe(".");
    }

    [Theory]
    [InlineData("E-mail naar pkix-ee-only.example is veilig.", "E-mail|pkix-ee-only.example")]
    [InlineData("Over a-b.example: niets", "a-b.example")]
    [InlineData("Alles is goed.", "")]
    [InlineData("", "")]
    public void Words_with_a_hyphen_stay_whole_in_a_headline(string sentence, string together)
    {
        using var context = new ComponentContext();

        var shown = context.Render<Sentence>(parameters => parameters.Add(c => c.Text, sentence));

        string.Join('|', shown.FindAll(".together").Select(part => part.TextContent))
            .ShouldBe(together);
        string.Concat(shown.Nodes.Select(node => node.TextContent)).ShouldBe(sentence);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("[[dane|DANE]].", "DANE.")]
    [InlineData("[[dane|DANE]]-[[mx|MX]]", "DANE-MX")]
    [InlineData("[[dane|DANE]]", "DANE")]
    [InlineData("a [[dane|DANE]] b [[mx|MX]]", "a DANE b MX")]
    [InlineData("[[broken", "[[broken")]
    [InlineData("", "")]
    public void Plain_text_is_the_words_alone(string marked, string plain) =>
        MarkedText.Plain(marked).ShouldBe(plain);
}
