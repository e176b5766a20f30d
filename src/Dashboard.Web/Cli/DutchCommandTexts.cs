using Dashboard.Web.Platform;

namespace Dashboard.Web.Cli;

internal sealed class DutchCommandTexts : CommandTexts
{
    public override string UnknownCommand(string command) =>
        $"onbekende opdracht: {command}; er zijn serve, migrate, probe-zone, register, round, sending, explanations en accounts";

    public override string NoSuchOption(string command, string option, IReadOnlyList<string> has) =>
        has.Count == 0
            ? $"{command} heeft geen opties; {option} hoort er niet bij"
            : $"{command} heeft geen optie {option}, wel {string.Join(", ", has)}";

    public override string OnlySettings(string argument) =>
        $"serve heeft alleen instellingen, zoals --Roles=web of --Sectie:Sleutel=waarde (docs/settings.md); {argument} is er geen";

    public override string ProbeZoneUsage =>
        "gebruik: probe-zone [init | check | names | challenge NAAM [WAARDE ...] | config MAP] [--Sectie:Sleutel=waarde ...]";

    public override string NoChallenge =>
        "challenge wil een naam die 'probe-zone names' toont, en waarden van een ACME-programma (letters, cijfers, - en _)";

    public override string IsNameServerUp(string addresses) =>
        $"draait de nameserver, en kan de resolver erbij ({addresses})?";

    public override string NoResolver => "de resolver van Dns:Resolver antwoordt niet";

    public override string NotAtParent =>
        "de zone erboven heeft het niet; 'probe-zone' toont wat daar hoort";

    public override string BogusZone =>
        "het DS-record in de zone erboven past niet bij de sleutel van de zone; 'probe-zone' toont het juiste";

    public override string LabDataUsage => "gebruik: lab-data MAP [--Sectie:Sleutel=waarde ...]";

    public override string DatabaseFault(string why) => $"de database doet het niet: {why}";

    public override string FormerDatabase =>
        "de database is gemaakt door een eerdere versie en wordt door deze niet gelezen; er is niets aan veranderd. "
        + "Begin opnieuw met './run reset' (dat gooit alle gegevens weg), of gebruik een andere database";
}
