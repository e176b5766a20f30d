using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Dashboard.Core;
using Dashboard.Core.Tls;
using Dashboard.Data.Mapping;

namespace Dashboard.Data.Evidence;

/// <summary>
/// Evidence as JSON without the certificates in it, which are kept once by their digest. Reading puts them back, so that what was
/// stored is judged again as it was seen.
/// </summary>
public static class CertificatesApart
{
    private static readonly JsonSerializerOptions Without = WithoutDer();

    private static readonly JsonSerializerOptions Apart = new(Without)
    {
        Converters = { new CertificateConverter() },
    };

    /// <summary>Of the call under way: serializing is done by one thread from beginning to end.</summary>
    [ThreadStatic]
    private static Dictionary<OctetString, byte[]>? current;

    /// <summary>The JSON, and every certificate that was taken out of it, once.</summary>
    public static (string Json, IReadOnlyList<StoredCertificate> Certificates) Write<TEvidence>(
        TEvidence evidence
    )
        where TEvidence : class
    {
        var (json, seen) = With(
            [],
            () => JsonbText.WithoutNul(JsonSerializer.Serialize(evidence, Apart))
        );
        return (
            json,
            [
                .. seen.Select(pair => new StoredCertificate
                {
                    Digest = pair.Key.ToArray(),
                    Der = pair.Value,
                }),
            ]
        );
    }

    /// <exception cref="JsonException">A certificate is missing, or the JSON is not of this kind of evidence.</exception>
    public static TEvidence Read<TEvidence>(
        string json,
        IReadOnlyCollection<StoredCertificate> certificates
    )
        where TEvidence : class
    {
        ArgumentNullException.ThrowIfNull(certificates);
        return With(
            certificates.ToDictionary(c => new OctetString(c.Digest), c => c.Der),
            () =>
                JsonSerializer.Deserialize<TEvidence>(json, Apart)
                ?? throw new JsonException("The stored evidence is null.")
        ).Value;
    }

    private static (T Value, Dictionary<OctetString, byte[]> Certificates) With<T>(
        Dictionary<OctetString, byte[]> certificates,
        Func<T> work
    )
    {
        current = certificates;
        try
        {
            return (work(), certificates);
        }
        finally
        {
            current = null;
        }
    }

    private static JsonSerializerOptions WithoutDer() =>
        new(EvidenceJson.Options)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutDer } },
        };

    private static void LeaveOutDer(JsonTypeInfo type)
    {
        if (type.Type != typeof(PresentedCertificate))
        {
            return;
        }
        foreach (var property in type.Properties.Where(p => p.Name == "der"))
        {
            property.IsRequired = false;
            // Written only where there are none: a certificate too large to keep.
            property.ShouldSerialize = (_, der) => der is byte[] { Length: 0 };
        }
    }

    private sealed class CertificateConverter : JsonConverter<PresentedCertificate>
    {
        public override PresentedCertificate Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        )
        {
            var certificate =
                JsonSerializer.Deserialize<PresentedCertificate>(ref reader, Without)
                ?? throw new JsonException("A certificate is null.");
            if (current!.TryGetValue(certificate.Sha256, out var der))
            {
                return certificate with { Der = der };
            }
            // Of any other the octets were there, and a judgement without them would be of something that nobody saw.
            return certificate.Der is { Length: 0 }
                ? certificate
                : throw new JsonException($"The certificate {certificate.Sha256} is missing.");
        }

        public override void Write(
            Utf8JsonWriter writer,
            PresentedCertificate value,
            JsonSerializerOptions options
        )
        {
            if (value.Der.Length > 0)
            {
                current![value.Sha256] = value.Der;
            }
            JsonSerializer.Serialize(writer, value, Without);
        }
    }
}
