using Dashboard.Check.Terminal;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Cli;

/// <summary>What the commands of this program say to people, in one language.</summary>
internal abstract class CommandTexts
{
    /// <summary>In the language of the environment.</summary>
    public static CommandTexts For(Func<string, string?> environment) =>
        TerminalTexts.IsDutch(environment) ? new DutchCommandTexts() : new EnglishCommandTexts();

    /// <summary>Says which option the command does not have, and which it has.</summary>
    /// <param name="arguments">The name of the command first, without settings.</param>
    /// <returns>False where there is nothing to say.</returns>
    public async Task<bool> RefuseOptionAsync(IReadOnlyList<string> arguments, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(error);
        if (Subcommand.Refuse(arguments) is not var (command, option))
        {
            return false;
        }
        await error.WriteLineAsync(
            NoSuchOption(command.Name, option, [.. command.Valued, .. command.Flags])
        );
        return true;
    }

    public abstract string UnknownCommand(string command);

    /// <summary>An option that the command does not have, and those that it has.</summary>
    public abstract string NoSuchOption(string command, string option, IReadOnlyList<string> has);

    /// <summary>Settings are all that <c>serve</c> takes.</summary>
    public abstract string OnlySettings(string argument);

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
