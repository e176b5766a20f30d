using Dashboard.Web.Features.Inbound.Result;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Outbound.Zone;

/// <summary>For the operator: what the parent of the probe zone must carry, and what the resolver sees there now.</summary>
public partial class ZonePage : ComponentBase
{
    [Inject]
    private IStringLocalizer<ZoneTexts> Texts { get; set; } = null!;

    [Inject]
    private ProbeZoneInspection Inspection { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private ProbeZoneStatus? Status { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        Status = await Inspection.LookAsync(Context.RequestAborted);
    }

    internal static IReadOnlyList<string> PartNames { get; } = ["ns", "ds", "served"];

    private static IEnumerable<(string Part, DelegationState State)> Parts(ProbeZoneLook look) =>
        PartNames.Zip([look.NsState, look.DsState, look.Served]);

    /// <summary>A look-up that failed shows nothing, neither good nor bad.</summary>
    private static string? Tone(DelegationState state) =>
        state switch
        {
            DelegationState.Right => null,
            DelegationState.NotKnown => "part-degraded",
            _ => "part-down",
        };

    private static LookupRow[] Lookups(ProbeZoneLook look) =>
        [new(look.Soa, []), LookupRow.Of(look.Ns), LookupRow.Of(look.Ds)];
}
