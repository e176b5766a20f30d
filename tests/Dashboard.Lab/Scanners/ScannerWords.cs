using System.Globalization;

namespace Dashboard.Lab.Scanners;

/// <summary>Names as scanners have them, in the words of our lists.</summary>
internal static class ScannerWords
{
    /// <param name="type">Such as <c>RSA</c> and <c>EC</c>.</param>
    /// <param name="bits">A number. Of curves with 256 bits and so on the ones of NIST are meant, which the lab has.</param>
    public static string KeyOf(string type, string bits)
    {
        var size = int.Parse(bits, CultureInfo.InvariantCulture);
        return type.ToUpperInvariant() switch
        {
            "RSA" => size switch
            {
                >= 3072 => "rsa-3072",
                >= 2048 => "rsa-2048",
                _ => "rsa-small",
            },
            "EC" or "ECDSA" => size switch
            {
                256 => "secp256r1",
                384 => "secp384r1",
                521 => "secp521r1",
                224 => "secp224r1",
                _ => "unreadable",
            },
            var other => other.ToLowerInvariant(),
        };
    }

    public static string CurveOf(string name) =>
        name switch
        {
            "prime256v1" => "secp256r1",
            "prime192v1" => "secp192r1",
            "X25519" => "x25519",
            "X448" => "x448",
            _ => name,
        };
}
