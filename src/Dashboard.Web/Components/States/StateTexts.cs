namespace Dashboard.Web.Components.States;

/// <summary>The words of the states.</summary>
public sealed class StateTexts;
