namespace Dashboard.Web.Features.RoundStore;

/// <summary>What notes of a round are about.</summary>
internal static class RoundNotes
{
    public const string ConfirmNow = "confirm-now";
    public const string ClosedEarly = "closed-early";
    public const string LabSending = "lab-sending";
    public const string Erratum = "erratum";
}
