namespace Dashboard.Web.Features.Outbound;

/// <summary>What is the same for a history of anything.</summary>
public static class FoldedHistory
{
    /// <summary>As many as are seen at once.</summary>
    public const int Shown = 10;
}
