using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Dashboard.Core;
using Dashboard.Data.Accounts;
using Dashboard.Web.Features.Accounts;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Api.Reading;

/// <summary>
/// Who uses the API: anybody, somebody signed in, or a program with a key (<c>Authorization: Bearer</c>, RFC 6750). A key that does not
/// work is refused even where anybody may read, so that nobody takes public figures for all there is.
/// </summary>
internal sealed class ApiVisitor(ApiKeyDesk keys, IOptions<ApiOptions> options) : IDisposable
{
    private const string Scheme = "Bearer ";

    private const int LongestKey = 200;

    private readonly PartitionedRateLimiter<long> limiter = PartitionedRateLimiter.Create<
        long,
        long
    >(key =>
        RateLimitPartition.GetSlidingWindowLimiter(
            key,
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = options.Value.KeyRequestsPerMinute,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
            }
        )
    );

    /// <param name="scope">What a key has to be for here.</param>
    public async Task<(ClaimsPrincipal Visitor, IResult? Refusal)> ReadAsync(
        HttpContext context,
        string scope,
        CancellationToken cancellation
    )
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return (context.User, null);
        }
        var holder =
            header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && header.Length <= LongestKey
                ? await keys.FindAsync(header[Scheme.Length..].Trim(), cancellation)
                : null;
        if (holder is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return Refused(
                StatusCodes.Status401Unauthorized,
                "The key does not work",
                "unknown-key"
            );
        }
        using var lease = limiter.AttemptAcquire(holder.KeyId);
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after)
                ? after
                : TimeSpan.FromSeconds(10);
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds)
                .ToString(CultureInfo.InvariantCulture);
            return Refused(
                StatusCodes.Status429TooManyRequests,
                "Too many requests with this key",
                "rate-limited"
            );
        }
        return holder.Scope == scope
            ? (Principal(holder.Account), null)
            : Refused(StatusCodes.Status403Forbidden, "The key may not do this", "wrong-scope");
    }

    public void Dispose() => limiter.Dispose();

    private static (ClaimsPrincipal, IResult?) Refused(int status, string title, string code) =>
        (new ClaimsPrincipal(), ApiProblems.Of(status, title, code));

    /// <summary>A key is held by a program as a passkey is by a device.</summary>
    private static ClaimsPrincipal Principal(Account account) =>
        new(
            new ClaimsIdentity(
                [
                    new(AccountPolicies.RoleClaim, Slug.Of(account.Role)),
                    new(AccountPolicies.MethodClaim, AccountPolicies.Passkey),
                ],
                Scheme.Trim()
            )
        );
}
