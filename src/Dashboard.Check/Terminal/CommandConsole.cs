namespace Dashboard.Check.Terminal;

/// <summary>Where a command reads and writes.</summary>
/// <param name="ErrorIsTerminal">Somebody watches the error stream, so a progress line makes sense.</param>
public sealed record CommandConsole(
    TextReader In,
    TextWriter Out,
    TextWriter Error,
    bool ErrorIsTerminal
)
{
    public static CommandConsole System() =>
        new(StandardStreams.In(), StandardStreams.Out(), Console.Error, !Console.IsErrorRedirected);
}
