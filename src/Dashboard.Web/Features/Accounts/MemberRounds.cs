namespace Dashboard.Web.Features.Accounts;

/// <summary>A round of which a member may see the part of its organisation before publication.</summary>
internal sealed record MemberRound(int Id, string Name);

/// <summary>Where one's own account finds the rounds of a member; rounds answer it.</summary>
internal interface IMemberRounds
{
    /// <param name="organisation">The number of the member's organisation.</param>
    /// <returns>Those that are not published and in or behind their correction period, the newest first.</returns>
    Task<IReadOnlyList<MemberRound>> OwnRoundsAsync(
        int organisation,
        CancellationToken cancellation
    );
}
