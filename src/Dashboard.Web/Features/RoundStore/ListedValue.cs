namespace Dashboard.Web.Features.RoundStore;

/// <summary>Something by which figures are divided, as it is called today.</summary>
internal sealed record ListedValue(string Key, string Name);
