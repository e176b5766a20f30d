namespace Dashboard.Web.Features.Inbound.Front;

/// <summary>Why the form was not taken: what is wrong, and what to do.</summary>
internal sealed record FormProblem(string Title, string Text);
