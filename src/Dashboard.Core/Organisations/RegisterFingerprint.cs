using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Core.Organisations;

/// <summary>
/// What a record says, in 16 octets of SHA-256: two files say the same of an organisation or a domain when these are equal.
/// Where the record is in the file does not count.
/// </summary>
public static class RegisterFingerprint
{
    public static Guid Of(RegisterOrganisation organisation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        return Of([
            organisation.SystemId,
            organisation.Tooi,
            organisation.Oin,
            organisation.Name,
            Joined(organisation.Abbreviations),
            Joined(organisation.Types),
            organisation.Kind.ToString(),
            organisation.ParentKey,
            organisation.Ministry?.SystemId,
            organisation.Ministry?.Tooi,
            organisation.Province,
            organisation.RelatedKey,
            organisation.Layer,
            Written(organisation.EndsOn),
        ]);
    }

    public static Guid Of(RegisterDomain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Of([
            domain.Name.Value,
            Written(domain.From),
            Written(domain.Until),
            Joined(domain.RegisterIds),
            domain.Purpose,
            domain.Holder,
        ]);
    }

    private static Guid Of(string?[] fields)
    {
        var text = string.Join('\u001E', fields.Select(field => field ?? "\u0000"));
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return new Guid(digest[..16]);
    }

    private static string Joined(IReadOnlyList<string> texts) => string.Join('\u001F', texts);

    private static string? Written(DateOnly? day) =>
        day?.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}
