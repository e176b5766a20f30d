namespace Dashboard.Web.Features.Explanation;

/// <summary>Text to paste beside an advice; null where there is nothing to paste of that kind.</summary>
internal sealed record ConfigurationExample(
    string? Postfix = null,
    string? Exim = null,
    string? Commands = null,
    string? Check = null
);
