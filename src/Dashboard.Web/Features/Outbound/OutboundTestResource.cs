using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Outbound;

/// <summary>A sending test as other programs read it; docs/outbound-result.schema.json describes it.</summary>
public sealed record OutboundTestResource
{
    /// <summary>Of the links; says nothing of the addresses.</summary>
    public required string Id { get; init; }

    public required OutboundTestKind Kind { get; init; }

    public required OutboundStatus Status { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset ClosesAt { get; init; }

    public required string MethodVersion { get; init; }

    /// <summary>Grows with every change of the judgement.</summary>
    public required int Revision { get; init; }

    /// <summary>Where to send to; none once it is closed.</summary>
    public required IReadOnlyList<OutboundAddress> Addresses { get; init; }

    /// <summary>The worst of the senders' verdicts.</summary>
    public required SenderVerdictKind Verdict { get; init; }

    /// <summary>Several senders, and not the same verdict.</summary>
    public required bool Mixed { get; init; }

    public required IReadOnlyList<SenderDocument> Senders { get; init; }

    /// <summary>Over all senders, the worst; questions in the DNS while nobody has come.</summary>
    public required IReadOnlyList<SenderProbeDocument> Probes { get; init; }

    public required int StrangerSessions { get; init; }

    public required int AmbiguousSessions { get; init; }

    /// <summary>What was seen while there is no sender; null where there is one.</summary>
    public SilenceKind? Silence { get; init; }

    /// <summary>Which round of a standing test, from 1.</summary>
    public int? Round { get; init; }

    public required OutboundTestLinks Links { get; init; }

    public static OutboundTestResource Of(OutboundTestView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var document = view.Document;
        return new OutboundTestResource
        {
            Id = view.Id,
            Kind = view.Kind,
            Status = view.Status,
            OpenedAt = view.OpenedAt,
            ClosesAt = view.ClosesAt,
            MethodVersion = document.MethodVersion,
            Revision = view.Revision,
            Addresses = view.Addresses,
            Verdict = document.Verdict,
            Mixed = document.Mixed,
            Senders = document.Senders,
            Probes = document.Probes,
            StrangerSessions = document.StrangerSessions,
            AmbiguousSessions = document.AmbiguousSessions,
            Silence = document.Silence,
            Round = view.Round,
            Links = new OutboundTestLinks(
                SitePaths.OutboundTestApi(view.Id),
                SitePaths.SendingTest(view.Id),
                SitePaths.SendingTest(view.ReadingId)
            ),
        };
    }
}
