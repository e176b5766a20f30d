using Dashboard.Core.Dns;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>A test without a verdict, through a fault of ours.</summary>
public partial class FailedTest : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public DomainName Domain { get; set; } = DomainName.Root;

    [Parameter, EditorRequired]
    public string? Reason { get; set; }

    private string Key =>
        Texts[$"failure.{Reason}"].ResourceNotFound ? "failure.unknown" : $"failure.{Reason}";
}
