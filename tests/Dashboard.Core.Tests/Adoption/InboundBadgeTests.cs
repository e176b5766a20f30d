using Dashboard.Core.Adoption;
using Dashboard.Core.Inbound;

namespace Dashboard.Core.Tests.Adoption;

public sealed class InboundBadgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private static readonly CountedOutcome Passed = CountedOutcome.Passed;
    private static readonly CountedOutcome Failed = CountedOutcome.Failed;
    private static readonly CountedOutcome NoMail = CountedOutcome.Excluded(ExclusionReason.NoMail);
    private static readonly CountedOutcome Silent = CountedOutcome.Excluded(
        ExclusionReason.Unreachable
    );

    public sealed record Case
    {
        public required string Name { get; init; }

        /// <summary>Of each domain: days ago, and what it counted as.</summary>
        public required IReadOnlyList<
            IReadOnlyList<(double DaysAgo, CountedOutcome Dane)>
        > Domains { get; init; }

        public required BadgeState State { get; init; }

        public double? Measured { get; init; }

        public double? Since { get; init; }

        public override string ToString() => Name;
    }

    private static readonly Case[] Cases =
    [
        new()
        {
            Name = "no domain",
            Domains = [],
            State = BadgeState.None,
        },
        new()
        {
            Name = "a domain that was never measured",
            Domains =
            [
                [(1, Passed)],
                [],
            ],
            State = BadgeState.None,
        },
        new()
        {
            Name = "one passes, one falls short",
            Domains =
            [
                [(1, Passed)],
                [(1, Failed)],
            ],
            State = BadgeState.None,
        },
        new()
        {
            Name = "passed before, falls short now",
            Domains =
            [
                [(3, Passed), (1, Failed)],
            ],
            State = BadgeState.None,
        },
        new()
        {
            Name = "all pass: measured is the oldest newest, since the latest first",
            Domains =
            [
                [(20, Passed), (10, Passed), (2, Passed)],
                [(9, Passed), (5, Passed)],
            ],
            State = BadgeState.Protected,
            Measured = 5,
            Since = 9,
        },
        new()
        {
            Name = "the same in another order",
            Domains =
            [
                [(9, Passed), (5, Passed)],
                [(20, Passed), (10, Passed), (2, Passed)],
            ],
            State = BadgeState.Protected,
            Measured = 5,
            Since = 9,
        },
        new()
        {
            Name = "measured fourteen days ago",
            Domains =
            [
                [(14, Passed)],
            ],
            State = BadgeState.Protected,
            Measured = 14,
            Since = 14,
        },
        new()
        {
            Name = "fourteen days between two measurements are no gap",
            Domains =
            [
                [(28, Passed), (14, Passed), (0, Passed)],
            ],
            State = BadgeState.Protected,
            Measured = 0,
            Since = 28,
        },
        new()
        {
            Name = "more than fourteen days are a gap",
            Domains =
            [
                [(28.1, Passed), (14, Passed), (0, Passed)],
            ],
            State = BadgeState.Protected,
            Measured = 0,
            Since = 14,
        },
        new()
        {
            Name = "a failure breaks the series",
            Domains =
            [
                [(9, Passed), (6, Failed), (3, Passed)],
            ],
            State = BadgeState.Protected,
            Measured = 3,
            Since = 3,
        },
        new()
        {
            Name = "a measurement that could not be made is none",
            Domains =
            [
                [(6, Passed), (3, Silent), (1, Silent)],
            ],
            State = BadgeState.Protected,
            Measured = 6,
            Since = 6,
        },
        new()
        {
            Name = "measured too long ago",
            Domains =
            [
                [(14.1, Passed)],
            ],
            State = BadgeState.NotLately,
            Measured = 14.1,
            Since = 14.1,
        },
        new()
        {
            Name = "a domain without mail is no mail domain",
            Domains =
            [
                [(2, Passed)],
                [(30, Failed), (1, NoMail)],
            ],
            State = BadgeState.Protected,
            Measured = 2,
            Since = 2,
        },
        new()
        {
            Name = "nothing but domains without mail",
            Domains =
            [
                [(1, NoMail)],
            ],
            State = BadgeState.None,
        },
    ];

    public static TheoryData<Case> All => [.. Cases];

    [Theory]
    [MemberData(nameof(All))]
    public void Badge_is_given_only_where_every_mail_domain_passed_when_last_measured(Case one)
    {
        ArgumentNullException.ThrowIfNull(one);
        var badge = InboundBadge.Of(
            one.Domains.Select(domain =>
                domain.Select(s => new DomainSighting(Ago(s.DaysAgo), s.Dane)).ToList()
            ),
            Now
        );

        badge.ShouldBe(
            new(
                one.State,
                one.Measured is { } measured ? Ago(measured) : null,
                one.Since is { } since ? Ago(since) : null
            )
        );
    }

    private static DateTimeOffset Ago(double days) => Now - TimeSpan.FromDays(days);
}
