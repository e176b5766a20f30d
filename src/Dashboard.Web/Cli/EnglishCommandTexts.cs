using Dashboard.Web.Platform;

namespace Dashboard.Web.Cli;

internal sealed class EnglishCommandTexts : CommandTexts
{
    public override string UnknownCommand(string command) =>
        $"unknown command: {command}; there are serve, migrate, probe-zone, register, round, sending, explanations and accounts";

    public override string NoSuchOption(string command, string option, IReadOnlyList<string> has) =>
        has.Count == 0
            ? $"{command} has no options; {option} is not for it"
            : $"{command} has no option {option}, but {string.Join(", ", has)}";

    public override string OnlySettings(string argument) =>
        $"serve has settings only, such as --Roles=web or --Section:Key=value (docs/settings.md); {argument} is none";

    public override string ProbeZoneUsage =>
        "usage: probe-zone [init | check | names | challenge NAME [VALUE ...] | config FOLDER] [--Section:Key=value ...]";

    public override string NoChallenge =>
        "challenge takes a name that 'probe-zone names' prints, and values of an ACME client (letters, digits, - and _)";

    public override string IsNameServerUp(string addresses) =>
        $"does the name server run, and does the resolver reach it ({addresses})?";

    public override string NoResolver => "the resolver of Dns:Resolver does not answer";

    public override string NotAtParent =>
        "the parent zone does not have it; 'probe-zone' prints what belongs there";

    public override string BogusZone =>
        "the DS record at the parent does not fit the zone's key; 'probe-zone' prints the right one";

    public override string LabDataUsage => "usage: lab-data FOLDER [--Section:Key=value ...]";

    public override string DatabaseFault(string why) => $"the database does not take it: {why}";

    public override string FormerDatabase =>
        "the database was made by an earlier version, which this one does not read; nothing in it was changed. "
        + "Start again with './run reset' (it deletes all data), or use another database";
}
