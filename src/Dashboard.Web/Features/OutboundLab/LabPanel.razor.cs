using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.OutboundLab;

/// <summary>Buttons that mail an open test from the lab's real mail servers; nothing where there is no lab.</summary>
public partial class LabPanel : ComponentBase
{
    [Inject]
    private IStringLocalizer<LabTexts> Texts { get; set; } = null!;

    [Inject]
    private LabControl Lab { get; set; } = null!;

    /// <summary>Of the link of the open test.</summary>
    [Parameter, EditorRequired]
    public string Test { get; set; } = string.Empty;

    /// <summary>The heading above it, where that says already what the buttons are for.</summary>
    [Parameter]
    public string? HeadedBy { get; set; }

    /// <summary>A round of a standing test, about which senders can report.</summary>
    [Parameter]
    public bool IsStanding { get; set; }

    private string OwnHeading => $"lab-{Test}";

    private IReadOnlyList<LabSender> Senders { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        if (!Lab.IsThere)
        {
            return;
        }
        try
        {
            Senders = await Lab.SendersAsync(CancellationToken.None);
        }
        catch (HttpRequestException)
        {
            // The test's page is of use without the lab too; the lab's own page says that it does not answer.
        }
    }
}
