using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Data;

namespace Dashboard.Web.Features.Outbound;

/// <summary>Rows of the store as the pure judgement takes them.</summary>
internal static class OutboundTestRows
{
    /// <summary>As where it does not matter who asked.</summary>
    public static Core.Outbound.OutboundTest ToTest(this OutboundTestRow row) => row.ToTest([]);

    /// <param name="lost">When the log of the name server was not read, or what was read was lost.</param>
    public static Core.Outbound.OutboundTest ToTest(
        this OutboundTestRow row,
        IReadOnlyList<QuestionGap> lost
    ) =>
        new()
        {
            Id = row.Id,
            Kind = row.Kind,
            Zone = DomainName.Parse(row.Zone),
            Token = TestToken.Parse(row.Token),
            HostToken = TestToken.Parse(row.HostToken),
            OpenedAt = row.OpenedAt,
            ClosesAt = row.ClosesAt,
            Hosts = row.Hosts,
            SharesAddresses = row.AddressSet is null,
            IsStanding = row.StandingTestId is not null,
            FollowsRound = row.Round > 1,
            QuestionGaps =
            [
                // Nobody asked for its names before there were any.
                .. lost.Where(gap => gap.Until > row.OpenedAt && gap.From < row.ClosesAt),
                .. row.QuestionsCompleteUntil is { } until
                    ? [new QuestionGap(until, null)]
                    : Array.Empty<QuestionGap>(),
            ],
        };

    public static HealEvidence ToEvidence(this OutboundHealRow row) =>
        new(row.Probe, row.At, row.Action, row.Ttl);

    public static DnsQueryEvidence ToEvidence(this OutboundQueryRow row) =>
        new(row.At, DomainName.Parse(row.Name), row.Type, row.DnssecOk, row.ResolverAddress);
}
