namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>How much of a file is read, so that a hostile one takes no more memory or time than a large honest one.</summary>
internal sealed record ImportLimits
{
    public static ImportLimits Default { get; } = new();

    /// <summary>Octets of a register; the real one has 38 million.</summary>
    public long RegisterLength { get; init; } = 200_000_000;

    /// <summary>Octets of a list, packed and unpacked.</summary>
    public long ListLength { get; init; } = 50_000_000;

    /// <summary>Rows of a list.</summary>
    public int ListRecords { get; init; } = 200_000;

    /// <summary>Organisations, domains, hosts and notes of a register together.</summary>
    public int RegisterRecords { get; init; } = 500_000;

    /// <summary>Of elements within each other.</summary>
    public int Depth { get; init; } = 64;

    /// <summary>Characters of one text, tag or cell.</summary>
    public int TextLength { get; init; } = 1_000_000;

    /// <summary>Different names of elements and attributes, which the parser keeps.</summary>
    public int Names { get; init; } = 10_000;

    /// <summary>Names or types of one organisation.</summary>
    public int ValuesOfOrganisation { get; init; } = 200;

    /// <summary>Columns of a sheet.</summary>
    public int Columns { get; init; } = 256;

    /// <summary>Files within a sheet's package.</summary>
    public int PackageParts { get; init; } = 5_000;
}
