using Dashboard.Core.Inbound;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>One address of a mail server: its chain of checks, what was found, and the conversation itself.</summary>
public partial class AddressSection : ComponentBase
{
    private readonly string headingId = "address-" + Guid.NewGuid().ToString("N")[..8];

    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public AddressVerdict Verdict { get; set; } = null!;

    [Parameter, EditorRequired]
    public AddressObservation? Observation { get; set; }

    /// <summary>Behind an unsigned MX set no server counts as verified.</summary>
    [Parameter, EditorRequired]
    public bool MxSecure { get; set; }

    private IReadOnlyList<VerdictReason> Reasons =>
        [
            .. Verdict.Reasons.Concat(
                Verdict.Certificates.SelectMany(certificate => certificate.Reasons)
            ),
        ];
}
