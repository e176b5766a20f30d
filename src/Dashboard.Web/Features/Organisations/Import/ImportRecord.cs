using System.IO.Compression;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Organisations;
using Dashboard.Data;
using Dashboard.Data.Organisations;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>What is kept of an import: its contents while it waits, its problems, and each change.</summary>
internal static class ImportRecord
{
    private const NpgsqlDbType Text = NpgsqlDbType.Text;

    public static byte[] Pack(RegisterContents contents)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(zip, contents, EvidenceJson.Options);
        }
        return packed.ToArray();
    }

    public static RegisterContents Unpack(byte[] packed)
    {
        using var zip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<RegisterContents>(zip, EvidenceJson.Options)
            ?? throw new JsonException("The stored import is null.");
    }

    /// <summary>Problems and changes, in the place of those that were there.</summary>
    public static async Task WriteAsync(
        DashboardDb db,
        int importId,
        RegisterContents contents,
        RegisterDifference difference,
        IEnumerable<RegisterProblem> warnings,
        CancellationToken cancellation
    )
    {
        await db
            .RegisterImportProblems.Where(problem => problem.ImportId == importId)
            .ExecuteDeleteAsync(cancellation);
        await db
            .RegisterImportChanges.Where(change => change.ImportId == importId)
            .ExecuteDeleteAsync(cancellation);
        await db.CopyAsync(
            "register_import_problems",
            [
                ("import_id", NpgsqlDbType.Integer),
                ("position", NpgsqlDbType.Integer),
                ("refused", NpgsqlDbType.Boolean),
                ("line", NpgsqlDbType.Integer),
                ("reason", Text),
                ("text", Text),
            ],
            contents
                .Refused.Select(problem => (Problem: problem, Refused: true))
                .Concat(warnings.Select(problem => (Problem: problem, Refused: false)))
                .Index(),
            row =>
                [
                    importId,
                    row.Index,
                    row.Item.Refused,
                    row.Item.Problem.Line,
                    Slug.Of(row.Item.Problem.Reason),
                    row.Item.Problem.Text,
                ],
            cancellation
        );
        await db.CopyAsync(
            "register_import_changes",
            [
                ("import_id", NpgsqlDbType.Integer),
                ("position", NpgsqlDbType.Integer),
                ("is_domain", NpgsqlDbType.Boolean),
                ("change", Text),
                ("subject", NpgsqlDbType.Text),
                ("name", Text),
                ("before", Text),
                ("after", Text),
            ],
            Changes(difference).Index(),
            row =>
                [
                    importId,
                    row.Index,
                    row.Item.IsDomain,
                    Slug.Of(row.Item.Change),
                    row.Item.Subject,
                    row.Item.Name,
                    row.Item.Before,
                    row.Item.After,
                ],
            cancellation
        );
    }

    private static IEnumerable<(
        bool IsDomain,
        RegisterChange Change,
        string Subject,
        string Name,
        string? Before,
        string? After
    )> Changes(RegisterDifference difference)
    {
        foreach (
            var change in difference.Organisations.Where(one =>
                one.Change != RegisterChange.Unchanged
            )
        )
        {
            yield return (
                false,
                change.Change,
                change.Key,
                change.Name,
                change.Former is { } former
                    ? Line(former.Name, former.ParentKey, former.EndsOn)
                    : null,
                change.Staged is { } staged
                    ? Line(staged.Name, staged.ParentKey, staged.EndsOn)
                    : null
            );
        }
        foreach (
            var change in difference.Domains.Where(one => one.Change != RegisterChange.Unchanged)
        )
        {
            yield return (
                true,
                change.Change,
                change.Name.Value,
                change.Name.ToUnicode(),
                Joined(
                    change
                        .Links.Where(link => link.Former is not null)
                        .Select(link =>
                            Span(link.OrganisationKey, link.Former!.From, link.Former.Until)
                        )
                ),
                Joined(
                    change
                        .Links.Where(link => link.Staged is not null || link.EndsOn is not null)
                        .Select(link =>
                            link.Staged is { } staged
                                ? Span(
                                    link.OrganisationKey,
                                    staged.Domain.From,
                                    staged.Domain.Until
                                )
                                : Span(link.OrganisationKey, link.Former!.From, link.EndsOn)
                        )
                )
            );
        }
    }

    private static string? Joined(IEnumerable<string> parts) =>
        string.Join("; ", parts) is { Length: > 0 } text ? text : null;

    private static string Line(string name, string? parent, DateOnly? end) =>
        name
        + (parent is null ? string.Empty : $" ⊂ {parent}")
        + (end is null ? string.Empty : $" ‑ {end:O}");

    private static string Span(string key, DateOnly? from, DateOnly? until) =>
        $"{key} [{from:O}, {until:O})";
}
