using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>The rows of a CSV file (RFC 4180), whose delimiter is the one that its heads are divided by.</summary>
internal static class CsvRows
{
    private static readonly char[] Delimiters = [';', ',', '\t'];

    public static IEnumerable<ListRow> Read(Stream stream, Encoding encoding, ImportLimits limits)
    {
        using var text = new StreamReader(stream, encoding, true, 64 * 1024, leaveOpen: true);
        var head = Head(text, limits);
        stream.Position = 0;
        text.DiscardBufferedData();
        var broken = false;
        var former = 0;
        using var parser = new CsvParser(
            text,
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = DelimiterOf(head).ToString(),
                HasHeaderRecord = false,
                IgnoreBlankLines = true,
                MaxFieldSize = limits.TextLength,
                BadDataFound = _ => broken = true,
            },
            leaveOpen: true
        );
        while (Next(parser))
        {
            var record = parser.Record!;
            var begin = Math.Max(former + 1, parser.RawRow - LineBreaks(parser.RawRecord) + 1);
            former = parser.RawRow;
            yield return new(
                begin,
                [
                    .. record
                        .Take(limits.Columns)
                        .Select(cell => new ListCell(cell.Replace('\0', '\uFFFD'))),
                ],
                broken || record.Length > limits.Columns
            );
            broken = false;
        }
    }

    private static bool Next(CsvParser parser)
    {
        try
        {
            return parser.Read();
        }
        catch (MaxFieldSizeException fault)
        {
            throw new RefusedFileException(RegisterReason.TextTooLong, null, fault);
        }
        catch (DecoderFallbackException fault)
        {
            throw new RefusedFileException(RegisterReason.Encoding, null, fault);
        }
    }

    /// <summary>The first line with text; a head with a line break in it is divided by the same character anyway.</summary>
    private static string Head(StreamReader text, ImportLimits limits)
    {
        var head = new StringBuilder();
        try
        {
            int next;
            while ((next = text.Read()) >= 0)
            {
                if (next is '\r' or '\n')
                {
                    if (head.Length > 0)
                    {
                        break;
                    }
                    continue;
                }
                if (head.Append((char)next).Length > limits.TextLength)
                {
                    throw new RefusedFileException(RegisterReason.TextTooLong);
                }
            }
        }
        catch (DecoderFallbackException fault)
        {
            throw new RefusedFileException(RegisterReason.Encoding, null, fault);
        }
        return head.ToString();
    }

    private static char DelimiterOf(string head)
    {
        var quoted = false;
        var counts = new int[Delimiters.Length];
        foreach (var c in head)
        {
            quoted ^= c == '"';
            var at = quoted ? -1 : Array.IndexOf(Delimiters, c);
            if (at >= 0)
            {
                counts[at]++;
            }
        }
        return Delimiters[Array.IndexOf(counts, counts.Max())];
    }

    /// <summary>How many lines a record takes, its own end among them.</summary>
    private static int LineBreaks(string record)
    {
        var breaks = 0;
        for (var at = 0; at < record.Length; at++)
        {
            if (
                record[at] == '\n'
                || (record[at] == '\r' && (at + 1 == record.Length || record[at + 1] != '\n'))
            )
            {
                breaks++;
            }
        }
        // A quote that is never closed goes on to the end, where the parser counts one line more.
        var isOpen = record.Count('"') % 2 == 1;
        return breaks == 0 || isOpen || record[^1] is not ('\n' or '\r') ? breaks + 1 : breaks;
    }
}
