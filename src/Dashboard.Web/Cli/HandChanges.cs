using Dashboard.Core;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Features.Organisations;

namespace Dashboard.Web.Cli;

/// <summary>Makes what <c>register</c> is asked to change by hand, by the services of the desk page.</summary>
internal static class HandChanges
{
    public static Task<CorrectionRefusal?> MakeAsync(
        IServiceProvider services,
        HandChange change,
        CancellationToken cancellation
    )
    {
        var author = new ChangeAuthor(Audit.Command, change.Reason);
        var words = change.Words;
        return change.Verb switch
        {
            HandChange.Link => services
                .GetRequiredService<OrganisationLinks>()
                .LinkAsync(
                    [.. words.SkipLast(1)],
                    words[^1],
                    change.From!.Value,
                    author,
                    cancellation
                ),
            HandChange.Unlink => services
                .GetRequiredService<OrganisationLinks>()
                .UnlinkAsync(words[0], author, cancellation),
            HandChange.Correct when change.Withdraw => services
                .GetRequiredService<OrganisationCorrections>()
                .WithdrawAsync(words[0], change.Field, author, cancellation),
            HandChange.Correct => services
                .GetRequiredService<OrganisationCorrections>()
                .CorrectAsync(
                    words[0],
                    change.Field,
                    change.None ? null : words[2],
                    author,
                    cancellation
                ),
            HandChange.Domain when change.Withdraw => services
                .GetRequiredService<DomainCorrections>()
                .WithdrawAsync(words[0], words[1], author, cancellation),
            HandChange.Domain => services
                .GetRequiredService<DomainCorrections>()
                .SetAsync(
                    words[0],
                    words[1],
                    new(change.From, change.Until, change.Open),
                    author,
                    cancellation
                ),
            HandChange.Move => services
                .GetRequiredService<DomainCorrections>()
                .MoveAsync(
                    words[0],
                    words[1],
                    [.. words.Skip(2)],
                    change.From!.Value,
                    author,
                    cancellation
                ),
            _ => services
                .GetRequiredService<OrganisationJoining>()
                .JoinAsync(words[0], words[1], author, cancellation),
        };
    }

    /// <summary>What <c>--json</c> prints: what was asked; an array where several organisations got the same successor.</summary>
    public static object Printed(HandChange change)
    {
        var words = change.Words;
        return change.Verb switch
        {
            HandChange.Link when words.Count == 2 => Linked(words[0]),
            HandChange.Link => words.SkipLast(1).Select(Linked).ToArray(),
            HandChange.Unlink => new OrganisationUnlinked(words[0], change.Reason),
            HandChange.Correct => new OrganisationCorrected(
                words[0],
                Slug.Of(change.Field),
                words.ElementAtOrDefault(2),
                change.Withdraw,
                change.Reason
            ),
            HandChange.Domain => new OrganisationDomainSet(
                words[0],
                words[1],
                change.From,
                change.Until,
                change.Open,
                change.Withdraw,
                change.Reason
            ),
            HandChange.Move => new OrganisationDomainsMoved(
                words[0],
                words[1],
                change.From,
                [.. words.Skip(2)],
                change.Reason
            ),
            _ => new OrganisationJoined(words[0], words[1], change.Reason),
        };

        OrganisationLinked Linked(string old) => new(old, words[^1], change.From);
    }
}
