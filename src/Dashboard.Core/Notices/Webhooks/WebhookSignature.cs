using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Core.Notices.Webhooks;

/// <summary>The signature of a webhook message (Standard Webhooks 1.0, "Signature scheme", symmetric).</summary>
public static class WebhookSignature
{
    public const string IdField = "webhook-id";
    public const string TimestampField = "webhook-timestamp";
    public const string SignatureField = "webhook-signature";

    /// <summary>Octets of a new key; the specification has 24 to 64.</summary>
    public const int KeyLength = 32;

    private const string SecretMark = "whsec_";
    private const string Version = "v1,";

    /// <summary>The key as its holder gets it: <c>whsec_</c> and base64.</summary>
    public static string Secret(ReadOnlySpan<byte> key) => SecretMark + Convert.ToBase64String(key);

    /// <summary>The three header fields.</summary>
    /// <param name="id">Of the message, the same at each attempt; ASCII without full stops.</param>
    /// <param name="at">Of this attempt; whole seconds count.</param>
    /// <param name="keys">The newest first. Several while an old one is still valid: the receiver accepts what fits one of them.</param>
    public static IReadOnlyDictionary<string, string> Fields(
        string id,
        DateTimeOffset at,
        byte[] body,
        IEnumerable<byte[]> keys
    )
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(keys);
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return new Dictionary<string, string>
        {
            [IdField] = id,
            [TimestampField] = timestamp,
            [SignatureField] = string.Join(
                ' ',
                keys.Select(key =>
                    Version + Convert.ToBase64String(HMACSHA256.HashData(key, content))
                )
            ),
        };
    }
}
