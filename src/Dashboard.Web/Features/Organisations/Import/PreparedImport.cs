using Dashboard.Core.Organisations;
using Dashboard.Data.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>A file that has been read whole and is compared with nothing yet.</summary>
internal sealed record PreparedImport(
    RegisterSource Source,
    string? ListName,
    string FileName,
    string FileHash,
    long FileLength,
    RegisterContents Contents
)
{
    /// <summary>Its row, staged at that time.</summary>
    public RegisterImport ToRow(
        ImportRequest request,
        int? listId,
        RegisterDifference? difference,
        DateTimeOffset at
    ) =>
        new()
        {
            Source = Source,
            ListId = listId,
            ListName = ListName,
            FileName = FileName,
            FileHash = FileHash,
            FileLength = FileLength,
            MadeAt = Contents.MadeAt?.ToUniversalTime(),
            State = RegisterImportState.Staged,
            StagedAt = at,
            StagedBy = request.Actor,
            Organisations = difference?.OrganisationCounts ?? new(0, 0, 0, 0, 0, 0),
            Domains = difference?.DomainCounts ?? new(0, 0, 0, 0, 0, 0),
            Hosts = Contents.Hosts.Count,
            CountsMissing = difference?.CountsMissing ?? false,
        };
}
