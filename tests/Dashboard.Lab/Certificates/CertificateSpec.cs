using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dashboard.Lab.Certificates;

/// <summary>What a certificate is to say.</summary>
/// <param name="Subject">The common name; empty for an empty subject.</param>
internal sealed record CertificateSpec(string Subject)
{
    // Whole years, so that a certificate stays the same from one start to the next.
    private static readonly int Year = DateTime.UtcNow.Year;

    /// <summary>The DNS names (SAN); empty for a certificate without the extension.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    public KeyKind Key { get; init; } = KeyKind.EcdsaP256;

    public bool Authority { get; init; }

    public DateTime From { get; init; } = Start(Year - 1);

    public DateTime To { get; init; } = Start(Year + 3);

    public static CertificateSpec Server(string name) => new(name) { DnsNames = [name] };

    public static CertificateSpec Ca(string name) => new(name) { Authority = true };

    public CertificateSpec Expired() => this with { From = Start(2019), To = Start(2021) };

    public CertificateSpec NotYetValid() => this with { From = Start(Year + 2) };

    public CertificateSpec ExpiringOn(DateOnly day) =>
        this with
        {
            To = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        };

    /// <summary>The issuer's name is in capitals, as UTF8String and with a space more: the same name (RFC 5280 section 7.1).</summary>
    public bool IssuerWrittenOtherwise { get; init; }

    /// <summary>What authorityKeyIdentifier says of the issuer; null for a certificate without it.</summary>
    public IssuerReference? NamesIssuer { get; init; }

    /// <summary>Extensions beside the usual ones, which they take the place of where they are of the same kind.</summary>
    public IReadOnlyList<ExtraExtension> Extra { get; init; } = [];

    public CertificateSpec With(params ExtraExtension[] extra) =>
        this with
        {
            Extra = [.. Extra, .. extra],
        };

    public CertificateSpec Naming(IssuedCertificate issuer, bool byKey, bool bySerial) =>
        this with
        {
            NamesIssuer = new(issuer, byKey, bySerial),
        };

    /// <summary>Its issuer signs it with SHA-1.</summary>
    public bool SignedWithSha1 { get; init; }

    /// <summary>How it is signed, by BouncyCastle's word, as <c>SHA224withRSA</c>; null for the usual way of its key.</summary>
    public string? Signature { get; init; }

    /// <summary>Of a kind that the platform does not make.</summary>
    public bool IsRare =>
        Signature is not null
        || Key is not (KeyKind.EcdsaP256 or KeyKind.Rsa1024 or KeyKind.Rsa2048 or KeyKind.Rsa3072);

    public CertificateSpec Rsa() => this with { Key = KeyKind.Rsa2048 };

    public X500DistinguishedName Name() =>
        new(Subject.Length == 0 ? string.Empty : $"CN={Subject}");

    /// <summary>All of it in one line: what the cache knows it by.</summary>
    public string Line() =>
        $"{Subject}|{string.Join(',', DnsNames)}|{Key}|{Authority}|{From:O}|{To:O}"
        + (IssuerWrittenOtherwise ? "|otherwise" : string.Empty)
        + (NamesIssuer is { } named ? $"|{named.Line()}" : string.Empty)
        + (Signature is null ? string.Empty : $"|{Signature}")
        + (SignedWithSha1 ? "|sha1" : string.Empty)
        + string.Concat(Extra.Select(extra => $"|{extra.Line()}"));

    private static DateTime Start(int year) => new(year, 1, 1, 0, 0, 0, DateTimeKind.Utc);
}

/// <summary>An extension as it is to stand in a certificate.</summary>
/// <param name="Value">Its octets within the OCTET STRING, in hexadecimal.</param>
internal sealed record ExtraExtension(string Oid, string Value, bool Critical = false)
{
    public X509Extension Make() => new(Oid, Convert.FromHexString(Value), Critical);

    public string Line() => $"{Oid} {Value} {Critical}";
}

/// <summary>Which certificate an authorityKeyIdentifier names (RFC 5280 section 4.2.1.1), whether or not it is the issuer's.</summary>
/// <param name="ByKey">By its subjectKeyIdentifier.</param>
/// <param name="BySerial">By its issuer and serial number.</param>
internal sealed record IssuerReference(IssuedCertificate Of, bool ByKey, bool BySerial)
{
    public X509Extension Make()
    {
        using var certificate = X509CertificateLoader.LoadCertificate(Of.Der);
        return X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            certificate,
            includeKeyIdentifier: ByKey,
            includeIssuerAndSerial: BySerial
        );
    }

    public string Line() => $"{Convert.ToHexString(SHA256.HashData(Of.Der))} {ByKey} {BySerial}";
}
