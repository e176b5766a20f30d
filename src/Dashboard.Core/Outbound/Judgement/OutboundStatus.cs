namespace Dashboard.Core.Outbound.Judgement;

public enum OutboundStatus
{
    /// <summary>Mail is still awaited.</summary>
    Open,
    Closed,
}
