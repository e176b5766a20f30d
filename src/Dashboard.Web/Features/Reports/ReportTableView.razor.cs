using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Reports;

/// <summary>A numbered table with one sentence on what it shows.</summary>
public sealed partial class ReportTableView : ComponentBase
{
    [Inject]
    private IStringLocalizer<ReportTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public ReportTable Of { get; set; } = null!;

    [Parameter]
    public string? About { get; set; }

    /// <summary>On paper: what a table is needs no roles, and nothing scrolls.</summary>
    [Parameter]
    public bool IsDocument { get; set; }

    /// <summary>The styles that stack a table on a narrow screen take its meaning away: these give it back.</summary>
    private string? Role(string role) => IsDocument ? null : role;
}
