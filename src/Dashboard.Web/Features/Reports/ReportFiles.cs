using System.Security.Cryptography;
using Dashboard.Data;
using Dashboard.Data.Rounds;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Features.Reports;

/// <param name="Sha256">Lower-case hexadecimal.</param>
internal sealed record ReportFile(string Sha256, byte[] Content);

/// <summary>
/// The PDF of a round. Of a published one it is made once for each edition and language and kept in the database; of another it is made each
/// time.
/// </summary>
internal sealed class ReportFiles(
    IDbContextFactory<DashboardDb> database,
    RoundReportReader reader,
    ReportHtml html,
    ReportPdf pdf,
    TimeProvider clock
)
{
    /// <summary>Null where none was made of that edition.</summary>
    public async Task<ReportFile?> FindAsync(
        int round,
        short edition,
        string language,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Set<RoundReportFileRow>()
            .Where(f => f.RoundId == round && f.Edition == edition && f.Language == language)
            .Select(f => new ReportFile(f.Sha256, f.Content))
            .SingleOrDefaultAsync(cancellation);
    }

    /// <summary>The editions of which there is a file, newest first.</summary>
    public async Task<IReadOnlyList<short>> EditionsAsync(
        int round,
        string language,
        CancellationToken cancellation
    )
    {
        await using var db = await database.CreateDbContextAsync(cancellation);
        return await db.Set<RoundReportFileRow>()
            .Where(f => f.RoundId == round && f.Language == language)
            .OrderByDescending(f => f.Edition)
            .Select(f => f.Edition)
            .ToListAsync(cancellation);
    }

    /// <summary>The one that is kept, or a new one.</summary>
    /// <exception cref="ReportPdfException">There is no PDF.</exception>
    public async Task<ReportFile> EnsureAsync(
        RoundRow round,
        string language,
        CancellationToken cancellation
    )
    {
        var isKept = round.State == RoundState.Published;
        if (isKept && await FindAsync(round.Id, round.Edition, language, cancellation) is { } kept)
        {
            return kept;
        }
        var report = await reader.ReadAsync(round, withDomains: true, cancellation);
        var content = await pdf.MakeAsync(await html.WriteAsync(report, language), cancellation);
        var made = new ReportFile(Convert.ToHexStringLower(SHA256.HashData(content)), content);
        return isKept ? await KeepAsync(round, language, made, cancellation) : made;
    }

    /// <summary>The first request decides: everybody gets the same file.</summary>
    private async Task<ReportFile> KeepAsync(
        RoundRow round,
        string language,
        ReportFile made,
        CancellationToken cancellation
    )
    {
        await using (var db = await database.CreateDbContextAsync(cancellation))
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO round_report_files (round_id, edition, language, sha256, made_at, content)
                SELECT id, edition, {language}, {made.Sha256}, {clock.GetUtcNow()}, {made.Content}
                FROM rounds WHERE id = {round.Id} AND edition = {round.Edition} AND state = 'published'
                ON CONFLICT DO NOTHING
                """,
                cancellation
            );
        }
        return await FindAsync(round.Id, round.Edition, language, cancellation) ?? made;
    }
}
