using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>One mail server: what the DNS says of it, and each of its addresses.</summary>
public partial class HostSection : ComponentBase
{
    private readonly string headingId = "host-" + Guid.NewGuid().ToString("N")[..8];

    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public HostVerdict Verdict { get; set; } = null!;

    [Parameter, EditorRequired]
    public HostObservation? Observation { get; set; }

    [Parameter, EditorRequired]
    public AddressStates States { get; set; }

    /// <summary>When mail was last seen to arrive verified at this server; null where no former test saw that.</summary>
    [Parameter]
    public DateTimeOffset? MatchedUntil { get; set; }

    private LikelyCause? Cause =>
        States.ResolverFault ? null : ResultFacts.CauseOf(Verdict, Observation);

    private DateTimeOffset? LastMatch =>
        !States.ResolverFault && ResultFacts.MatchesNothing(Verdict) ? MatchedUntil : null;

    private AddressObservation? Seen(AddressVerdict address) =>
        Observation?.Addresses.FirstOrDefault(seen => seen.Address.Equals(address.Address));

    private static List<LookupRow> Lookups(HostObservation seen)
    {
        List<LookupRow> rows = [LookupRow.Of(seen.A), LookupRow.Of(seen.Aaaa)];
        if (seen.Alias is not null)
        {
            rows.Add(LookupRow.Of(seen.Alias));
        }
        rows.AddRange(seen.Tlsa.Select(tlsa => LookupRow.Of(tlsa.Lookup)));
        if (seen.Zone?.Ds is { } ds)
        {
            rows.Add(LookupRow.Of(ds));
        }
        return rows;
    }
}
