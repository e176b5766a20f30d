using System.Text;

namespace Dashboard.Lab.Smtp;

/// <summary>Reads commands octet by octet, so that nothing behind STARTTLS is taken from the TLS server.</summary>
internal sealed class LineReader(Stream stream)
{
    private const int LongestLine = 4096;

    private readonly byte[] octet = new byte[1];

    /// <summary>Null at the end of the connection.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (line.Length < LongestLine && await stream.ReadAsync(octet, cancellation) == 1)
        {
            if (octet[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }
            line.Append((char)octet[0]);
        }
        return null;
    }
}
