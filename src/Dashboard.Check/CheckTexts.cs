using System.Globalization;
using Dashboard.Check.Planned;
using Dashboard.Check.Terminal;
using Dashboard.Core.Dns;

namespace Dashboard.Check;

/// <summary>What <c>check</c> says to people, in one language.</summary>
internal abstract class CheckTexts
{
    /// <summary>In the language of the environment.</summary>
    public static CheckTexts For(Func<string, string?> environment) =>
        TerminalTexts.IsDutch(environment) ? new DutchCheckTexts() : new EnglishCheckTexts();

    /// <summary>In the language of that name.</summary>
    public static CheckTexts In(string language) =>
        language == Dutch ? new DutchCheckTexts() : new EnglishCheckTexts();

    public static bool IsLanguage(string? language) => language is Dutch or English;

    protected const string Dutch = "nl";

    protected const string English = "en";

    /// <summary>The language that the sentences of the site are in too.</summary>
    public abstract CultureInfo Language { get; }

    public abstract string Help { get; }

    /// <summary>A language that there is not.</summary>
    public abstract string OneLanguage { get; }

    public abstract string NoDomain { get; }

    public abstract string OneFormat { get; }

    public abstract string UnknownFormat { get; }

    public abstract string CertificateStandsAlone { get; }

    /// <summary>A file in which a certificate was looked for.</summary>
    public abstract string NoCertificate(string file);

    /// <summary>What becomes of a mail server with the planned certificate.</summary>
    public abstract string Planned(PlannedOutcome outcome);

    /// <param name="has">Those that there are.</param>
    public abstract string UnknownOption(string option, IEnumerable<string> has);

    public abstract string OptionNeedsOneValue(string option);

    public abstract string CannotRead(string file, string why);

    public abstract string CannotWrite(string why);

    protected abstract string NoMailDomain(string text, string why);

    public string Refusal(string text, MailDomainProblem problem) =>
        NoMailDomain(
            EchoedText.Of(text),
            text.StartsWith("*.", StringComparison.Ordinal) ? Star : Why(problem)
        );

    /// <summary>Why a name with a star is none.</summary>
    protected abstract string Star { get; }

    /// <summary>A file or standard input without a domain.</summary>
    public abstract string EmptyList { get; }

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
