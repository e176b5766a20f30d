namespace Dashboard.Web.Components.States;

/// <summary>The words of the six states.</summary>
public sealed class StateTexts;
