using CsCheck;
using Dashboard.Core.Inbound;
using Dashboard.Core.Notices;

namespace Dashboard.Core.Tests.Notices;

public sealed class VerdictWatchTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan ConfirmAfter = TimeSpan.FromMinutes(30);

    private static readonly WatchedVerdict Good = new(
        DomainStatus.Protected,
        ConnectionType.EncryptedAndVerified
    );
    private static readonly WatchedVerdict Bad = new(DomainStatus.Failed, null);
    private static readonly WatchedVerdict None = new(DomainStatus.None, ConnectionType.Encrypted);

    private sealed record Row
    {
        public required string Name { get; init; }

        /// <summary>Minutes after noon, and what was seen then.</summary>
        public required (int At, WatchedVerdict Seen)[] Tests { get; init; }

        /// <summary>Of each change: what it is from, to, and since which minute.</summary>
        public required (
            WatchedVerdict Before,
            WatchedVerdict After,
            int Since
        )[] Changes { get; init; }
    }

    private static readonly Row[] Table =
    [
        new()
        {
            Name = "the first verdict is no change",
            Tests = [(0, Bad)],
            Changes = [],
        },
        new()
        {
            Name = "one test is not enough",
            Tests = [(0, Good), (10, Bad)],
            Changes = [],
        },
        new()
        {
            Name = "a second test that comes too soon is not enough",
            Tests = [(0, Good), (10, Bad), (39, Bad)],
            Changes = [],
        },
        new()
        {
            Name = "two tests that agree are a change",
            Tests = [(0, Good), (10, Bad), (40, Bad)],
            Changes = [(Good, Bad, 10)],
        },
        new()
        {
            Name = "two that come too soon and a third",
            Tests = [(0, Good), (10, Bad), (20, Bad), (40, Bad)],
            Changes = [(Good, Bad, 10)],
        },
        new()
        {
            Name = "what goes back is no change",
            Tests = [(0, Good), (10, Bad), (20, Good), (50, Bad)],
            Changes = [],
        },
        new()
        {
            Name = "two tests that differ from each other are no change",
            Tests = [(0, Good), (10, Bad), (50, None)],
            Changes = [],
        },
        new()
        {
            Name = "a change is told once, and the way back is another",
            Tests = [(0, Good), (10, Bad), (40, Bad), (50, Bad), (60, Good), (90, Good)],
            Changes = [(Good, Bad, 10), (Bad, Good, 60)],
        },
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Change_is_told_when_two_tests_agree(string name)
    {
        var row = Table.Single(row => row.Name == name);
        Changes(row.Tests)
            .ShouldBe(
                row.Changes.Select(change => new VerdictChange(
                    change.Before,
                    change.After,
                    Noon.AddMinutes(change.Since)
                ))
            );
    }

    /// <summary>Each change begins where the one before ended, and both its tests were there.</summary>
    [Fact]
    public void Changes_follow_each_other_whatever_is_seen() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[0, 2].Select(i => new[] { Good, Bad, None }[i]))
            .Array[1, 40]
            .Sample(steps =>
            {
                var at = 0;
                var tests = steps
                    .Select(step => (At: at += step.Item1, Seen: step.Item2))
                    .ToArray();
                var changes = Changes(tests);
                var before = tests[0].Seen;
                foreach (var change in changes)
                {
                    change.Before.ShouldBe(before);
                    change.After.ShouldNotBe(before);
                    tests.ShouldContain(((int)(change.Since - Noon).TotalMinutes, change.After));
                    before = change.After;
                }
            });

    private static List<VerdictChange> Changes((int At, WatchedVerdict Seen)[] tests)
    {
        var watch = VerdictWatch.Empty;
        var changes = new List<VerdictChange>();
        foreach (var (at, seen) in tests)
        {
            (watch, var change) = watch.After(seen, Noon.AddMinutes(at), ConfirmAfter);
            if (change is not null)
            {
                changes.Add(change);
            }
        }
        return changes;
    }
}
