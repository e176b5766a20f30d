using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.DataProtection;

namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>
/// What goes by an address from one page of this site to the next: written by the site alone, read by nobody else, for a short time. So
/// nobody can make a link that shows words of theirs on a page of ours.
/// </summary>
internal sealed class ProviderTickets(IDataProtectionProvider protection)
{
    private const int LongestQuote = 200;

    /// <summary>Longer ones are left out of the address of the provider, which asks the person then.</summary>
    public const int LongestToken = 3000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly ITimeLimitedDataProtector problems = Of(protection, "problem");
    private readonly ITimeLimitedDataProtector connections = Of(protection, "connect");
    private readonly ITimeLimitedDataProtector ends = Of(protection, "sign-out");

    public string ProblemPath(
        ProviderProblem problem,
        string? error = null,
        string? description = null
    ) =>
        $"{SitePaths.SignInProviderProblem}?about="
        + problems.Protect(
            JsonSerializer.Serialize(new Told(Slug.Of(problem), Quote(error), Quote(description))),
            Lifetime
        );

    /// <returns>Null for a link that was made by others, or is too old.</returns>
    public (ProviderProblem Problem, string? Error, string? Description)? Problem(string? about) =>
        Read(problems, about) is { } text
        && JsonSerializer.Deserialize<Told>(text) is { } told
        && Slug.TryParse(told.Problem, out ProviderProblem problem)
            ? (problem, told.Error, told.Description)
            : null;

    public string Connection(Guid account) => connections.Protect(account.ToString(), Lifetime);

    public bool IsConnection(string? ticket, Guid account) =>
        Read(connections, ticket) == account.ToString();

    /// <param name="idToken">Of the session that ended; empty where it had none.</param>
    public string SignOut(string? idToken) =>
        ends.Protect(idToken is { Length: <= LongestToken } ? idToken : string.Empty, Lifetime);

    /// <returns>The ID token, perhaps empty; null where the ticket does not hold.</returns>
    public string? SignedOut(string? ticket) => Read(ends, ticket);

    /// <summary>Words of the provider, or of a client that made up its answer: short, and with nothing that is not seen.</summary>
    public static string? Quote(string? words) =>
        string.IsNullOrWhiteSpace(words)
            ? null
            : PrintableText.Of(words.Length <= LongestQuote ? words : words[..LongestQuote] + "…");

    private static string? Read(ITimeLimitedDataProtector protector, string? ticket)
    {
        if (string.IsNullOrEmpty(ticket))
        {
            return null;
        }
        try
        {
            return protector.Unprotect(ticket);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static ITimeLimitedDataProtector Of(IDataProtectionProvider protection, string what) =>
        protection.CreateProtector($"Dashboard.OpenIdConnect.{what}").ToTimeLimitedDataProtector();

    private sealed record Told(string Problem, string? Error, string? Description);
}
