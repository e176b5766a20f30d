using Dashboard.Data.Rounds;

namespace Dashboard.Web.Features.Rounds.Desk;

/// <summary>What an analyst can do to a round.</summary>
internal enum RoundAct
{
    Pause,
    Resume,

    /// <summary>Re-test drops without waiting.</summary>
    ConfirmNow,
    Close,
    Publish,
    Cancel,
}

internal static class RoundStates
{
    /// <summary>In which a round has no figures yet, and may still get them.</summary>
    public static readonly RoundState[] Unfinished =
    [
        RoundState.Resolving,
        RoundState.Probing,
        RoundState.Judging,
        RoundState.Confirming,
        RoundState.Paused,
    ];

    public static bool IsMeasuring(RoundState state) =>
        state
            is RoundState.Resolving
                or RoundState.Probing
                or RoundState.Judging
                or RoundState.Confirming;

    /// <summary>Its figures are written.</summary>
    public static bool HasFigures(RoundState state) =>
        state is RoundState.Correction or RoundState.Closed or RoundState.Published;

    public static IEnumerable<RoundAct> ActsOn(RoundRow round, bool administrator)
    {
        ArgumentNullException.ThrowIfNull(round);
        if (IsMeasuring(round.State))
        {
            yield return RoundAct.Pause;
        }
        if (round.State == RoundState.Paused)
        {
            yield return RoundAct.Resume;
        }
        if (round.State == RoundState.Confirming && administrator)
        {
            yield return RoundAct.ConfirmNow;
        }
        if (round.State == RoundState.Correction)
        {
            yield return RoundAct.Close;
        }
        if (round is { State: RoundState.Closed, Kind: RoundKind.Measurement })
        {
            yield return RoundAct.Publish;
        }
        if (round.State is not (RoundState.Published or RoundState.Cancelled))
        {
            yield return RoundAct.Cancel;
        }
    }

    /// <summary>What cannot be taken back is asked twice.</summary>
    public static bool NeedsConfirmation(RoundAct act) =>
        act is not (RoundAct.Pause or RoundAct.Resume);
}
