using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// The text of an XML file on its way to the parser, which keeps a whole tag or text in memory: neither is longer than the limit,
/// because each ends at the next '&lt;', which no attribute may hold.
/// </summary>
internal sealed class GuardedReader(TextReader inner, ImportLimits limits) : TextReader
{
    private long total;
    private int sinceTag;

    /// <summary>All has been read.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>The last character of what has been read that is no space.</summary>
    public char Last { get; private set; }

    public override int Peek() => inner.Peek();

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override int Read(char[] buffer, int index, int count) =>
        Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        var count = inner.Read(buffer);
        AtEnd = count == 0 && buffer.Length > 0;
        total += count;
        if (total > limits.RegisterLength)
        {
            throw new RefusedFileException(RegisterReason.TooLarge);
        }
        var rest = buffer[..count];
        Last = rest.TrimEnd() is [.., var last] ? last : Last;
        while (rest.Length > 0)
        {
            var tag = rest.IndexOf('<');
            sinceTag += tag < 0 ? rest.Length : tag;
            if (sinceTag > limits.TextLength)
            {
                throw new RefusedFileException(RegisterReason.TextTooLong);
            }
            if (tag < 0)
            {
                break;
            }
            sinceTag = 0;
            rest = rest[(tag + 1)..];
        }
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
