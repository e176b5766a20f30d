namespace Dashboard.Web.Cli;

internal sealed class DutchCommandTexts : CommandTexts
{
    public override string UnknownCommand(string command) =>
        $"onbekende opdracht: {command}; er zijn serve, migrate, probe-zone en register";

    public override string ProbeZoneUsage =>
        "gebruik: probe-zone [init | check | config MAP] [--Sectie:Sleutel=waarde ...]";

    public override string DatabaseFault(string why) => $"de database doet het niet: {why}";

    public override string FormerDatabase =>
        "de database is gemaakt door een eerdere versie en wordt door deze niet gelezen; er is niets aan veranderd. "
        + "Begin opnieuw met './run reset' (dat gooit alle gegevens weg), of gebruik een andere database";
}
