using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>
/// In which encoding a text is read: by its byte order mark, by what an XML declaration says, as UTF-8 where its octets are that,
/// else as Windows-1252, which is worth a word. Octets that contradict a mark or a declaration refuse the file.
/// </summary>
internal static partial class TextEncoding
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, true);

    public static (Encoding Encoding, bool Assumed) Of(ImportFile file)
    {
        var encoding =
            ByMark(file.Head) ?? (file.Content == FileContent.Xml ? Declared(file.Head) : null);
        if (encoding is null)
        {
            return file.IsUtf8 ? (StrictUtf8, false) : (Windows1252(), true);
        }
        return encoding.CodePage == StrictUtf8.CodePage && !file.IsUtf8
            ? throw new RefusedFileException(RegisterReason.Encoding, "utf-8")
            : (Strict(encoding), false);
    }

    /// <summary>By a byte order mark, or by where the zeros are in the first characters of XML (its appendix F).</summary>
    public static Encoding? ByMark(ReadOnlySpan<byte> head) =>
        head switch
        {
            [0xEF, 0xBB, 0xBF, ..] => StrictUtf8,
            [0xFF, 0xFE, 0x00, 0x00, ..] => Encoding.UTF32,
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            [0x3C, 0x00, 0x3F or 0x70, 0x00, ..] => Encoding.Unicode,
            [0x00, 0x3C, 0x00, 0x3F or 0x70, ..] => Encoding.BigEndianUnicode,
            _ => null,
        };

    private static Encoding? Declared(byte[] head)
    {
        var match = Declaration().Match(Encoding.Latin1.GetString(head));
        if (!match.Success)
        {
            return null;
        }
        var name = match.Groups[1].Value;
        try
        {
            var encoding =
                CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            // The declaration was read octet by octet, so it cannot be true.
            return encoding.CodePage is 1200 or 1201 or 12000 or 12001
                ? throw new RefusedFileException(RegisterReason.Encoding, name)
                : encoding;
        }
        catch (ArgumentException unknown)
        {
            throw new RefusedFileException(RegisterReason.Encoding, name, unknown);
        }
    }

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }

    private static Encoding Windows1252() =>
        CodePagesEncodingProvider.Instance.GetEncoding(1252)
        ?? throw new InvalidOperationException("Windows-1252 is missing.");

    [GeneratedRegex("""^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")]
    private static partial Regex Declaration();
}
