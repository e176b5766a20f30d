using Dashboard.Core.Adoption;
using Dashboard.Data.Rounds;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>A round as <c>round summary</c> and the API give it.</summary>
internal sealed record RoundSummaryItem(
    int Id,
    string Name,
    RoundState State,
    DateOnly MeasuredOn,
    string ListHash,
    short Edition,
    Share OrganisationsProtected,
    IReadOnlyList<AgreementItem> Agreements,
    RoundMethod Method,
    IReadOnlyList<RoundNote> Notes
)
{
    public static async Task<RoundSummaryItem> ReadAsync(
        RoundReports reports,
        RoundRow round,
        CancellationToken cancellation
    ) =>
        new(
            round.Id,
            round.Name,
            round.State,
            round.MeasuredOn,
            round.ListHash,
            round.Edition,
            await reports.OrganisationsProtectedAsync(round, cancellation),
            await reports.AgreementsAsync(round, cancellation),
            round.Method,
            round.Notes
        );
}
