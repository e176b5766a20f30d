using System.Globalization;
using Dashboard.Core.Dns;

namespace Dashboard.Web.Cli;

/// <summary>What the commands say to people, in one language.</summary>
internal abstract class CommandTexts
{
    /// <summary>Dutch where the locale says so, else English; POSIX names the variables and their order.</summary>
    public static CommandTexts For(Func<string, string?> environment)
    {
        string[] variables = ["LC_ALL", "LC_MESSAGES", "LANG"];
        var locale = variables
            .Select(environment)
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale?.StartsWith("nl", StringComparison.OrdinalIgnoreCase) == true
            ? new DutchCommandTexts()
            : new EnglishCommandTexts();
    }

    public abstract string Help { get; }

    public abstract string NoDomain { get; }

    public abstract string OneFormat { get; }

    public abstract string Interrupted { get; }

    public abstract string UnknownCommand(string command);

    public abstract string UnknownOption(string option);

    public abstract string OptionNeedsOneValue(string option);

    public abstract string CannotRead(string file, string why);

    public abstract string CannotWrite(string why);

    public abstract string WrongSetting(string why);

    public abstract string ProbeZoneUsage { get; }

    public abstract string DatabaseFault(string why);

    public abstract string NoMailDomain(string text, string why);

    /// <summary>Why what was given cannot be a mail domain.</summary>
    public abstract string Why(MailDomainProblem problem);

    /// <summary>A fault of the program itself, which spoils one domain and not the others.</summary>
    public abstract string OwnFault(string domain, string why);

    public abstract string SeeHelp { get; }

    public abstract string ResolverUnreachable(string resolver);

    public abstract string ResolverDoesNotValidate(string resolver);

    public abstract string ResolverNotTrusted(string resolver);

    public abstract string Progress(long done, double perSecond, long protectedOnes);

    public string AtLine(int? line, string message) =>
        line is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"{LineWord} {number}: {message}")
            : message;

    protected abstract string LineWord { get; }
}
