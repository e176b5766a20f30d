using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dashboard.Core.Tls;

/// <summary>The hash of a signature with RSASSA-PSS and the length of its salt (RFC 4055 section 3.1).</summary>
/// <param name="Hash">Empty where it is one that is not known here.</param>
/// <param name="Octets">The length of the hash; 0 where that is not known.</param>
internal readonly record struct RsaPssParameters(HashAlgorithmName Hash, int Octets, int Salt)
{
    public const string Oid = "1.2.840.113549.1.1.10";

    /// <summary>SHA-1 and 20 where nothing else is stated.</summary>
    /// <exception cref="AsnContentException">The octets are no AlgorithmIdentifier with such parameters.</exception>
    public static RsaPssParameters Read(ReadOnlyMemory<byte> algorithmIdentifier)
    {
        var identifier = new AsnReader(algorithmIdentifier, AsnEncodingRules.BER).ReadSequence();
        identifier.ReadObjectIdentifier();
        var read = new RsaPssParameters(HashAlgorithmName.SHA1, 20, 20);
        var parameters = identifier.ReadSequence();
        while (parameters.HasData)
        {
            var tag = parameters.PeekTag();
            var value = parameters.ReadSequence(tag);
            switch (tag.TagValue)
            {
                case 0:
                    var (hash, octets) = value.ReadSequence().ReadObjectIdentifier() switch
                    {
                        "1.3.14.3.2.26" => (HashAlgorithmName.SHA1, 20),
                        "2.16.840.1.101.3.4.2.1" => (HashAlgorithmName.SHA256, 32),
                        "2.16.840.1.101.3.4.2.2" => (HashAlgorithmName.SHA384, 48),
                        "2.16.840.1.101.3.4.2.3" => (HashAlgorithmName.SHA512, 64),
                        "2.16.840.1.101.3.4.2.4" => (new HashAlgorithmName("SHA224"), 28),
                        _ => (default, 0),
                    };
                    read = read with { Hash = hash, Octets = octets };
                    break;
                case 2 when value.TryReadInt32(out var length):
                    read = read with { Salt = length };
                    break;
            }
        }
        return read;
    }
}
