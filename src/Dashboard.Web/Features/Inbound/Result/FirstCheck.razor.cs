using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Tls;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>
/// Before a record of a key that was only seen is published: what to compare on the server itself, as it may be an attacker's.
/// </summary>
public sealed partial class FirstCheck : ComponentBase
{
    [Inject]
    private IStringLocalizer<AdviceTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ResultTexts> Results { get; set; } = null!;

    /// <summary>The certificates that records are made of; nothing is shown without.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<PresentedCertificate> Served { get; set; } = [];

    /// <summary>Every leaf that the hosts showed, once a key.</summary>
    internal static IReadOnlyList<PresentedCertificate> LeavesOf(
        IEnumerable<HostObservation> hosts
    ) => [.. hosts.SelectMany(ServedKeys.LeavesOf).DistinctBy(leaf => leaf.SpkiSha256)];
}
