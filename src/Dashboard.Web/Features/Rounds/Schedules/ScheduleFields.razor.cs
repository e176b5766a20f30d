using Dashboard.Core;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Desk;
using Dashboard.Web.Features.Rounds.Start;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Rounds.Schedules;

/// <summary>The fields of a schedule, to make one and to change one.</summary>
public partial class ScheduleFields : ComponentBase
{
    [Inject]
    private IStringLocalizer<ScheduleTexts> Texts { get; set; } = null!;

    [Inject]
    private IStringLocalizer<RoundDeskTexts> Desk { get; set; } = null!;

    [Parameter, EditorRequired]
    public ScheduleDraft Draft { get; set; } = null!;

    /// <summary>Names of lists that can be chosen.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Lists { get; set; } = [];

    /// <summary>The element that says what is wrong; null where nothing is.</summary>
    [Parameter]
    public string? ProblemId { get; set; }

    private static IReadOnlyList<RoundKind> Kinds { get; } =
    [RoundKind.CurrentState, RoundKind.Measurement];

    private static IReadOnlyList<string> Profiles { get; } =
    [RoundProfiles.Round, RoundProfiles.Full, RoundProfiles.Dane];

    internal static ScheduleDraft Read(IFormCollection form) =>
        new(
            Typed(form, "name"),
            Slug.TryParse(Typed(form, "kind"), out RoundKind kind) ? kind : RoundKind.Batch,
            Typed(form, "list") is { Length: > 0 } list ? list : null,
            Typed(form, "profile"),
            Typed(form, "cron")
        );

    private static string Typed(IFormCollection form, string field) =>
        form[field].ToString().Replace("\0", "", StringComparison.Ordinal).Trim();
}
