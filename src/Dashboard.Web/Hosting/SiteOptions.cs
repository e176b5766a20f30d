using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Hosting;

/// <summary>The section <c>Site</c>.</summary>
internal sealed class SiteOptions : IValidatableObject
{
    public const string Section = "Site";

    /// <summary>The setting as operators write it.</summary>
    public const string HostsSetting = $"{Section}:{nameof(Hosts)}";

    /// <summary>Names that the site is reached by, each with or without a port. A compose file gives an empty one where nothing is set.</summary>
    public string[] Hosts { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Hosts
            .Where(host => !string.IsNullOrWhiteSpace(host) && SiteHosts.Read(host) is null)
            .Select(host => new ValidationResult(
                $"holds '{host}', which is no host name such as dashboard.example.nl, with or without a port",
                [nameof(Hosts)]
            ));
}
