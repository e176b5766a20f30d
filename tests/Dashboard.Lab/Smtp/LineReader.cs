using System.Net.Sockets;
using System.Text;

namespace Dashboard.Lab.Smtp;

/// <summary>
/// Reads commands, and nothing behind the line that it gives: what follows STARTTLS is for the TLS server. A socket is looked at
/// before it is read; inside TLS nothing can be left over for anybody else, so there the reader keeps what it has.
/// </summary>
/// <param name="clear">Null inside TLS.</param>
internal sealed class LineReader(Stream stream, Socket? clear)
{
    private const int LongestLine = 4096;

    private readonly byte[] buffer = new byte[512];
    private int start;
    private int end;

    /// <summary>Null at the end of the connection.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (line.Length < LongestLine)
        {
            if (start == end && !await FillAsync(cancellation))
            {
                return null;
            }
            var piece = Encoding.Latin1.GetString(buffer, start, end - start);
            var length = piece.IndexOf('\n', StringComparison.Ordinal) + 1;
            if (length == 0)
            {
                start = end;
                line.Append(piece);
                continue;
            }
            start += length;
            return line.Append(piece, 0, length - 1).ToString().TrimEnd('\r');
        }
        return null;
    }

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        start = 0;
        end = clear is null
            ? await stream.ReadAsync(buffer, cancellation)
            : await ReadLineAsync(clear, cancellation);
        return end > 0;
    }

    /// <summary>As far as the end of a line, or all there is.</summary>
    private async Task<int> ReadLineAsync(Socket socket, CancellationToken cancellation)
    {
        var there = await socket.ReceiveAsync(buffer, SocketFlags.Peek, cancellation);
        var line = buffer.AsSpan(0, there).IndexOf((byte)'\n') + 1;
        return there == 0
            ? 0
            : await socket.ReceiveAsync(buffer.AsMemory(0, line > 0 ? line : there), cancellation);
    }
}
