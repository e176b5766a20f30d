using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>
/// What a discovery document must hold to be used: the issuer that was asked for (OpenID Connect Discovery 1.0, section 4.3), keys, and
/// endpoints over https.
/// </summary>
internal sealed class ProviderMetadata(string authority)
    : IConfigurationValidator<OpenIdConnectConfiguration>
{
    public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration) =>
        Problem(configuration) is { } problem
            ? new() { Succeeded = false, ErrorMessage = problem }
            : new() { Succeeded = true };

    private string? Problem(OpenIdConnectConfiguration configuration)
    {
        if (!ProviderAddresses.IsIssuer(configuration.Issuer, authority))
        {
            return "The issuer is not the one that was asked.";
        }
        if (configuration.SigningKeys.Count == 0)
        {
            return "There are no keys.";
        }
        string?[] needed =
        [
            configuration.AuthorizationEndpoint,
            configuration.TokenEndpoint,
            configuration.JwksUri,
        ];
        string?[] optional =
        [
            configuration.UserInfoEndpoint,
            configuration.EndSessionEndpoint,
            configuration.PushedAuthorizationRequestEndpoint,
        ];
        return
            needed.All(ProviderAddresses.IsEndpoint)
            && optional.All(address =>
                string.IsNullOrEmpty(address) || ProviderAddresses.IsEndpoint(address)
            )
            ? null
            : "An endpoint is missing, or is not https.";
    }
}
