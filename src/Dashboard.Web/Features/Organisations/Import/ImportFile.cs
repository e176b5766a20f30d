using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>What a file is by its first octets, whatever its name says.</summary>
internal enum FileContent
{
    Text,
    Xml,
    Zip,

    /// <summary>The container of older office programs, in which a document with a password is kept too.</summary>
    CompoundFile,

    Binary,
}

/// <summary>A file that can be read more than once, with what a first pass over it tells.</summary>
internal sealed class ImportFile
{
    private const int HeadLength = 1024;

    private ImportFile() { }

    public required Stream Stream { get; init; }

    /// <summary>SHA-256 in hexadecimal.</summary>
    public required string Hash { get; init; }

    public required long Length { get; init; }

    public required bool IsUtf8 { get; init; }

    public required byte[] Head { get; init; }

    public FileContent Content =>
        Head switch
        {
            [0x50, 0x4B, 0x03, 0x04, ..] or [0x50, 0x4B, 0x05, 0x06, ..] => FileContent.Zip,
            [0xD0, 0xCF, 0x11, 0xE0, ..] => FileContent.CompoundFile,
            _ when FirstCharacter() == '<' => FileContent.Xml,
            _ when LooksLikeText() => FileContent.Text,
            _ => FileContent.Binary,
        };

    /// <param name="stream">Can seek.</param>
    /// <exception cref="RefusedFileException">The file is longer than any may be.</exception>
    public static async Task<ImportFile> OpenAsync(
        Stream stream,
        ImportLimits limits,
        CancellationToken cancellation
    )
    {
        if (stream.Length > Math.Max(limits.RegisterLength, limits.ListLength))
        {
            throw new RefusedFileException(RegisterReason.TooLarge);
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var decoder = new UTF8Encoding(false, true).GetDecoder();
        var isUtf8 = true;
        var head = Array.Empty<byte>();
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
            {
                head = head.Length == 0 ? buffer[..Math.Min(read, HeadLength)] : head;
                hash.AppendData(buffer, 0, read);
                isUtf8 = isUtf8 && Decodes(decoder, buffer.AsSpan(0, read), flush: false);
            }
            isUtf8 = isUtf8 && Decodes(decoder, [], flush: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        stream.Position = 0;
        return new()
        {
            Stream = stream,
            Hash = Convert.ToHexStringLower(hash.GetHashAndReset()),
            Length = stream.Length,
            IsUtf8 = isUtf8,
            Head = head,
        };
    }

    private static bool Decodes(Decoder decoder, ReadOnlySpan<byte> octets, bool flush)
    {
        Span<char> characters = stackalloc char[4096];
        try
        {
            do
            {
                decoder.Convert(octets, characters, flush, out var used, out _, out _);
                octets = octets[used..];
            } while (octets.Length > 0);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private char FirstCharacter()
    {
        var text = HeadText().TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.Length > 0 ? text[0] : '\0';
    }

    private bool LooksLikeText() => !HeadText().Contains('\0', StringComparison.Ordinal);

    private string HeadText() => (TextEncoding.ByMark(Head) ?? Encoding.Latin1).GetString(Head);
}
