using Dashboard.Core.Tls;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>A certificate as it was sent.</summary>
public partial class CertificateFacts : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public PresentedCertificate Certificate { get; set; } = null!;
}
