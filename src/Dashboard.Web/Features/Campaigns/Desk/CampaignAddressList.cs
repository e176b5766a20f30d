using System.Text;
using Dashboard.Core.Campaigns;
using Dashboard.Core.Organisations;
using Dashboard.Data.Campaigns;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>Why a line of addresses is not taken, or what is to be known of one that is.</summary>
internal enum AddressLineOutcome
{
    /// <summary>It is taken.</summary>
    Added,

    /// <summary>The organisation has it in this campaign already.</summary>
    Known,

    /// <summary>An earlier line says the same.</summary>
    Twice,

    /// <summary>Its holder wants no mail: it is counted, and nothing is sent to it.</summary>
    OptedOut,

    /// <summary>Earlier mail to it came back: it is counted, and nothing is sent to it.</summary>
    Stopped,

    /// <summary>It looks like the mailbox of a person, and nobody has confirmed that it is right.</summary>
    Personal,

    OrganisationMissing,

    /// <summary>No organisation of the campaign is called so.</summary>
    NoSuchOrganisation,

    /// <summary>Several are called so.</summary>
    SeveralOrganisations,
    NoAddress,

    /// <summary>The source is missing.</summary>
    NoSource,

    /// <summary>The language is another than <c>nl</c> and <c>en</c>.</summary>
    Language,

    /// <summary>Its quotes do not match.</summary>
    Broken,
}

/// <summary>A line of addresses as it was read.</summary>
/// <param name="Number">Of the physical line where it starts, from 1.</param>
/// <param name="Wrong">Null where it can be taken as far as the line alone tells.</param>
internal sealed record AddressLine(
    int Number,
    string Organisation,
    string Address,
    string Source,
    string? Language,
    AddressLineOutcome? Wrong
);

/// <summary>
/// Reads addresses that an analyst typed or sent: CSV (RFC 4180) with semicolons, commas or tabs; columns organisation, address, source and
/// language, by their heads in any order, or in this order without heads.
/// </summary>
internal static class CampaignAddressList
{
    /// <summary>Characters; some two thousand addresses.</summary>
    public const int LongestText = 100_000;

    private const int LongestCell = 1000;

    private static readonly string[][] Heads =
    [
        ["organisatie", "organisation", "organization", "tooi", "oin", "systeemid"],
        ["adres", "address", "e-mail", "email", "e-mailadres", "mailadres"],
        ["bron", "source", "herkomst"],
        ["taal", "language"],
    ];

    /// <param name="source">Where the addresses come from that have no source of their own.</param>
    /// <exception cref="RefusedFileException">It is no text, or a cell is longer than any should be.</exception>
    public static IReadOnlyList<AddressLine> Read(string text, string? source)
    {
        using var stream = new MemoryStream(
            Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")),
            writable: false
        );
        var lines = new List<AddressLine>();
        int[]? columns = null;
        foreach (
            var row in CsvRows.Read(
                stream,
                Encoding.UTF8,
                ImportLimits.Default with
                {
                    TextLength = LongestCell,
                    Columns = 20,
                }
            )
        )
        {
            var cells = row.Cells.Select(cell => Core.PrintableText.Of(cell.Text.Trim())).ToList();
            if (columns is null)
            {
                columns = Columns(cells);
                if (columns is not null)
                {
                    continue;
                }
                columns = [0, 1, 2, 3];
            }
            if (cells.Exists(cell => cell.Length > 0))
            {
                lines.Add(Line(row, cells, columns, source?.Trim() ?? string.Empty));
            }
        }
        return lines;
    }

    private static AddressLine Line(
        ListRow row,
        List<string> cells,
        int[] columns,
        string defaultSource
    )
    {
        var organisation = Cell(0);
        var typed = Cell(1);
        var own = Cell(2);
        var source = own.Length > 0 ? own : defaultSource;
        var language = Cell(3).ToLowerInvariant();
        var isAddress = MailAddressInput.TryRead(typed, out var address);
        return new(
            row.Line,
            organisation,
            address ?? typed,
            source.Length > CampaignMapping.LongestSource
                ? source[..CampaignMapping.LongestSource]
                : source,
            language.Length == 0 ? null : language,
            row.Broken ? AddressLineOutcome.Broken
                : organisation.Length == 0 ? AddressLineOutcome.OrganisationMissing
                : !isAddress ? AddressLineOutcome.NoAddress
                : source.Length == 0 ? AddressLineOutcome.NoSource
                : language is not ("" or "nl" or "en") ? AddressLineOutcome.Language
                : null
        );

        string Cell(int which) =>
            columns[which] >= 0 && columns[which] < cells.Count
                ? cells[columns[which]]
                : string.Empty;
    }

    /// <summary>Where each column is, −1 where it is not; null where the row is no row of heads.</summary>
    private static int[]? Columns(List<string> cells)
    {
        var found = Array.ConvertAll(
            Heads,
            names => cells.FindIndex(cell => names.Contains(cell, StringComparer.OrdinalIgnoreCase))
        );
        return found[0] >= 0 && found[1] >= 0 ? found : null;
    }
}
