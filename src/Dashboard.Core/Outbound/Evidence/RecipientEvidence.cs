using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound.Evidence;

/// <summary>A recipient that was named, reduced to what ties it to a test.</summary>
/// <param name="Token">Of the address; null where it is no address of a test, which is then not kept.</param>
/// <param name="Probe">Of the address.</param>
/// <param name="ReplyCode">250 where it was accepted.</param>
public sealed record RecipientEvidence(
    DateTimeOffset At,
    TestToken? Token,
    OutboundProbeId? Probe,
    int ReplyCode
)
{
    public bool Accepted => ReplyCode is >= 200 and < 300;
}
