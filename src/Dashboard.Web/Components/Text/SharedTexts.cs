namespace Dashboard.Web.Components.Text;

/// <summary>The texts of shared parts, and the explanation of every technical term.</summary>
public sealed class SharedTexts;
