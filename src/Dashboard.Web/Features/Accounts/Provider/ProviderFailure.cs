using Microsoft.IdentityModel.Protocols.Configuration;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>What went wrong between this site and the provider.</summary>
/// <param name="Kind">The types of the exceptions, and the numbers that the library gives them: nothing of what they say.</param>
/// <param name="Error">What the provider reported (RFC 6749 sections 4.1.2.1 and 5.2), in its own words.</param>
internal sealed record ProviderFailure(
    ProviderProblem Problem,
    string Kind,
    string? Error,
    string? Description
)
{
    private const int LongestNumber = 8;

    public static ProviderFailure Of(Exception? failure)
    {
        var chain = Chain(failure).ToList();
        var reported = chain.Find(e => Said(e, "error") is not null);
        var problem =
            reported is not null ? ProviderProblem.Reported
            : chain.Exists(IsAbsence) ? ProviderProblem.Unavailable
            : ProviderProblem.Rejected;
        return new(
            problem,
            string.Join(" < ", chain.Select(KindOf)),
            Said(reported, "error"),
            Said(reported, "error_description")
        );
    }

    /// <summary>Whether an exception of the library, or of the network, is to be told to the visitor and not a fault of ours.</summary>
    public static bool IsOne(Exception failure) =>
        failure
            is InvalidOperationException
                or HttpRequestException
                or IOException
                or OperationCanceledException
                or OpenIdConnectProtocolException;

    private static bool IsAbsence(Exception failure) =>
        failure
            is HttpRequestException
                or IOException
                or OperationCanceledException
                or InvalidConfigurationException;

    private static string? Said(Exception? failure, string key) => failure?.Data[key] as string;

    private static string KindOf(Exception failure) =>
        failure.Message.StartsWith("IDX", StringComparison.Ordinal)
        && failure.Message.Length >= LongestNumber
            ? $"{failure.GetType().Name} {failure.Message[..LongestNumber]}"
            : failure.GetType().Name;

    private static IEnumerable<Exception> Chain(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            yield return failure;
        }
    }
}
