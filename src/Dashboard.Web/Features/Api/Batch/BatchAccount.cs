using System.Text;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>Whose request it is.</summary>
internal static class BatchAccount
{
    /// <summary>By the name of the account and a key of it with the scope for batches (RFC 7617).</summary>
    public static async Task<Account?> FindAsync(HttpContext context, ApiKeyDesk keys)
    {
        const string Scheme = "Basic ";
        const int LongestHeader = 2000;
        var header = context.Request.Headers.Authorization.ToString();
        if (
            !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || header.Length > LongestHeader
        )
        {
            return null;
        }
        var octets = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..].Trim(), octets, out var length))
        {
            return null;
        }
        var pair = Encoding.UTF8.GetString(octets.AsSpan(0, length));
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return
            colon > 0
            && await keys.FindAsync(pair[(colon + 1)..], context.RequestAborted)
                is { Scope: ApiScopes.Batch } holder
            && string.Equals(
                holder.Account.UserName,
                pair[..colon],
                StringComparison.OrdinalIgnoreCase
            )
            ? holder.Account
            : null;
    }
}
