using Dashboard.Core;
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

    [Parameter, EditorRequired]
    public AddressStates States { get; set; }

    /// <summary>Why it was not examined; where our own time ended it, after how long.</summary>
    private string Why(AddressObservation skipped) =>
        skipped is { Disposition: AddressDisposition.Stopped, StoppedAfter: { } after }
            ? Texts["stopped.after", Math.Max(1, (int)Math.Round(after.TotalSeconds))]
            : Texts[$"disposition.{Slug.Of(skipped.Disposition)}"];

    private IReadOnlyList<VerdictReason> Reasons =>
        [
            .. Verdict.Reasons.Concat(
                Verdict.Certificates.SelectMany(certificate => certificate.Reasons)
            ),
        ];
}
