using Dashboard.Core.Outbound.Attribution;

namespace Dashboard.Core.Outbound.Judgement;

/// <summary>A session in which the sender refused to go on.</summary>
internal sealed record Refusal(AttributedSession Attributed, RefusalKind Kind)
{
    public DateTimeOffset StartedAt => Attributed.Session.StartedAt;

    public DateTimeOffset EndedAt => Attributed.Session.EndedAt ?? DateTimeOffset.MaxValue;
}
