namespace Dashboard.Web.Features.RoundStore;

/// <summary>What notes of a round are about.</summary>
internal static class RoundNotes
{
    public const string ConfirmNow = "confirm-now";
    public const string ClosedEarly = "closed-early";
    public const string LabSending = "lab-sending";

    /// <summary>Some of it was judged by a newer method than it was started with.</summary>
    public const string MethodChanged = "method-changed";
    public const string Erratum = "erratum";
}
