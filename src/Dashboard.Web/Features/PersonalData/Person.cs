using System.Net;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Core;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.PersonalData;

/// <summary>
/// Somebody, by what an operator types: an e-mail address, the name of an account, or the IP address of a client. One text can be
/// both an e-mail address and the name of an account.
/// </summary>
internal sealed class Person
{
    /// <summary>The longest that a name or an address of any kind is.</summary>
    public const int LongestName = 256;

    private Person(string name) => Name = name;

    /// <summary>As it was typed, without space around it; of an IP address its usual form.</summary>
    public string Name { get; }

    /// <summary>With its domain in A-labels; null where it is none.</summary>
    public string? MailAddress { get; private init; }

    public IPAddress? ClientAddress { get; private init; }

    /// <summary>As accounts are compared; null for an IP address.</summary>
    public string? AccountName => ClientAddress is null ? Name.ToUpperInvariant() : null;

    /// <summary>The name as a pattern of ILIKE, for columns that keep names as they were typed.</summary>
    public string Pattern =>
        Name.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);

    /// <summary>SHA-256 of the e-mail address, the name or the IP address in lower case.</summary>
    public byte[] Digest => DigestOf(MailAddress ?? Name);

    /// <returns>Null where it is empty or longer than any name.</returns>
    public static Person? Read(string? typed)
    {
        var name = typed?.Trim() ?? string.Empty;
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            return null;
        }
        if (IPAddress.TryParse(name, out var client) && IsWhole(name, client))
        {
            client = client.Unmapped();
            return new(client.ToString()) { ClientAddress = client };
        }
        return new(name)
        {
            MailAddress = MailAddressInput.TryRead(name, out var address) ? address : null,
        };
    }

    public bool Is(byte[] digest) => digest.AsSpan().SequenceEqual(Digest);

    private static byte[] DigestOf(string name) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(name.ToLowerInvariant()));

    /// <summary>"7" is the address 0.0.0.7 to the library, and the name of an account to people.</summary>
    private static bool IsWhole(string name, IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
        || name.Count(c => c == '.') == 3;
}
