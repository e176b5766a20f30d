using Dashboard.Web.Features.Outbound.Zone;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Start;

/// <summary>What keeps the sending test from working, in words for the operator.</summary>
public partial class MissingParts : ComponentBase
{
    private const string ListenerPrefix = ProbeZoneMissing.Listener + ":";

    [Inject]
    private IStringLocalizer<OutboundStartTexts> Texts { get; set; } = null!;

    /// <summary>Slugs, see <see cref="ProbeZoneMissing"/>.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Parts { get; set; } = [];

    private string Word(string part) =>
        part.StartsWith(ListenerPrefix, StringComparison.Ordinal)
            ? Texts[$"missing.{ProbeZoneMissing.Listener}", part[ListenerPrefix.Length..]]
            : Texts[$"missing.{part}"];
}
