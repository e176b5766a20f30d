using Bunit;
using Dashboard.Web.Components.States;
using Dashboard.Web.Tests.Support;

namespace Dashboard.Web.Tests.Components;

public sealed class StateChipTests
{
    [Theory]
    [InlineData(ShownState.Verified, "nl", "Versleuteld en geverifieerd (DANE)")]
    [InlineData(ShownState.VerifiedNow, "nl", "Nu geverifieerd (DANE), niet volledig")]
    [InlineData(ShownState.Encrypted, "nl", "Versleuteld, niet geverifieerd")]
    [InlineData(ShownState.Unencrypted, "nl", "Onversleuteld")]
    [InlineData(ShownState.Refused, "nl", "Wordt geweigerd door DANE-verzenders")]
    [InlineData(
        ShownState.HeldBack,
        "nl",
        "Wordt tegengehouden door verzenders die DNSSEC controleren"
    )]
    [InlineData(ShownState.HeldBackByDane, "nl", "Wordt tegengehouden door DANE-verzenders")]
    [InlineData(ShownState.HeldBackByDane, "en", "Held back by DANE senders")]
    [InlineData(ShownState.NoDomain, "nl", "Bestaat niet")]
    [InlineData(ShownState.NotMeasured, "nl", "Niet te meten")]
    [InlineData(ShownState.NoMail, "nl", "Ontvangt geen e-mail")]
    [InlineData(ShownState.Verified, "en", "Encrypted and verified (DANE)")]
    [InlineData(ShownState.VerifiedNow, "en", "Verified now (DANE), not in full")]
    [InlineData(ShownState.HeldBack, "en", "Held back by senders that check DNSSEC")]
    [InlineData(ShownState.NoDomain, "en", "Does not exist")]
    [InlineData(ShownState.Encrypted, "en", "Encrypted, not verified")]
    [InlineData(ShownState.Unencrypted, "en", "Unencrypted")]
    [InlineData(ShownState.Refused, "en", "Refused by DANE senders")]
    [InlineData(ShownState.NotMeasured, "en", "Could not be measured")]
    [InlineData(ShownState.NoMail, "en", "Accepts no mail")]
    public void State_is_a_word_with_an_icon(ShownState state, string language, string word)
    {
        using var context = new ComponentContext(language);

        var chip = context.Render<StateChip>(parameters => parameters.Add(c => c.State, state));

        chip.Find(".chip").TextContent.Trim().ShouldBe(word);
        chip.Find("svg").GetAttribute("aria-hidden").ShouldBe("true");
    }

    [Fact]
    public void Why_it_could_not_be_measured_stands_behind_the_word()
    {
        using var context = new ComponentContext();

        var chip = context.Render<StateChip>(parameters =>
            parameters.Add(c => c.State, ShownState.NotMeasured).Add(c => c.Why, "geen antwoord")
        );

        chip.Find(".chip").TextContent.Trim().ShouldBe("Niet te meten: geen antwoord");
    }

    [Fact]
    public void Inks_are_readable_on_their_grounds_in_light_and_dark()
    {
        foreach (var state in Enum.GetValues<ShownState>())
        {
            Contrast(StatePalette.Light(state))
                .ShouldBeGreaterThanOrEqualTo(4.5, $"{state}, light");
            Contrast(StatePalette.Dark(state)).ShouldBeGreaterThanOrEqualTo(4.5, $"{state}, dark");
        }
    }

    /// <summary>WCAG 2.2, definition of contrast ratio.</summary>
    private static double Contrast(StateColour colour)
    {
        var (ink, ground) = (Luminance(colour.Ink), Luminance(colour.Ground));
        return (Math.Max(ink, ground) + 0.05) / (Math.Min(ink, ground) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var parts = Convert
            .FromHexString(hex[1..])
            .Select(octet => octet / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))
            .ToArray();
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }
}
