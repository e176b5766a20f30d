namespace Dashboard.Web.Cli;

/// <summary>Where a command reads and writes.</summary>
/// <param name="ErrorIsTerminal">Somebody watches the error stream, so a progress line makes sense.</param>
internal sealed record CommandConsole(
    TextReader In,
    TextWriter Out,
    TextWriter Error,
    bool ErrorIsTerminal,
    CommandTexts Texts
)
{
    public static CommandConsole System() =>
        new(
            StandardStreams.In(),
            StandardStreams.Out(),
            Console.Error,
            !Console.IsErrorRedirected,
            CommandTexts.For(Environment.GetEnvironmentVariable)
        );
}
