using Dashboard.Core.Dns;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>
/// Tells hosts of one pool by their names: <c>mx1.example.nl</c> and <c>mx2.example.nl</c>, or anything under one name of three
/// labels or more, such as <c>outbound.protection.outlook.com</c>.
/// </summary>
public static class SenderFamily
{
    /// <summary>Null for what names no host: an address literal, a single label, garbage.</summary>
    public static string? Of(string? ehlo) =>
        DomainName.TryParse(ehlo, out var name) ? Of(name) : null;

    /// <inheritdoc cref="Of(string?)"/>
    public static string? Of(DomainName? name)
    {
        if (name is null)
        {
            return null;
        }
        var labels = name.Labels;
        if (labels.Count < 2 || name.Value.Contains('[', StringComparison.Ordinal))
        {
            return null;
        }
        if (labels[^1].All(char.IsAsciiDigit))
        {
            return null; // an address without brackets
        }
        return labels.Count switch
        {
            2 => name.Value,
            3 => string.Concat(Unnumbered(labels[0]), ".", name.Parent!.Value),
            _ => "*." + name.Parent!.Value,
        };
    }

    private static string Unnumbered(string label) =>
        string.Concat(label.Select(c => char.IsAsciiDigit(c) ? '#' : c))
            .Replace("##", "#", StringComparison.Ordinal);
}
