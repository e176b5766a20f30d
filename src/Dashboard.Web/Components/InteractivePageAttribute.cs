namespace Dashboard.Web.Components;

/// <summary>The page has parts that go on after it was sent, so it loads the interactive runtime.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InteractivePageAttribute : Attribute;
