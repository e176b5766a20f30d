namespace Dashboard.Web.Cli;

internal sealed class EnglishCommandTexts : CommandTexts
{
    public override string UnknownCommand(string command) =>
        $"unknown command: {command}; there are serve, migrate, probe-zone and register";

    public override string ProbeZoneUsage =>
        "usage: probe-zone [init | check | config FOLDER] [--Section:Key=value ...]";

    public override string DatabaseFault(string why) => $"the database does not take it: {why}";

    public override string FormerDatabase =>
        "the database was made by an earlier version, which this one does not read; nothing in it was changed. "
        + "Start again with './run reset' (it deletes all data), or use another database";
}
