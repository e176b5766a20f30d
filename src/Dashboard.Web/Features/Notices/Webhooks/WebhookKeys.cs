using System.Security.Cryptography;
using Dashboard.Core.Notices.Webhooks;
using Dashboard.Data.Notices;
using Microsoft.AspNetCore.DataProtection;

namespace Dashboard.Web.Features.Notices.Webhooks;

/// <summary>The keys of signatures. They are kept protected, as they are needed to sign; whose keys they are under is in the database.</summary>
internal sealed class WebhookKeys(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("webhook-keys");

    /// <returns>The key as it is kept, and as its holder gets it, once.</returns>
    public (string Kept, string Secret) Create()
    {
        var key = RandomNumberGenerator.GetBytes(WebhookSignature.KeyLength);
        return (protector.Protect(Convert.ToBase64String(key)), WebhookSignature.Secret(key));
    }

    /// <summary>Those that sign now, the newest first.</summary>
    /// <exception cref="CryptographicException">The keys that protect them are gone.</exception>
    public IReadOnlyList<byte[]> Of(WebhookEndpointRow endpoint, DateTimeOffset now) =>
        [
            .. new[] { endpoint.Key, endpoint.FormerKeyUntil > now ? endpoint.FormerKey : null }
                .OfType<string>()
                .Select(kept => Convert.FromBase64String(protector.Unprotect(kept))),
        ];
}
