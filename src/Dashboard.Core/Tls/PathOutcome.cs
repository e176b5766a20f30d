namespace Dashboard.Core.Tls;

/// <param name="Path">Null where none was found.</param>
/// <param name="Problem">Null where the path holds.</param>
internal sealed record PathOutcome(CertificatePath? Path, PathProblem? Problem);
