using Dashboard.Core.Organisations;
using Dashboard.Data.Organisations;
using Dashboard.Web.Features.Accounts;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>What is asked of an import.</summary>
/// <param name="ListName">The list that a list file is, or that a register's domains also become.</param>
/// <param name="Actor">The account, or <see cref="Audit.Command"/>.</param>
/// <param name="EndingConfirmed">Much is missing, and the analyst has confirmed that it is.</param>
internal sealed record ImportRequest(
    RegisterSource Source,
    string FileName,
    string? ListName,
    string Actor,
    bool EndingConfirmed = false
);

/// <summary>An import that cannot be: not because of the file, but of what is in the store.</summary>
internal sealed class ImportNotPossibleException(ImportObstacle obstacle) : Exception($"{obstacle}")
{
    public ImportObstacle Obstacle => obstacle;
}

internal enum ImportObstacle
{
    /// <summary>A list of that name is made by hand or by a filter.</summary>
    ListIsOfAnotherKind,

    /// <summary>It is applied, discarded, or was never there.</summary>
    NotStaged,

    /// <summary>Another import of the same source came between.</summary>
    Overtaken,

    ListNameMissing,

    /// <summary>The file is the last snapshot of its source already.</summary>
    AppliedBefore,

    /// <summary>What the file would change is no longer what was shown.</summary>
    DifferenceChanged,
}
