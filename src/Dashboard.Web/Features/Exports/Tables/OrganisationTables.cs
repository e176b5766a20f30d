using Dashboard.Core;
using Dashboard.Core.Adoption;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Figures;

namespace Dashboard.Web.Features.Exports.Tables;

/// <summary>What a round says about organisations: each by itself, their providers, their mail to each other and their explanations.</summary>
internal sealed class OrganisationTables(RoundReports reports, RoundTables tables)
{
    public ExportTable<RoundOrganisationItem> Organisations(RoundRow round, ExportWords words) =>
        new(
            "organisations",
            ["organisation"],
            [
                new("organisation", ExportType.Code, o => o.Organisation),
                new("organisationName", ExportType.Text, o => o.Name),
                new("layer", ExportType.Code, o => o.Layer),
                new("layerName", ExportType.Text, o => words.Layer(o.Layer)),
                new("protected", ExportType.Count, o => o.Protected),
                new("measured", ExportType.Count, o => o.Measured),
                new(
                    "protectedPercentage",
                    ExportType.Percentage,
                    o => new Share(o.Protected, o.Measured).Percentage,
                    ExportFormula.Percentage("{protected}", "{measured}")
                ),
                new("sending", ExportType.Code, o => Slug.Of(o.Sending)),
                new("sendingName", ExportType.Text, o => words.Word("sending", Slug.Of(o.Sending))),
                new("sendingTested", ExportType.Count, o => o.SendingTested),
                new("sendingDomains", ExportType.Count, o => o.SendingDomains),
                new("sendingTestedAt", ExportType.Moment, o => o.SendingTestedAt),
                new("sendingKind", ExportType.Code, o => o.SendingKind),
            ],
            cancellation => TableRows.Of(tables.OrganisationsAsync(round, cancellation))
        );

    public ExportTable<LayerProviderItem> Providers(RoundRow round, ExportWords words) =>
        new(
            "providers",
            ["layer", "provider"],
            [
                new("layer", ExportType.Code, p => p.Layer),
                new("layerName", ExportType.Text, p => words.Layer(p.Layer)),
                new("provider", ExportType.Text, p => p.Provider.Provider),
                new("domains", ExportType.Count, p => p.Provider.Domains),
                new("protected", ExportType.Count, p => p.Provider.Protected),
                new("wouldBecomeProtected", ExportType.Count, p => p.Provider.WouldBecomeProtected),
                new("ownZoneFirst", ExportType.Count, p => p.Provider.OwnZoneFirst),
                new("needsTwo", ExportType.Count, p => p.Provider.NeedsTwo),
            ],
            cancellation => TableRows.Of(tables.ProvidersAsync(round, cancellation))
        );

    internal sealed record FlowRow(string? Sender, string? Receiver, MailFlowItem Flow);

    public ExportTable<FlowRow> MailFlow(RoundRow round, ExportWords words) =>
        new(
            "mail-flow",
            ["sender", "receiver"],
            [
                new("sender", ExportType.Code, f => f.Sender),
                new("senderName", ExportType.Text, f => words.Layer(f.Sender)),
                new("receiver", ExportType.Code, f => f.Receiver),
                new("receiverName", ExportType.Text, f => words.Layer(f.Receiver)),
                new("pairsProtected", ExportType.Count, f => f.Flow.Protected),
                new("pairsPartly", ExportType.Count, f => f.Flow.Partly),
                new("pairsNot", ExportType.Count, f => f.Flow.Not),
                new("pairsUnknown", ExportType.Count, f => f.Flow.Unknown),
                new(
                    "pairs",
                    ExportType.Count,
                    f => f.Flow.Pairs,
                    ExportFormula.Sum("pairsProtected", "pairsPartly", "pairsNot", "pairsUnknown")
                ),
                new("testedPairs", ExportType.Count, f => f.Flow.TestedPairs),
                new("provenSum", ExportType.Sum, f => f.Flow.Exact.ProvenSum.Round(Decimals)),
                new("possibleSum", ExportType.Sum, f => f.Flow.Exact.PossibleSum.Round(Decimals)),
                new(
                    "proven",
                    ExportType.Percentage,
                    f => f.Flow.Proven,
                    ExportFormula.OfPairs("{provenSum}", "{pairs}")
                ),
                new(
                    "possible",
                    ExportType.Percentage,
                    f => f.Flow.Possible,
                    ExportFormula.OfPairs("{possibleSum}", "{pairs}")
                ),
                new(
                    "amongTested",
                    ExportType.Percentage,
                    f => f.Flow.AmongTested,
                    ExportFormula.OfPairs("{provenSum}", "{testedPairs}")
                ),
            ],
            cancellation => Flows(round, cancellation)
        );

    /// <summary>Of sums: with fewer a sheet could round a share otherwise than we do.</summary>
    private const int Decimals = 10;

    private async IAsyncEnumerable<FlowRow> Flows(
        RoundRow round,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var flow = await reports.MailFlowAsync(round, cancellation);
        yield return new(null, null, flow.All);
        foreach (var cell in flow.Cells)
        {
            yield return new(cell.Sender, cell.Receiver, cell.Flow);
        }
    }

    public ExportTable<RoundExplanationItem> Explanations(RoundRow round, ExportWords words) =>
        new(
            "explanations",
            ["explanation"],
            [
                new("explanation", ExportType.Count, e => e.Id),
                new("organisation", ExportType.Code, e => e.Organisation),
                new("organisationName", ExportType.Text, e => e.Name),
                new("standard", ExportType.Code, e => Slug.Of(e.Standard)),
                new("standardName", ExportType.Text, e => words.Standard(e.Standard)),
                new("domain", ExportType.Code, e => e.Domain),
                new("text", ExportType.Text, e => e.Text),
                new("role", ExportType.Text, e => e.Role),
                new("validFrom", ExportType.Day, e => e.ValidFrom),
                new("validUntil", ExportType.Day, e => e.ValidUntil),
            ],
            cancellation => TableRows.Of(tables.ExplanationsAsync(round, cancellation))
        );
}
