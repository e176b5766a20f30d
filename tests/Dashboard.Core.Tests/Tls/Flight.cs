using System.Buffers.Binary;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Tls;

/// <summary>Writes what servers say, well or badly, octet by octet.</summary>
internal static class Flight
{
    public static byte[] Record(byte type, params byte[] content) =>
        [type, 3, 3, .. Sized16(content)];

    public static byte[] Handshake(params byte[][] messages) =>
        Record(22, [.. messages.SelectMany(message => message)]);

    public static byte[] Message(byte type, params byte[] body) => [type, .. Sized24(body)];

    public static byte[] Alert(byte level, byte description) => Record(21, level, description);

    public static byte[] Hello(
        CipherSuite suite,
        ushort version = 0x0303,
        byte compression = 0,
        bool retry = false,
        params (ushort Type, byte[] Data)[] extensions
    ) =>
        Message(
            2,
            [
                .. Two(version),
                .. retry ? RetryRandom : new byte[32],
                0,
                .. Two(suite.Number),
                compression,
                .. extensions.Length == 0
                    ? []
                    : Sized16([
                        .. extensions.SelectMany(each =>
                            (byte[])[.. Two(each.Type), .. Sized16(each.Data)]
                        ),
                    ]),
            ]
        );

    public static byte[] Hello13(CipherSuite suite, NamedGroup group, bool retry = true) =>
        Hello(
            suite,
            retry: retry,
            extensions:
            [
                (43, [3, 4]),
                (51, retry ? Two(group.Number) : [.. Two(group.Number), .. Sized16([1, 2, 3])]),
            ]
        );

    public static byte[] Certificates(params byte[][] chain) =>
        Message(11, Sized24([.. chain.SelectMany(der => Sized24(der))]));

    public static byte[] CurveExchange(NamedGroup group, SignatureScheme? signature) =>
        Message(
            12,
            [
                3,
                .. Two(group.Number),
                4,
                .. new byte[4],
                .. signature is { } scheme ? Two(scheme.Number) : [],
                .. Sized16([9, 9, 9]),
            ]
        );

    public static byte[] DhExchange(byte[] prime, byte[] generator, SignatureScheme? signature) =>
        Message(
            12,
            [
                .. Sized16(prime),
                .. Sized16(generator),
                .. Sized16([7]),
                .. signature is { } scheme ? Two(scheme.Number) : [],
                .. Sized16([9, 9, 9]),
            ]
        );

    public static byte[] Done { get; } = Message(14);

    public static byte[] Two(ushort value)
    {
        var octets = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(octets, value);
        return octets;
    }

    public static byte[] Sized16(byte[] content) => [.. Two((ushort)content.Length), .. content];

    private static byte[] Sized24(byte[] content) =>
        [
            (byte)(content.Length >> 16),
            (byte)(content.Length >> 8),
            (byte)content.Length,
            .. content,
        ];

    private static readonly byte[] RetryRandom = System.Security.Cryptography.SHA256.HashData(
        "HelloRetryRequest"u8
    );
}
