namespace Dashboard.Data;

/// <summary>Why a test has no verdict. Public slugs: never renamed.</summary>
public static class InboundTestFailure
{
    /// <summary>Started several times, never finished.</summary>
    public const string GaveUp = "gave-up";

    /// <summary>No worker took it in time.</summary>
    public const string NotTakenInTime = "not-taken-in-time";

    /// <summary>A fault in this program, which is in its log.</summary>
    public const string InternalFault = "internal-fault";
}
