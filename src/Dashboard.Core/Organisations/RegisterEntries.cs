using Dashboard.Core.Dns;

namespace Dashboard.Core.Organisations;

/// <summary>Where organisations and their domains come from. Stored: names are never changed.</summary>
public enum RegisterSource
{
    /// <summary>Register van Overheidsorganisaties: organisations, their tree and their addresses.</summary>
    Roo,

    /// <summary>Register Internetdomeinen Overheid: domains of organisations.</summary>
    Rio,

    /// <summary>A list that somebody made: CSV, XLSX or ODS.</summary>
    List,

    /// <summary>Typed by an analyst.</summary>
    Manual,
}

/// <summary>What an organisation is to the register. Stored: names are never changed.</summary>
public enum OrganisationKind
{
    Organisation,

    /// <summary>A part without standing of its own; it counts at an ancestor.</summary>
    Part,

    /// <summary>A <c>gemeenschappelijke regeling</c>: an arrangement in which several organisations do something together.</summary>
    JointArrangement,
}

/// <summary>How a register names another organisation; at least one of them is there.</summary>
/// <param name="SystemId">The register's own number.</param>
/// <param name="Tooi">The URI in the government's name space, <c>https://identifier.overheid.nl/tooi/id/…</c>.</param>
public sealed record OrganisationReference(string? SystemId, string? Tooi);

/// <summary>One organisation as a file names it.</summary>
public sealed record RegisterOrganisation
{
    /// <summary>
    /// What makes it the same organisation in the next file of this source: the register's number; in a list the TOOI, the OIN,
    /// or the name as it is written.
    /// </summary>
    public required string Key { get; init; }

    public string? SystemId { get; init; }

    public string? Tooi { get; init; }

    /// <summary>Twenty digits, zeros in front kept.</summary>
    public string? Oin { get; init; }

    public required string Name { get; init; }

    public IReadOnlyList<string> Abbreviations { get; init; } = [];

    /// <summary>In the register's words and order.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    public OrganisationKind Kind { get; init; }

    /// <summary>Of the organisation that it is a part of, in the same file.</summary>
    public string? ParentKey { get; init; }

    /// <summary>What the register itself says; an ancestor's holds where it says nothing.</summary>
    public OrganisationReference? Ministry { get; init; }

    /// <summary>A TOOI.</summary>
    public string? Province { get; init; }

    /// <summary>A joint arrangement's organisation, or the other way round.</summary>
    public string? RelatedKey { get; init; }

    /// <summary>The layer that a list names; registers name types.</summary>
    public string? Layer { get; init; }

    /// <summary>The first day on which it is no more; may lie in the future.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>Where its record begins: the physical line of a text, the row of a sheet.</summary>
    public required int Line { get; init; }
}

/// <summary>A mail domain of an organisation, all entries about it taken together.</summary>
public sealed record RegisterDomain
{
    public required string OrganisationKey { get; init; }

    public required DomainName Name { get; init; }

    /// <summary>The first day on which it is the organisation's.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The first day on which it is not any more.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The register's numbers of the entries.</summary>
    public IReadOnlyList<string> RegisterIds { get; init; } = [];

    /// <summary>In the register's words.</summary>
    public string? Purpose { get; init; }

    /// <summary>As written; kept only where it is a registered organisation's name.</summary>
    public string? Holder { get; init; }

    public required int Line { get; init; }

    public bool IsValidOn(DateOnly day) =>
        (From is null || From <= day) && (Until is null || day < Until);
}

/// <summary>A host or address that is shown with an organisation and never measured.</summary>
public sealed record RegisterHost
{
    public required string OrganisationKey { get; init; }

    public required DomainName Name { get; init; }

    /// <summary>By the public suffix list; null where the host is a public suffix.</summary>
    public DomainName? RegistrableDomain { get; init; }

    public string? Label { get; init; }

    public DateOnly? Until { get; init; }

    public required int Line { get; init; }
}

/// <summary>
/// What a refused row of a list names, as far as it can be read: the file does name it, so it has not vanished. Where the domain cannot be
/// read it may be any of the organisation's; where the organisation cannot be read it may be any that has the domain.
/// </summary>
/// <param name="NoDomain">There is no domain to read: the row names the organisation and none of its domains.</param>
public sealed record RefusedRow(
    RegisterOrganisation? Organisation,
    DomainName? Domain,
    bool NoDomain = false
);

/// <summary>A row, field or file that was not taken as it is, and why: no row is dropped in silence.</summary>
/// <param name="Line">The physical line or the row where the record begins; 0 for the whole file.</param>
/// <param name="Text">What was found there, cut where it is long.</param>
/// <param name="Key">The register's number of the entry, so that a refused entry is not taken for one that vanished.</param>
public sealed record RegisterProblem(
    int Line,
    RegisterReason Reason,
    string Text,
    string? Key = null
)
{
    public const int LongestText = 200;

    public static string Shown(string? text) =>
        text is null ? string.Empty
        : text.Length <= LongestText ? text
        : string.Concat(
            text.AsSpan(
                0,
                char.IsHighSurrogate(text[LongestText - 2]) ? LongestText - 2 : LongestText - 1
            ),
            "…"
        );
}
