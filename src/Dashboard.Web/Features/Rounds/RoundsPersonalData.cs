using Dashboard.Data;
using Dashboard.Data.Rounds;
using Dashboard.Web.Features.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Features.Rounds;

/// <summary>Comments, explanations, and what people call rounds. None asks for a name; an address in them can be cut out.</summary>
internal sealed class RoundsPersonalData(IOptions<PersonalDataOptions> options) : IPersonalData
{
    private readonly IReadOnlyList<FreeTexts> texts =
    [
        new("comment"),
        new("explanation"),
        new("round-text"),
    ];

    public IReadOnlyList<string> Fields => ["comment", "explanation", "round-text"];

    public Task<IReadOnlyCollection<string>> NamesAsync(
        DashboardDb db,
        CancellationToken cancellation
    ) => texts.NamesAsync(db, cancellation);

    public Task ExportAsync(
        DashboardDb db,
        Person person,
        PersonalExport export,
        CancellationToken cancellation
    ) => texts.ExportAsync(db, person, export, cancellation);

    public async Task EraseAsync(
        DashboardDb db,
        Person person,
        ErasureReport report,
        CancellationToken cancellation
    )
    {
        await texts.EraseAsync(db, person, report, cancellation);
        if (Fields.Any(report.Done.ContainsKey))
        {
            // A report that is kept as PDF may have the text; it is made anew.
            await db.Set<RoundReportFileRow>().ExecuteDeleteAsync(cancellation);
        }
    }

    /// <summary>That there was a comment stays, with what was decided; its words go.</summary>
    public async Task ExpireAsync(
        DashboardDb db,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var before = now - options.Value.KeepCommentsFor;
        await db.Set<RoundCommentRow>()
            .Where(c =>
                c.Text != FreeTexts.Mark
                && db.Set<RoundRow>()
                    .Any(r =>
                        r.Id == c.RoundId
                        && (
                            r.State == RoundState.Published && r.PublishedAt < before
                            || r.State == RoundState.Closed && r.ClosedAt < before
                            || r.State == RoundState.Cancelled && r.CancelledAt < before
                        )
                    )
            )
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(c => c.Text, FreeTexts.Mark)
                        .SetProperty(
                            c => c.DecisionText,
                            c => c.DecisionText == null ? null : FreeTexts.Mark
                        ),
                cancellation
            );
    }
}
