using System.Buffers.Binary;
using System.Text;
using Dashboard.Core;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Dns;

/// <summary>
/// Finds the extended errors in the RDATA of an OPT record (RFC 6891 section 6.1.2, RFC 8914 section 2). Whatever the octets
/// are, it returns what could be read.
/// <code>
/// +---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+
/// | OPTION-CODE                                                   |
/// +---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+
/// | OPTION-LENGTH                                                 |
/// +---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+
/// | INFO-CODE                                                     |
/// +---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+
/// / EXTRA-TEXT ...                                                /
/// +---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+---+
/// </code>
/// </summary>
internal static class ExtendedErrorOptions
{
    private const int OptionCode = 15;
    private const int MaximumErrors = 16;
    private const int MaximumText = 500;

    public static IReadOnlyList<ExtendedDnsError> Read(ReadOnlySpan<byte> options)
    {
        var errors = new List<ExtendedDnsError>();
        while (options.Length >= 4 && errors.Count < MaximumErrors)
        {
            var code = BinaryPrimitives.ReadUInt16BigEndian(options);
            var length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            options = options[4..];
            if (length > options.Length)
            {
                break;
            }
            if (code == OptionCode && length >= 2)
            {
                errors.Add(
                    new ExtendedDnsError(
                        BinaryPrimitives.ReadUInt16BigEndian(options),
                        Text(options[2..length])
                    )
                );
            }
            options = options[length..];
        }
        return errors;
    }

    /// <summary>UTF-8 that may end in a null octet (RFC 8914 section 2); it is shown to people, so nothing unseen gets through.</summary>
    private static string? Text(ReadOnlySpan<byte> octets)
    {
        var text = PrintableText.Of(Encoding.UTF8.GetString(octets.TrimEnd((byte)0)));
        return text.Length == 0 ? null
            : text.Length <= MaximumText ? text
            : text[..MaximumText];
    }
}
