using Dashboard.Core.Inbound;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Outbound.Result;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>Senders are shown by the rule of receiving: more protection never looks worse.</summary>
public sealed class SenderStatesTests
{
    [Theory]
    [InlineData(SenderVerdictKind.EnforcesDane, 3, 3, ShownState.Verified)]
    [InlineData(SenderVerdictKind.EnforcesDane, 3, 2, ShownState.VerifiedNow)]
    [InlineData(SenderVerdictKind.EnforcesDane, 3, null, ShownState.VerifiedNow)]
    [InlineData(SenderVerdictKind.Partly, 3, 1, ShownState.VerifiedNow)]
    [InlineData(SenderVerdictKind.Partly, 2, 1, ShownState.Encrypted)]
    [InlineData(SenderVerdictKind.Partly, 1, 1, ShownState.Unencrypted)]
    [InlineData(SenderVerdictKind.Partly, null, null, ShownState.Encrypted)]
    [InlineData(SenderVerdictKind.Opportunistic, 2, 1, ShownState.Encrypted)]
    [InlineData(SenderVerdictKind.Opportunistic, 1, 1, ShownState.Unencrypted)]
    [InlineData(SenderVerdictKind.Opportunistic, null, null, ShownState.Encrypted)]
    [InlineData(SenderVerdictKind.Unencrypted, 1, 1, ShownState.Unencrypted)]
    [InlineData(SenderVerdictKind.Unencrypted, null, null, ShownState.Unencrypted)]
    [InlineData(SenderVerdictKind.Inconclusive, 3, 3, ShownState.NotMeasured)]
    [InlineData(SenderVerdictKind.Inconclusive, null, null, ShownState.NotMeasured)]
    public void State_follows_from_verdict_and_connection_types(
        SenderVerdictKind verdict,
        int? normal,
        int? forced,
        ShownState expected
    ) =>
        SenderStates
            .Of(verdict, (ConnectionType?)normal, (ConnectionType?)forced)
            .ShouldBe(expected);

    /// <summary>A sender that verifies more, or encrypts more, has no lower badge; and the full shield is for one verdict alone.</summary>
    [Fact]
    public void More_protection_never_has_a_lower_badge()
    {
        SenderVerdictKind[] upwards =
        [
            SenderVerdictKind.Unencrypted,
            SenderVerdictKind.Opportunistic,
            SenderVerdictKind.Partly,
            SenderVerdictKind.EnforcesDane,
        ];
        ConnectionType?[] types = [.. Enum.GetValues<ConnectionType>()];
        foreach (var forced in types)
        {
            foreach (var normal in types)
            {
                foreach (var (less, more) in upwards.Zip(upwards.Skip(1)))
                {
                    Rank(more, normal, forced)
                        .ShouldBeGreaterThanOrEqualTo(Rank(less, normal, forced), $"{more}");
                }
            }
            foreach (var verdict in upwards)
            {
                foreach (var (less, more) in types.Zip(types.Skip(1)))
                {
                    Rank(verdict, more, forced)
                        .ShouldBeGreaterThanOrEqualTo(Rank(verdict, less, forced), $"{verdict}");
                    Rank(verdict, forced, more)
                        .ShouldBeGreaterThanOrEqualTo(Rank(verdict, forced, less), $"{verdict}");
                }
                types
                    .Any(normal => SenderStates.Of(verdict, normal, forced) == ShownState.Verified)
                    .ShouldBe(
                        verdict == SenderVerdictKind.EnforcesDane
                            && forced == ConnectionType.EncryptedAndVerified
                    );
            }
        }

        static int Rank(
            SenderVerdictKind verdict,
            ConnectionType? normal,
            ConnectionType? forced
        ) => ShownStates.Rank(SenderStates.Of(verdict, normal, forced))!.Value;
    }

    [Theory]
    [InlineData(SenderVerdictKind.Opportunistic, 2, 1, null)]
    [InlineData(SenderVerdictKind.Partly, 3, 1, "why.forced")]
    [InlineData(SenderVerdictKind.Partly, 3, 2, "why.forced")]
    [InlineData(SenderVerdictKind.Partly, 3, null, null)]
    [InlineData(SenderVerdictKind.Opportunistic, 1, 1, null)]
    [InlineData(SenderVerdictKind.Unencrypted, null, null, null)]
    [InlineData(SenderVerdictKind.EnforcesDane, 3, 3, null)]
    [InlineData(SenderVerdictKind.EnforcesDane, 3, 2, "why.forced")]
    [InlineData(SenderVerdictKind.Inconclusive, null, null, "why.open")]
    public void Outlined_shield_says_that_an_attacker_gets_around_it(
        SenderVerdictKind kind,
        int? normal,
        int? forced,
        string? key
    )
    {
        var verdict = Verdict(kind);
        var sender = verdict.Senders[0] with
        {
            ConnectionType = (ConnectionType?)normal,
            AttackerConnectionType = (ConnectionType?)forced,
        };

        SenderStates.WhyKey(sender, closed: false).ShouldBe(key);
        SenderStates.WhyKey(verdict with { Senders = [sender] }).ShouldBe(key);
    }

    [Fact]
    public void Test_is_shown_as_the_worst_sender_of_which_something_is_known() =>
        SenderStates
            .Of(
                Verdict(
                    SenderVerdictKind.EnforcesDane,
                    SenderVerdictKind.Inconclusive,
                    SenderVerdictKind.Unencrypted
                )
            )
            .ShouldBe(ShownState.Unencrypted);

    [Theory]
    [InlineData(SenderVerdictKind.Inconclusive, true, false, "verdict.leaning")]
    [InlineData(SenderVerdictKind.Inconclusive, true, true, "verdict.inconclusive")]
    [InlineData(SenderVerdictKind.Inconclusive, false, false, "verdict.inconclusive")]
    [InlineData(SenderVerdictKind.EnforcesDane, false, false, "verdict.enforces-dane")]
    public void Sender_among_others_that_does_well_so_far_is_not_called_unseen(
        SenderVerdictKind kind,
        bool leans,
        bool closed,
        string key
    ) =>
        SenderStates
            .WordKey(
                Verdict(kind).Senders[0] with
                {
                    Leaning = leans ? SenderVerdictKind.EnforcesDane : null,
                },
                closed
            )
            .ShouldBe(key);

    [Fact]
    public void Test_without_a_verdict_is_not_measured()
    {
        SenderStates.Of(Verdict()).ShouldBe(ShownState.NotMeasured);
        SenderStates.Of(Verdict(SenderVerdictKind.Inconclusive)).ShouldBe(ShownState.NotMeasured);
    }

    private static OutboundVerdict Verdict(params SenderVerdictKind[] senders) =>
        new()
        {
            MethodVersion = "1",
            Closed = false,
            Senders =
            [
                .. senders.Select(kind => new SenderVerdict { Verdict = kind, Probes = [] }),
            ],
            Verdict = SenderVerdictKind.Inconclusive,
            Probes = [],
        };
}
