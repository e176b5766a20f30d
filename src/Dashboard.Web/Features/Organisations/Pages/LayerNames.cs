using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Organisations.Pages;

/// <summary>What a layer is called; an operator's own layer by its word.</summary>
internal static class LayerNames
{
    /// <param name="one">Of one organisation, as in a table; else of all of them, as in a sentence.</param>
    public static string Of(IStringLocalizer texts, string layer, bool one)
    {
        var found = texts[$"layer.{layer}.{(one ? "one" : "all")}"];
        return found.ResourceNotFound ? layer : found;
    }
}
