using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>
/// What the store does with a session, by the same rules that attribute it later. Of a session that can belong to no open test
/// nothing is kept.
/// </summary>
public static class SessionKeeping
{
    /// <param name="session">As it is now.</param>
    /// <param name="kept">What is stored of it; null where nothing is.</param>
    /// <param name="open">The tests that are open now.</param>
    /// <param name="asked">Questions about names of these tests, as far as they are known by now.</param>
    /// <param name="known">The tests to which its source has sent a message.</param>
    public static SessionDecision Decide(
        SmtpSessionEvidence session,
        KeptSession? kept,
        IReadOnlyList<OutboundTest> open,
        IReadOnlyList<DnsQueryEvidence> asked,
        IReadOnlySet<Guid> known
    )
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(known);
        if (kept is { IsShared: false } && !open.Any(test => kept.Tests.Contains(test.Id)))
        {
            // Closed in the meantime: what was kept of it stays as it was.
            return SessionDecision.Ignored;
        }
        var live = SessionTies.Live(session, open);
        var names = SessionNames.Of(session, live);
        var named = names
            .Transactions.Select(one => one.Test.Id)
            .Concat((names.ServerName ?? []).Select(host => host.Test.Id))
            .ToHashSet();
        if (named.Count > 0)
        {
            return SessionDecision.Keep([.. named], [.. named]);
        }
        var nothing = kept is null ? SessionDecision.Ignored : SessionDecision.Removed;
        if (names.ServerName is not null || names.IsForOthers)
        {
            return nothing;
        }
        var here = SessionTies.At(session, live);
        var own = here.FirstOrDefault(candidate => !candidate.Test.SharesAddresses);
        if (own is not null)
        {
            return SessionDecision.Keep([own.Test.Id], [own.Test.Id]);
        }
        if (here.Count == 0)
        {
            return kept is { IsShared: true } ? SessionDecision.Ignored : nothing;
        }
        var tests = here.Select(candidate => candidate.Test.Id).ToHashSet();
        return SessionDecision.Keep(
            [],
            [
                .. tests
                    .Where(known.Contains)
                    .Concat(EvidenceAttribution.AskedFor(session, here, open, asked))
                    .Distinct(),
            ]
        );
    }
}

/// <summary>What is stored of a session.</summary>
/// <param name="Tests">The tests that it names, or whose own address it came to.</param>
public sealed record KeptSession(IReadOnlyList<Guid> Tests)
{
    /// <summary>It came to an address that all tests share and named none of them.</summary>
    public bool IsShared => Tests.Count == 0;
}

/// <summary>What to do with a session in the store.</summary>
/// <param name="Tests">The tests that it names, or whose own address it came to; none where it came to an address that all share.</param>
/// <param name="Tied">The tests that something ties it to. One that nothing ties is the first to make room.</param>
public sealed record SessionDecision(
    SessionAction Action,
    IReadOnlyList<Guid> Tests,
    IReadOnlyList<Guid> Tied
)
{
    public static SessionDecision Ignored { get; } = new(SessionAction.Ignore, [], []);

    public static SessionDecision Removed { get; } = new(SessionAction.Remove, [], []);

    public static SessionDecision Keep(IReadOnlyList<Guid> tests, IReadOnlyList<Guid> tied) =>
        new(SessionAction.Keep, tests, tied);
}

public enum SessionAction
{
    /// <summary>The store stays as it is.</summary>
    Ignore,

    Keep,

    /// <summary>It was kept, and turned out to be nobody's.</summary>
    Remove,
}
