namespace Dashboard.Web.Cli;

/// <summary>What <c>register link</c> prints, for each organisation that got the successor.</summary>
internal sealed record OrganisationLinked(string Old, string New, DateOnly? From);

/// <summary>What <c>register unlink</c> prints.</summary>
internal sealed record OrganisationUnlinked(string Organisation, string? Reason);

/// <summary>What <c>register correct</c> prints.</summary>
/// <param name="Value">Null where the field is empty, or goes back to what the sources say.</param>
internal sealed record OrganisationCorrected(
    string Organisation,
    string Field,
    string? Value,
    bool Withdraw,
    string? Reason
);

/// <summary>What <c>register domain</c> prints.</summary>
internal sealed record OrganisationDomainSet(
    string Organisation,
    string Domain,
    DateOnly? From,
    DateOnly? Until,
    bool Open,
    bool Withdraw,
    string? Reason
);

/// <summary>What <c>register move</c> prints.</summary>
internal sealed record OrganisationDomainsMoved(
    string Organisation,
    string To,
    DateOnly? From,
    IReadOnlyList<string> Domains,
    string? Reason
);

/// <summary>What <c>register join</c> prints.</summary>
internal sealed record OrganisationJoined(string Organisation, string To, string? Reason);
