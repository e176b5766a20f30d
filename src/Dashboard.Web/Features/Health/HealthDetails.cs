using System.Net;
using Dashboard.Core;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts;

namespace Dashboard.Web.Features.Health;

/// <summary>
/// Who sees which resolver, how long a queue: the machine itself and administrators. Others see whether it works, which tells an attacker
/// nothing of what is nearly full.
/// </summary>
internal static class HealthDetails
{
    public static bool AreFor(HttpContext context) =>
        IsFromThisMachine(context) || AccountPolicies.Has(context.User, AccountRole.Administrator);

    /// <summary>Not through a proxy on this machine: what it forwards for is in a header, until the proxy is known as one.</summary>
    public static bool IsFromThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address.Unmapped())
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("Forwarded");
}
