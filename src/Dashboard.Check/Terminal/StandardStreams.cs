using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Check.Terminal;

/// <summary>Standard input and output as a program in a pipeline needs them.</summary>
public static class StandardStreams
{
    private const int OutputDescriptor = 1;
    private const int BufferSize = 64 * 1024;

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>A reader whose asynchronous methods do not hold their caller, as those of the console's own do.</summary>
    public static StreamReader In() => new(Console.OpenStandardInput(), Encoding);

    /// <summary>Written line by line by us; the console's own writer would flush each small piece.</summary>
    public static StreamWriter Out() => new(Output(), Encoding, BufferSize);

    /// <summary>
    /// The console's stream says nothing of a pipe whose reader has gone; a file stream throws. In a file, on the other hand, that
    /// would not move the position which the shell's next command writes at.
    /// </summary>
    private static Stream Output()
    {
        if (!OperatingSystem.IsWindows())
        {
            try
            {
                var stream = new FileStream(
                    new SafeFileHandle(OutputDescriptor, ownsHandle: false),
                    FileAccess.Write,
                    bufferSize: 0
                );
                if (!stream.CanSeek)
                {
                    return stream;
                }
                stream.Dispose();
            }
            catch (Exception none)
                when (none is IOException or ArgumentException or UnauthorizedAccessException)
            {
                // Closed, or of a kind that a file stream does not take.
            }
        }
        return Console.OpenStandardOutput();
    }
}
