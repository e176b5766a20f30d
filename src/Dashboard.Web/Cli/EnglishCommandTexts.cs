namespace Dashboard.Web.Cli;

internal sealed class EnglishCommandTexts : CommandTexts
{
    public override string UnknownCommand(string command) =>
        $"unknown command: {command}; there are serve, migrate and probe-zone";

    public override string ProbeZoneUsage =>
        "usage: probe-zone [init | check | config FOLDER] [--Section:Key=value ...]";

    public override string DatabaseFault(string why) => $"the database does not take it: {why}";
}
