using System.Text.Json.Serialization;
using Dashboard.Core.Adoption;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>Mail flow with one decimal where it is a percentage.</summary>
public record MailFlowItem(
    long Protected,
    long Partly,
    long Not,
    long Unknown,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Proven,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? Possible,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] decimal? AmongTested,
    decimal ProvenSum,
    decimal PossibleSum,
    long TestedPairs,
    long Pairs
)
{
    /// <summary>With sums that are not rounded.</summary>
    [JsonIgnore]
    public MailFlow Exact { get; init; } = MailFlow.None;

    public static MailFlowItem Of(MailFlow flow) =>
        new(
            flow.Protected,
            flow.Partly,
            flow.Not,
            flow.Unknown,
            flow.Proven,
            flow.Possible,
            flow.AmongTested,
            flow.ProvenSum.Round(4),
            flow.PossibleSum.Round(4),
            flow.TestedPairs,
            flow.Pairs
        )
        {
            Exact = flow,
        };
}

public sealed record MailFlowCellItem(string Sender, string Receiver, MailFlowItem Flow)
    : MailFlowItem(Flow)
{
    [JsonIgnore]
    public MailFlowItem Flow { get; init; } = Flow;
}

public sealed record MailFlowReport(MailFlowItem All, IReadOnlyList<MailFlowCellItem> Cells);
