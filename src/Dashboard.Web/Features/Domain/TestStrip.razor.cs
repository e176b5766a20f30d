using System.Globalization;
using Dashboard.Web.Components.States;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Domain;

/// <summary>The tests of a domain over time: a mark with a date each.</summary>
public partial class TestStrip : ComponentBase
{
    /// <summary>As many as fit beside each other on two lines of a phone.</summary>
    private const int Longest = 12;

    [Inject]
    private IStringLocalizer<StateTexts> Texts { get; set; } = null!;

    /// <summary>Newest first, as histories are.</summary>
    [Parameter, EditorRequired]
    public IEnumerable<Mark> Tests { get; set; } = [];

    [Parameter, EditorRequired]
    public string Label { get; set; } = string.Empty;

    private IEnumerable<Mark> Marks => Tests.Take(Longest).Reverse();

    /// <summary>Begins with the visible label, which users of speech input say (WCAG 2.5.3).</summary>
    private string Told(Mark mark) =>
        $"{mark.Day}, {DutchTime.Words(mark.At)}: {Texts[StatePalette.Name(mark.State)].Value}";

    /// <param name="Link">Null where the test has no public page.</param>
    public sealed record Mark(DateTimeOffset At, ShownState State, string? Link)
    {
        /// <summary>Short, as <c>3 mrt</c>.</summary>
        public string Day => DutchTime.DayOf(At).ToString("d MMM", CultureInfo.CurrentCulture);
    }
}
