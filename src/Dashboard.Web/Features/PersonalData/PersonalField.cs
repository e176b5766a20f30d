namespace Dashboard.Web.Features.PersonalData;

/// <summary>What data of people are kept for. Each has a basis of its own, which the operator states.</summary>
internal enum PersonalPurpose
{
    Accounts,
    Notices,
    Tests,
    Organisations,

    /// <summary>The rights of people themselves: that an erasure is not undone.</summary>
    Rights,
}

/// <summary>The basis of a purpose, by article 6(1) of the GDPR.</summary>
public enum LegalBasis
{
    /// <summary>Point a.</summary>
    Consent,

    /// <summary>Point b.</summary>
    Contract,

    /// <summary>Point c.</summary>
    LegalObligation,

    /// <summary>Point d.</summary>
    VitalInterests,

    /// <summary>Point e.</summary>
    PublicTask,

    /// <summary>Point f.</summary>
    LegitimateInterests,
}

/// <summary>Who sees something.</summary>
internal enum PersonalAudience
{
    Everybody,

    /// <summary>Who has the link of the test, or the link that its owner gave on.</summary>
    LinkHolders,

    /// <summary>The holder of the address, by the link in the mail.</summary>
    Holder,

    /// <summary>The person with the account, and administrators.</summary>
    AccountAndAdministrators,
    Administrators,

    /// <summary>Analysts, and the organisation that it is of.</summary>
    AnalystsAndOrganisation,
    Analysts,

    /// <summary>The operator, on the machine: no page shows it.</summary>
    Operator,
}

/// <summary>What <c>people erase</c> does.</summary>
internal enum PersonalErasure
{
    Erased,

    /// <summary>Names are replaced by a pseudonym that leads to nobody.</summary>
    Pseudonym,

    /// <summary>An e-mail address in the text is replaced by "…"; names of accounts are not looked for in texts.</summary>
    CutOut,

    /// <summary>It stays, and the command says why.</summary>
    Stays,

    /// <summary>It is in no database, and ends by itself.</summary>
    NotStored,
}

/// <summary>A kind of data about people: where it is, what for, how long, and who sees it.</summary>
/// <param name="Key">The key of its texts, and its name in what the commands print.</param>
/// <param name="Columns">In the database, as <c>table.column</c>; none for what is kept elsewhere.</param>
internal sealed record PersonalField(
    string Key,
    PersonalPurpose Purpose,
    PersonalAudience Seen,
    PersonalErasure Erasure,
    IReadOnlyList<string> Columns
)
{
    /// <summary>The setting that says for how long; null where the text of <see cref="Key"/> gives the rule.</summary>
    public string? Setting { get; init; }

    /// <summary>The recurring job that removes it; null where it is kept for as long as what it belongs to.</summary>
    public string? Job { get; init; }
}
