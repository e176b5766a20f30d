using System.Text;

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
    private const int BufferSize = 64 * 1024;

    public static CommandConsole System() =>
        new(
            Console.In,
            // Written line by line by us; the console's own writer would flush each small piece.
            new StreamWriter(
                Console.OpenStandardOutput(),
                new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                BufferSize
            ),
            Console.Error,
            !Console.IsErrorRedirected,
            CommandTexts.For(Environment.GetEnvironmentVariable)
        );
}
