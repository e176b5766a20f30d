namespace Dashboard.Web.Features.Rounds.Schedules;

/// <summary>The texts of schedules.</summary>
public sealed class ScheduleTexts;
