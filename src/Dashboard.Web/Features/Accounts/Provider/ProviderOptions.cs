using System.ComponentModel.DataAnnotations;
using Dashboard.Core;
using Dashboard.Data.Accounts;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Accounts.Provider;

/// <summary>
/// The section <c>OpenIdConnect</c>: an organisation's own provider, by which people sign in beside the means of this site. Without
/// <see cref="Authority"/> there is none.
/// </summary>
public sealed class ProviderOptions : IValidatableObject
{
    public const string Section = "OpenIdConnect";

    /// <summary>
    /// The issuer, as the provider writes it (OpenID Connect Discovery 1.0, section 3), such as
    /// <c>https://login.example.nl/realms/staff</c>; http for a provider on this machine alone.
    /// </summary>
    [MaxLength(500)]
    public string? Authority { get; set; }

    [MaxLength(200)]
    public string? ClientId { get; set; }

    [MaxLength(500)]
    public string? ClientSecret { get; set; }

    /// <summary>A file whose first line is the secret, in the place of <see cref="ClientSecret"/>.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>What people call the provider, on the button; the host of <see cref="Authority"/> where empty.</summary>
    [MaxLength(60)]
    public string? DisplayName { get; set; }

    /// <summary>The claim that names an account that is made because of <see cref="Roles"/>.</summary>
    [Required, MaxLength(200)]
    public string NameClaim { get; set; } = "preferred_username";

    /// <summary>The claim that <see cref="Roles"/> are read from; without it only who is invited gets in.</summary>
    [MaxLength(200)]
    public string? RoleClaim { get; set; }

    /// <summary>
    /// Lines <c>value=role</c>: what <see cref="RoleClaim"/> must hold for a role. Of several the highest counts; who has none does not
    /// get in. A member of an organisation is invited, as the provider knows nothing of organisations here.
    /// </summary>
    public string[] Roles { get; set; } = [];

    /// <summary>An invitation whose name is an e-mail address is for who comes with that address, verified by the provider.</summary>
    public bool InviteByAddress { get; set; }

    /// <summary>The claims come from the provider's UserInfo endpoint too (OpenID Connect Core 1.0, section 5.3).</summary>
    public bool UserInfo { get; set; }

    /// <summary>Values of <c>amr</c> (RFC 8176) of which one must be there for the provider's second step to count.</summary>
    public string[] SecondStepAmr { get; set; } = [];

    /// <summary>
    /// Values of <c>acr</c> of which it must be one for the provider's second step to count; they are asked for. Where
    /// <see cref="SecondStepAmr"/> is set too, both must hold.
    /// </summary>
    public string[] SecondStepAcr { get; set; } = [];

    /// <summary>For how long somebody who came by the provider stays signed in, however busy.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>For each request to the provider.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A PEM file with the authorities that count for the provider; those of the system where empty.</summary>
    public string? TrustedRoots { get; set; }

    internal bool IsOn => !string.IsNullOrWhiteSpace(Authority);

    internal bool GivesRoles => !string.IsNullOrWhiteSpace(RoleClaim);

    internal bool CountsSecondStep => SecondStepAmr.Length > 0 || SecondStepAcr.Length > 0;

    internal string Label =>
        !string.IsNullOrWhiteSpace(DisplayName) ? DisplayName
        : Uri.TryCreate(Authority, UriKind.Absolute, out var authority) ? authority.Host
        : string.Empty;

    /// <exception cref="IOException">The file cannot be read.</exception>
    internal string Secret() =>
        string.IsNullOrEmpty(ClientSecretFile)
            ? ClientSecret ?? string.Empty
            : File.ReadLines(ClientSecretFile).FirstOrDefault()?.Trim() ?? string.Empty;

    /// <returns>Null for a line that is none, or of a role that a provider does not give.</returns>
    internal static (string Value, AccountRole Role)? RoleOf(string line)
    {
        var at = line.LastIndexOf('=');
        return
            at > 0
            && Slug.TryParse(line[(at + 1)..].Trim(), out AccountRole role)
            && role != AccountRole.OrganisationMember
            ? (line[..at].Trim(), role)
            : null;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
        {
            if (!string.IsNullOrWhiteSpace(ClientId))
            {
                yield return new("is missing", [nameof(Authority)]);
            }
            yield break;
        }
        if (!ProviderAddresses.IsAuthority(Authority!))
        {
            yield return new(
                "is no address of a provider, such as https://login.example.nl; http is for this machine alone",
                [nameof(Authority)]
            );
        }
        if (string.IsNullOrWhiteSpace(ClientId))
        {
            yield return new("is missing", [nameof(ClientId)]);
        }
        foreach (var wrong in SecretProblems())
        {
            yield return wrong;
        }
        if (GivesRoles != Roles.Length > 0)
        {
            yield return new(
                "RoleClaim and Roles are set together",
                [nameof(RoleClaim), nameof(Roles)]
            );
        }
        foreach (var line in Roles.Where(line => RoleOf(line) is null))
        {
            yield return new(
                $"'{line}' is no line such as dashboard-analysts=analyst, with reader, analyst or administrator",
                [nameof(Roles)]
            );
        }
        if (!string.IsNullOrEmpty(TrustedRoots) && !ProviderHttp.HasCertificates(TrustedRoots))
        {
            yield return new("is no file with certificates in PEM", [nameof(TrustedRoots)]);
        }
    }

    private IEnumerable<ValidationResult> SecretProblems()
    {
        if (string.IsNullOrEmpty(ClientSecret) == string.IsNullOrEmpty(ClientSecretFile))
        {
            yield return new(
                "give one of them, and not both",
                [nameof(ClientSecret), nameof(ClientSecretFile)]
            );
        }
        else if (
            !string.IsNullOrEmpty(ClientSecretFile)
            && (!File.Exists(ClientSecretFile) || Secret().Length == 0)
        )
        {
            yield return new(
                "is no file with a secret in its first line",
                [nameof(ClientSecretFile)]
            );
        }
    }
}
