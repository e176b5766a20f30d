namespace Dashboard.Web.Components;

/// <summary>The page has components of MudBlazor, so it loads their style sheet, which is larger than all of ours.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MudBlazorPageAttribute : Attribute;
