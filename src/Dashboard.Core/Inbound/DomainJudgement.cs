namespace Dashboard.Core.Inbound;

/// <summary>Judges a receiving test: evidence in, verdict out, nothing else.</summary>
public static class DomainJudgement
{
    /// <summary>Raised whenever the same evidence would give another verdict.</summary>
    public const string MethodVersion = "receiving-1";

    public static DomainVerdict Judge(InboundObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        throw new NotImplementedException();
    }
}
