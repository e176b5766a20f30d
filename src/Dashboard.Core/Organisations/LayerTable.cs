using System.Collections.Frozen;

namespace Dashboard.Core.Organisations;

/// <summary>The layers of government that figures are counted by; the names are public and stored.</summary>
public static class Layers
{
    public const string Rijk = "rijk";
    public const string Uitvoerders = "uitvoerders";
    public const string Provincie = "provincie";
    public const string Gemeente = "gemeente";
    public const string Waterschap = "waterschap";
    public const string Gr = "gr";
    public const string SemiPubliek = "semi-publiek";
}

/// <summary>One line of the table: organisations of one of these types are in this layer.</summary>
public sealed record LayerRule(string Layer, IReadOnlyList<string> Types);

/// <summary>
/// Which layer an organisation is in, by its types in the register. The lines are tried in their order and the first that holds
/// decides; where none does, the organisation is (semi-)public. Capitals and punctuation of a type do not count.
/// </summary>
public sealed class LayerTable
{
    /// <summary>A part without standing of its own: it is in the layer of an ancestor.</summary>
    public const string PartType = "Organisatieonderdeel";

    /// <summary>Types that are seen in the register and are in no line of the table, so that they are not reported.</summary>
    private static readonly string[] SemiPublicTypes =
    [
        "Adviescollege",
        "Kabinet van de Koning",
        "Rechterlijke instantie",
        "Rechtspraak",
        "Openbaar Ministerie",
        "Politie",
        "Brandweer",
        "Openbaar lichaam (BES)",
        "Openbaar lichaam voor beroep en bedrijf",
        "Provinciale rekenkamer",
        "Externe commissie",
        "Interdepartementale commissie",
        "Koepelorganisatie",
        "Landelijk dekkende samenwerkingen",
        "Grensoverschrijdend samenwerkingsorgaan",
        "Grensoverschrijdend regionaal samenwerkingsorgaan",
        "Organisatie met overheidsbemoeienis",
        "Overheidsstichting of -vereniging",
        "RWT",
        "Rechtspersoon met een wettelijke taak",
    ];

    private readonly IReadOnlyList<(string Layer, FrozenSet<string> Types)> lines;
    private readonly FrozenSet<string> known;

    public LayerTable(IReadOnlyList<LayerRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        lines = [.. rules.Select(rule => (rule.Layer, rule.Types.Select(Plain).ToFrozenSet()))];
        Names = [.. rules.Select(rule => rule.Layer).Append(Layers.SemiPubliek).Distinct()];
        known = SemiPublicTypes
            .Append(PartType)
            .Select(Plain)
            .Concat(lines.SelectMany(line => line.Types))
            .ToFrozenSet();
    }

    public static IReadOnlyList<LayerRule> DefaultRules { get; } =
    [
        new(Layers.Rijk, ["Ministerie", "Agentschap", "Inspectie", "Hoog College van Staat"]),
        new(Layers.Uitvoerders, ["Zelfstandig bestuursorgaan", "ZBO"]),
        new(Layers.Provincie, ["Provincie"]),
        new(Layers.Gemeente, ["Gemeente"]),
        new(Layers.Waterschap, ["Waterschap"]),
        new(Layers.Gr, ["Gemeenschappelijke regeling", "Regionaal samenwerkingsorgaan"]),
    ];

    public static LayerTable Default { get; } = new(DefaultRules);

    /// <summary>All layers that can come out, in the table's order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The layer of these types; null for a part, which has none of its own.</summary>
    public string? LayerOf(IReadOnlyList<string> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        var plain = types.Select(Plain).ToList();
        foreach (var (layer, layerTypes) in lines)
        {
            if (plain.Exists(layerTypes.Contains))
            {
                return layer;
            }
        }
        return plain.Count > 0 && plain.TrueForAll(type => type == Plain(PartType))
            ? null
            : Layers.SemiPubliek;
    }

    public bool IsKnown(string type) => known.Contains(Plain(type));

    /// <summary>
    /// The layer that a list names in its own words, such as "(semi-)publiek" or "Gemeenten"; null where it is none of them.
    /// </summary>
    public string? LayerNamed(string text)
    {
        var plain = Plain(text);
        return Names.FirstOrDefault(name => Plain(name) == plain)
            ?? plain switch
            {
                "gemeenten" or "municipality" or "municipalities" => Layers.Gemeente,
                "provincies" or "province" or "provinces" => Layers.Provincie,
                "waterschappen" or "waterauthority" or "waterauthorities" => Layers.Waterschap,
                "centralgovernment" or "rijksoverheid" => Layers.Rijk,
                "gemeenschappelijkeregeling"
                or "gemeenschappelijkeregelingen"
                or "jointarrangement" => Layers.Gr,
                "uitvoerder" or "uitvoeringsorganisatie" or "agency" or "zbo" => Layers.Uitvoerders,
                "semipublic" or "publiek" => Layers.SemiPubliek,
                _ => IsKnown(text) ? LayerOf([text]) : null,
            };
    }

    private static string Plain(string text) =>
        string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
