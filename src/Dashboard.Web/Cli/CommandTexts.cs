using Dashboard.Check.Terminal;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Cli;

/// <summary>What the commands of this program say to people, in one language.</summary>
internal abstract class CommandTexts
{
    /// <summary>In the language of the environment.</summary>
    public static CommandTexts For(Func<string, string?> environment) =>
        TerminalTexts.IsDutch(environment) ? new DutchCommandTexts() : new EnglishCommandTexts();

    public abstract string UnknownCommand(string command);

    public abstract string ProbeZoneUsage { get; }

    public abstract string LabDataUsage { get; }

    public abstract string DatabaseFault(string why);

    public abstract string NoChallenge { get; }

    /// <param name="addresses">Of the name servers in the settings.</param>
    public abstract string IsNameServerUp(string addresses);

    public abstract string NoResolver { get; }

    public abstract string NotAtParent { get; }

    public abstract string BogusZone { get; }

    public abstract string FormerDatabase { get; }
}
