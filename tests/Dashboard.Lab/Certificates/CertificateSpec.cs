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

    /// <summary>The issuer's name stands in capitals, as UTF8String and with a space more: the same name (RFC 5280 section 7.1).</summary>
    public bool IssuerWrittenOtherwise { get; init; }

    public CertificateSpec Rsa() => this with { Key = KeyKind.Rsa2048 };

    public X500DistinguishedName Name() =>
        new(Subject.Length == 0 ? string.Empty : $"CN={Subject}");

    /// <summary>All of it in one line: what the cache knows it by.</summary>
    public string Line() =>
        $"{Subject}|{string.Join(',', DnsNames)}|{Key}|{Authority}|{From:O}|{To:O}{(IssuerWrittenOtherwise ? "|otherwise" : string.Empty)}";

    private static DateTime Start(int year) => new(year, 1, 1, 0, 0, 0, DateTimeKind.Utc);
}
