using Dashboard.Data.Rounds;
using Dashboard.Web.Features.Accounts;

namespace Dashboard.Web.Features.Rounds.Start;

/// <summary>What is asked for.</summary>
/// <param name="List">Null for every mail domain of the registers.</param>
/// <param name="Actor">Who, for the audit log.</param>
internal sealed record RoundRequest(
    string Name,
    string? List = null,
    string Profile = RoundProfiles.Round,
    RoundKind Kind = RoundKind.Measurement,
    string Actor = Audit.Command
);

/// <summary>A round that started.</summary>
internal sealed record RoundStarted(int Id, int Domains, string ListHash);

internal enum RoundRefusal
{
    NameMissing,
    NoSuchProfile,
    NoSuchList,
    ListIsEmpty,
}
