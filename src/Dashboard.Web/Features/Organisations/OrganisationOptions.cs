using System.ComponentModel.DataAnnotations;
using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations;

/// <summary>Settings of organisations and their registers.</summary>
internal sealed class OrganisationOptions : IValidatableObject
{
    public const string Section = "Organisations";

    /// <summary>
    /// The table of layers, in order; each line is a layer and the types that are in it, as in <c>gemeente=Gemeente</c> or
    /// <c>rijk=Ministerie|Agentschap</c>. Empty for the table of the program.
    /// </summary>
    public List<string> Layers { get; init; } = [];

    /// <summary>Hosts of the registers' own pages, which are no address of an organisation; empty for <c>organisaties.overheid.nl</c>.</summary>
    public List<string> RegisterHosts { get; init; } = [];

    private static readonly string[] OwnHosts = ["organisaties.overheid.nl"];

    internal IReadOnlyList<string> HostsOfRegisters =>
        RegisterHosts.Count > 0 ? RegisterHosts : OwnHosts;

    public LayerTable LayerTable() =>
        Layers.Count == 0 ? Core.Organisations.LayerTable.Default : new(Rules());

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!AreLayersWellFormed())
        {
            yield return new(
                "has a line that is not like gemeente=Gemeente or rijk=Ministerie|Agentschap",
                [nameof(Layers)]
            );
        }
    }

    /// <summary>Whether every line is a layer, an equals sign, and types.</summary>
    private bool AreLayersWellFormed() =>
        Layers.TrueForAll(line =>
            line.Split('=') is [var layer, var types]
            && layer.Trim().Length is > 0 and <= 40
            && layer.Trim().All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            && types.Split('|').All(type => !string.IsNullOrWhiteSpace(type))
        );

    private List<LayerRule> Rules() =>
        Layers.ConvertAll(line =>
        {
            var parts = line.Split('=');
            return new LayerRule(
                parts[0].Trim(),
                parts[1].Split('|', StringSplitOptions.TrimEntries)
            );
        });
}
