using Dashboard.Core.Organisations;

namespace Dashboard.Web.Features.Organisations.Import;

/// <summary>A file that has been read whole and is compared with nothing yet.</summary>
internal sealed record PreparedImport(
    RegisterSource Source,
    string? ListName,
    string FileName,
    string FileHash,
    long FileLength,
    RegisterContents Contents
);
