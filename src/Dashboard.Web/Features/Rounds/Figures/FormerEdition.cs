using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Rounds.Work;
using Dashboard.Web.Features.RoundStore;

namespace Dashboard.Web.Features.Rounds.Figures;

/// <summary>A round as it was before an erratum: results and figures of every edition are kept.</summary>
internal static class FormerEdition
{
    /// <param name="round">A copy that nothing keeps; it is changed.</param>
    /// <param name="edition">From 1 to the one that the round has.</param>
    public static RoundRow Of(RoundRow round, short edition)
    {
        var errata = 0;
        round.Notes =
        [
            .. round.Notes.Where(note => note.Slug != RoundNotes.Erratum || ++errata < edition),
        ];
        round.Edition = edition;
        return round;
    }
}
