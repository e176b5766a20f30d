using System.Text;
using System.Text.Json;

namespace Dashboard.Core.Notices.Webhooks;

/// <summary>
/// The answer that shows that a receiver wants messages: the challenge, as text or as the member <c>challenge</c> of an object. A
/// server that sends back whatever it gets does not do so: the request has the challenge deeper.
/// </summary>
public static class WebhookChallenge
{
    /// <summary>Octets of an answer that are read.</summary>
    public const int MostBody = 4096;

    private const string Member = "challenge";

    public static bool IsEchoed(ReadOnlySpan<byte> body, string challenge)
    {
        ArgumentException.ThrowIfNullOrEmpty(challenge);
        var text = Encoding.UTF8.GetString(body).Trim();
        if (text == challenge)
        {
            return true;
        }
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.String
                ? root.GetString() == challenge
                : root.ValueKind == JsonValueKind.Object
                    && root.TryGetProperty(Member, out var echo)
                    && echo.ValueKind == JsonValueKind.String
                    && echo.GetString() == challenge;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
