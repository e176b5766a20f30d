namespace Dashboard.Web.Features.Outbound.Start;

/// <summary>Why no test was started: what is wrong, and what to do.</summary>
internal sealed record StartProblem(string Title, string Text);
