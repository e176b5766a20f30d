using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Planned;
using Dashboard.Web.Features.Inbound.Result;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.TlsaHelper;

/// <summary>What a sender would do with the plan, and the records for what was pasted.</summary>
public partial class PlanOutcome : ComponentBase
{
    [Inject]
    private IStringLocalizer<TlsaTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<ResultTexts> Results { get; set; } = null!;

    [Parameter, EditorRequired]
    public TlsaPlan Plan { get; set; } = null!;

    /// <summary>The planned host has no address, so none is named; without a certificate nothing was connected to.</summary>
    private static IReadOnlyList<VerdictReason> Reasons(PlannedVerdict verdict) =>
        [
            .. verdict
                .Host.Reasons.Concat(
                    verdict.Outcome is null
                        ? []
                        : verdict.Host.Addresses.SelectMany(address =>
                            address.Reasons.Concat(
                                address.Certificates.SelectMany(certificate => certificate.Reasons)
                            )
                        )
                )
                .Select(reason => reason with { Address = null }),
        ];
}
