using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Dashboard.Core.Tls;

/// <summary>The Diffie-Hellman group of a server (RFC 5246 section 7.4.3), as far as it tells one group from another.</summary>
public sealed record DhParameters
{
    /// <summary>Of the prime, without leading zeros.</summary>
    public required int Bits { get; init; }

    /// <summary>Null where it has more than 31 bits.</summary>
    public int? Generator { get; init; }

    /// <summary>SHA-256 over the prime as an unsigned number without leading zeros.</summary>
    public required OctetString PrimeSha256 { get; init; }

    /// <summary>
    /// The name of a published group, such as <c>ffdhe3072</c> (RFC 7919) or <c>modp2048</c> (RFC 3526); null where it is another or
    /// the generator is not that of the group, which is 2 for all of them.
    /// </summary>
    public string? KnownName { get; init; }

    public static DhParameters Of(ReadOnlySpan<byte> prime, ReadOnlySpan<byte> generator)
    {
        var p = prime.TrimStart((byte)0);
        var g = generator.TrimStart((byte)0);
        var digest = new OctetString(SHA256.HashData(p));
        int? small = g.Length < 4 || (g.Length == 4 && g[0] < 0x80) ? Number(g) : null;
        return new DhParameters
        {
            Bits = p.Length == 0 ? 0 : ((p.Length - 1) * 8) + (32 - int.LeadingZeroCount(p[0])),
            Generator = small,
            PrimeSha256 = digest,
            KnownName =
                small == 2 && Published.TryGetValue(digest.ToString(), out var name) ? name : null,
        };
    }

    private static int Number(ReadOnlySpan<byte> octets)
    {
        var number = 0;
        foreach (var octet in octets)
        {
            number = (number << 8) | octet;
        }
        return number;
    }

    private static readonly FrozenDictionary<string, string> Published = new Dictionary<
        string,
        string
    >
    {
        // RFC 7919 appendix A
        ["9cd3b7f336872f46c09428d1bbc19877a4d440512cda8d1c1cf0cd6e33698966"] = "ffdhe2048",
        ["0eaf67db3a839156d5013494a5318a772b5697d270d721f37f092efc69ea5a17"] = "ffdhe3072",
        ["4648414224ac881b3d0dc59b466f96d06a558278776807797ecf1f66ff397b3e"] = "ffdhe4096",
        ["227ac9066b3ddd9e193670cda2388fa884f65ba0cf98b742d1fe77a6687c79c7"] = "ffdhe6144",
        ["770b14efaf6f049929c523113b3fa99a8d11dab1b18af3609590122075d19833"] = "ffdhe8192",
        // RFC 2409 section 6
        ["b52ba6a3026520a6c49d37e4587601801bee500123b3259b6bf03e7cecc3e63d"] = "modp768",
        ["3f35a3f5f6c4376a744acad409bb22f8d897f949d2311d885adaa890981b67a0"] = "modp1024",
        // RFC 3526
        ["64fcc83ec403930bf18393dbc883ccaa1fbb08ac876f77f7aa99748ca945019b"] = "modp1536",
        ["d66436f79bbd6b2e38c0ffbd079be904d2641415e2e67140e09448be9a60890e"] = "modp2048",
        ["48cf8b092fbce4359d9871abf74f98e25b6163379eaa15cd9087e800c6d1c55c"] = "modp3072",
        ["4ee95187682bcb230ad26a95205f6920e84708f6251b3894329b09ec23919e33"] = "modp4096",
        ["d1bfe6d0925ce7e4da262b62861514a7755e35831e429f343e7b864848657efd"] = "modp6144",
        ["39ab4feab950a3128fb71accb9fc3965d857012e081998a85996e3ea8b3c3bcf"] = "modp8192",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
