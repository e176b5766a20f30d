using System.Globalization;

namespace Dashboard.Core.Organisations;

/// <summary>A cell of a list.</summary>
/// <param name="Text">As it is shown; of a number its digits.</param>
/// <param name="Day">Where the cell is a date, or a number that would be one.</param>
/// <param name="Link">What its hyperlink leads to.</param>
/// <param name="LostFormula">It is a formula, and the file does not hold its outcome.</param>
public readonly record struct ListCell(
    string Text,
    DateOnly? Day = null,
    string? Link = null,
    bool LostFormula = false
)
{
    public static ListCell Empty { get; } = new(string.Empty);

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && Day is null && !LostFormula;
}

/// <summary>A row of a list.</summary>
/// <param name="Line">The physical line where it begins in a text, its number in a sheet.</param>
/// <param name="Broken">Its quotes do not match, so that where its cells end is not sure.</param>
public sealed record ListRow(int Line, IReadOnlyList<ListCell> Cells, bool Broken = false);

/// <summary>
/// Makes organisations and domains of the rows of a list. Columns are found by their heads, in any order, in Dutch or English;
/// others are left alone.
/// </summary>
public sealed class ListMapping
{
    /// <summary>Between names in a row whose cells are not sure.</summary>
    private static readonly char[] Separators = [',', ';', '\t', '\r', '\n', ' ', '"'];

    private readonly LayerTable layers;
    private readonly RegisterContents contents = new();
    private readonly Dictionary<string, RegisterOrganisation> organisations = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<(string, string), int> domains = [];
    private ListColumns? columns;

    public ListMapping(LayerTable layers) => this.layers = layers;

    public RegisterContents Contents => contents;

    /// <summary>How much of the file has been taken up; the reader of the file limits it.</summary>
    public int Records { get; private set; }

    /// <exception cref="FormatException">The first row with text has no column for the domain.</exception>
    public void Add(ListRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Cells.All(cell => cell.IsEmpty))
        {
            if (columns is not null && row.Cells.Count > 0)
            {
                contents.Warnings.Add(new(row.Line, RegisterReason.EmptyRow, string.Empty));
                Records++;
            }
            return;
        }
        if (columns is null)
        {
            columns = ListColumns.Of(row);
            return;
        }
        Records++;
        if (row.Broken)
        {
            Refuse(row, RegisterReason.NotWellFormed, columns.Domain.Of(row).Text);
            Keep(null, row.Cells.SelectMany(cell => cell.Text.Split(Separators)));
            return;
        }
        Read(row, columns);
    }

    private void Read(ListRow row, ListColumns columns)
    {
        foreach (var cell in columns.All.Select(column => column.Of(row)))
        {
            if (cell.LostFormula)
            {
                contents.Warnings.Add(new(row.Line, RegisterReason.NoFormulaValue, cell.Text));
            }
        }
        var domain = columns.Domain.Of(row);
        if (OrganisationOf(row, columns) is not { } organisation)
        {
            Refuse(row, RegisterReason.NoOrganisation, domain.Text);
            Keep(null, domain);
            return;
        }
        if (
            Day(columns.From.Of(row)) is not { } from
            || Day(columns.Until.Of(row)) is not { } until
        )
        {
            Refuse(
                row,
                RegisterReason.Date,
                $"{columns.From.Of(row).Text} {columns.Until.Of(row).Text}".Trim()
            );
            Keep(organisation, domain);
            return;
        }
        if (until.Value <= from.Value)
        {
            Refuse(row, RegisterReason.Date, $"{from.Value:O} – {until.Value:O}");
            Keep(organisation, domain);
            return;
        }
        var names = Names(row, domain, organisation);
        if (names.Count == 0)
        {
            return;
        }
        Take(organisation);
        foreach (var name in names)
        {
            Take(
                new RegisterDomain
                {
                    OrganisationKey = organisation.Key,
                    Name = name,
                    From = from.Value,
                    Until = until.Value,
                    Purpose = Written(columns.Purpose.Of(row)),
                    Line = row.Line,
                }
            );
        }
    }

    /// <summary>The names of the cell that can be read, each once; the others are refused.</summary>
    private List<Dns.DomainName> Names(
        ListRow row,
        ListCell cell,
        RegisterOrganisation organisation
    )
    {
        var names = new List<Dns.DomainName>();
        var pieces = Pieces(cell);
        if (pieces.Length == 0)
        {
            Refuse(row, RegisterReason.Empty, string.Empty);
            Keep(organisation, cell);
        }
        foreach (var piece in pieces)
        {
            if (!RegisterName.TryReadDomain(piece, out var name, out var reason))
            {
                Refuse(row, reason, piece);
                Keep(organisation, [piece]);
            }
            else if (!names.Contains(name))
            {
                names.Add(name);
            }
        }
        if (
            pieces is [var only]
            && cell.Link is { } link
            && !link.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
            && RegisterName.TryReadHost(only, out var shown, out _)
            && RegisterName.TryReadHost(link, out var target, out _)
            && shown != target
        )
        {
            contents.Warnings.Add(
                new(row.Line, RegisterReason.LinkDiffers, RegisterProblem.Shown(link))
            );
        }
        return names;
    }

    private static string[] Pieces(ListCell cell) =>
        cell.Text.Split(
            ',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );

    /// <summary>Notes what a refused row names: with no domain in its cell the organisation alone.</summary>
    private void Keep(RegisterOrganisation? organisation, ListCell domain)
    {
        var pieces = Pieces(domain);
        Keep(organisation, pieces);
        if (pieces.Length == 0 && organisation is not null)
        {
            contents.RefusedRows.Add(new(organisation, null, NoDomain: !domain.LostFormula));
        }
    }

    /// <summary>Of a wildcard the name that it is under.</summary>
    private void Keep(RegisterOrganisation? organisation, IEnumerable<string> pieces)
    {
        foreach (var piece in pieces)
        {
            var text = piece.StartsWith("*.", StringComparison.Ordinal) ? piece[2..] : piece;
            Dns.DomainName? name = RegisterName.TryReadDomain(text, out var read, out _)
                ? read
                : null;
            if (organisation is not null || name is not null)
            {
                contents.RefusedRows.Add(new(organisation, name));
            }
        }
    }

    private RegisterOrganisation? OrganisationOf(ListRow row, ListColumns columns)
    {
        var name = Written(columns.Organisation.Of(row));
        var tooi = Written(columns.Tooi.Of(row));
        var systemId = Written(columns.SystemId.Of(row));
        var oin =
            Written(columns.Oin.Of(row)) is { Length: 20 } digits && digits.All(char.IsAsciiDigit)
                ? digits
                : null;
        if (name is null && tooi is null && systemId is null && oin is null)
        {
            return null;
        }
        if (
            oin is null
            && tooi is null
            && systemId is null
            && (
                Written(columns.Oin.Of(row))?.Any(char.IsAsciiDigit) == true
                || columns.Keys.Any(column => column.Of(row).LostFormula)
            )
        )
        {
            // It has a key that cannot be read; by its name it would be another organisation.
            return null;
        }
        var layerText = Written(columns.Layer.Of(row));
        var layer = layerText is null ? null : layers.LayerNamed(layerText);
        if (layerText is not null && layer is null)
        {
            contents.Warnings.Add(
                new(row.Line, RegisterReason.UnknownType, RegisterProblem.Shown(layerText))
            );
        }
        return new()
        {
            Key =
                tooi
                ?? (
                    systemId is not null ? $"id:{systemId}"
                    : oin is not null ? $"oin:{oin}"
                    : $"name:{name}"
                ),
            SystemId = systemId,
            Tooi = tooi,
            Oin = oin,
            Name = name ?? tooi ?? systemId ?? oin!,
            Layer = layer,
            Line = row.Line,
        };
    }

    private void Take(RegisterOrganisation organisation)
    {
        if (organisations.TryAdd(organisation.Key, organisation))
        {
            contents.Organisations.Add(organisation);
        }
    }

    private void Take(RegisterDomain domain)
    {
        var key = (domain.OrganisationKey, domain.Name.Value);
        if (domains.TryAdd(key, contents.Domains.Count))
        {
            contents.Domains.Add(domain);
            return;
        }
        var at = domains[key];
        contents.Domains[at] = DomainMerge.Of(contents.Domains[at], domain);
        contents.Warnings.Add(new(domain.Line, RegisterReason.Repeated, domain.Name.Value));
    }

    private void Refuse(ListRow row, RegisterReason reason, string text) =>
        contents.Refused.Add(new(row.Line, reason, RegisterProblem.Shown(text)));

    private static string? Written(ListCell cell) =>
        string.IsNullOrWhiteSpace(cell.Text) ? null : cell.Text.Trim();

    /// <summary>Null where the cell holds no day; a day that is null where the cell is empty.</summary>
    private static ReadDay? Day(ListCell cell) =>
        cell.LostFormula ? null
        : cell.Day is { } day ? new(day)
        : RegisterDate.TryRead(cell.Text, out var read) ? new(read)
        : null;

    private sealed record ReadDay(DateOnly? Value);
}

/// <summary>Where each field of a list is.</summary>
internal sealed record ListColumns
{
    public required Column Organisation { get; init; }

    public required Column Tooi { get; init; }

    public required Column SystemId { get; init; }

    public required Column Oin { get; init; }

    public required Column Layer { get; init; }

    public required Column Domain { get; init; }

    public required Column From { get; init; }

    public required Column Until { get; init; }

    public required Column Purpose { get; init; }

    /// <summary>What an organisation is known by, better than by its name.</summary>
    public IEnumerable<Column> Keys => [Tooi, SystemId, Oin];

    public IEnumerable<Column> All =>
        [Organisation, Tooi, SystemId, Oin, Layer, Domain, From, Until, Purpose];

    public static ListColumns Of(ListRow head)
    {
        var heads = head.Cells.Select(cell => Plain(cell.Text)).ToList();
        Column Find(params string[] names) => new(heads.FindIndex(names.Contains));
        var domain = Find(
            "domein",
            "domeinnaam",
            "domeinen",
            "maildomein",
            "domain",
            "domainname",
            "domains"
        );
        return domain.Index < 0
            ? throw new FormatException("No column for the domain.")
            : new()
            {
                Organisation = Find(
                    "organisatie",
                    "organisatienaam",
                    "naam",
                    "organisation",
                    "organization",
                    "name"
                ),
                Tooi = Find("tooi", "tooiuri", "resourceidentifiertooi"),
                SystemId = Find("systeemid", "systemid"),
                Oin = Find("oin"),
                Layer = Find("laag", "bestuurslaag", "overheidslaag", "layer"),
                Domain = domain,
                From = Find("geldigvanaf", "vanaf", "validfrom", "from"),
                Until = Find("geldigtot", "tot", "validuntil", "validto", "until"),
                Purpose = Find("doel", "gebruiksdoel", "purpose"),
            };
    }

    private static string Plain(string text) =>
        string.Concat(text.Where(char.IsLetter)).ToLower(CultureInfo.InvariantCulture);

    internal readonly record struct Column(int Index)
    {
        public ListCell Of(ListRow row) =>
            Index >= 0 && Index < row.Cells.Count ? row.Cells[Index] : ListCell.Empty;
    }
}
