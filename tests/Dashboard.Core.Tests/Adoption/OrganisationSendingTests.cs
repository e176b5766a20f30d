using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Judgement.SenderVerdictKind;

namespace Dashboard.Core.Tests.Adoption;

public sealed class OrganisationSendingTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DomainName Main = DomainName.Parse("gemeente.example");
    private static readonly DomainName Other = DomainName.Parse("shop.example");
    private static readonly DomainName[] Domains = [Main, Other];

    public sealed record OutboundCase
    {
        public required string Says { get; init; }

        internal IReadOnlyList<OutboundResult> Results { get; init; } = [];

        internal bool MainChosen { get; init; } = true;

        public required SendingState State { get; init; }

        public required int Tested { get; init; }

        public override string ToString() => Says;
    }

    private static OutboundResult Of(
        DomainName domain,
        int daysAgo,
        params SenderVerdictKind[] senders
    ) => new(domain, Start.AddDays(-daysAgo), senders, "full", ProbeFindings.None);

    private static readonly ProbeFindings Servfail = new(
        [OutboundProbeId.Control, OutboundProbeId.TlsaServfail],
        [OutboundProbeId.TlsaServfail]
    );

    public static TheoryData<OutboundCase> Cases =>
        [
            new OutboundCase
            {
                Says = "never tested",
                State = SendingState.Unknown,
                Tested = 0,
            },
            new OutboundCase
            {
                Says = "main domain enforces",
                Results = [Of(Main, 10, EnforcesDane)],
                State = SendingState.Enforces,
                Tested = 1,
            },
            new OutboundCase
            {
                Says = "only another domain was tested",
                Results = [Of(Other, 10, EnforcesDane)],
                State = SendingState.Unknown,
                Tested = 1,
            },
            new OutboundCase
            {
                Says = "nobody chose the main domain",
                Results = [Of(Main, 10, EnforcesDane)],
                MainChosen = false,
                State = SendingState.Unknown,
                Tested = 1,
            },
            new OutboundCase
            {
                Says = "one domain does not, though the main one does",
                Results = [Of(Main, 10, EnforcesDane), Of(Other, 10, Opportunistic)],
                State = SendingState.DoesNot,
                Tested = 2,
            },
            new OutboundCase
            {
                Says = "partly is not",
                Results = [Of(Main, 10, Partly)],
                State = SendingState.DoesNot,
                Tested = 1,
            },
            new OutboundCase
            {
                Says = "mixed with a sender that does not",
                Results = [Of(Main, 10, EnforcesDane, Unencrypted)],
                State = SendingState.DoesNot,
                Tested = 1,
            },
            new OutboundCase
            {
                Says = "an inconclusive sender beside one that does not",
                Results = [Of(Main, 10, Inconclusive, Partly)],
                State = SendingState.DoesNot,
                Tested = 1,
            },
            new OutboundCase
            {
                Says = "an inconclusive sender beside one that enforces: not conclusive",
                Results = [Of(Main, 10, Inconclusive, EnforcesDane)],
                State = SendingState.Unknown,
                Tested = 0,
            },
            new OutboundCase
            {
                Says = "the newest counts",
                Results = [Of(Main, 90, Opportunistic), Of(Main, 10, EnforcesDane)],
                State = SendingState.Enforces,
                Tested = 1,
            },
            new OutboundCase
            {
                Says = "a fault that no later test looked at stands",
                Results =
                [
                    Of(Main, 90, Partly) with
                    {
                        Findings = Servfail,
                    },
                    Of(Main, 10, EnforcesDane) with
                    {
                        Findings = new([OutboundProbeId.Control], []),
                    },
                ],
                State = SendingState.DoesNot,
                Tested = 1,
            },
            new OutboundCase
            {
                Says = "a fault that a later test looked at is gone",
                Results =
                [
                    Of(Main, 90, Partly) with
                    {
                        Findings = Servfail,
                    },
                    Of(Main, 10, EnforcesDane) with
                    {
                        Findings = Servfail with { Wrong = [] },
                    },
                ],
                State = SendingState.Enforces,
                Tested = 1,
            },
            new OutboundCase
            {
                Says = "the fault of a test of over twelve months ago does not count",
                Results =
                [
                    Of(Main, 400, Partly) with
                    {
                        Findings = Servfail,
                    },
                    Of(Main, 10, EnforcesDane),
                ],
                State = SendingState.Enforces,
                Tested = 1,
            },
            new OutboundCase
            {
                Says = "the newest conclusive one counts",
                Results = [Of(Main, 90, Opportunistic), Of(Main, 10, Inconclusive)],
                State = SendingState.DoesNot,
                Tested = 1,
            },
            new OutboundCase
            {
                Says = "of over twelve months",
                Results = [Of(Main, 366, EnforcesDane)],
                State = SendingState.Unknown,
                Tested = 0,
            },
            new OutboundCase
            {
                Says = "of twelve months to the day",
                Results = [Of(Main, 365, EnforcesDane)],
                State = SendingState.Enforces,
                Tested = 1,
            },
            new OutboundCase
            {
                Says = "at the round's start",
                Results = [Of(Main, 0, EnforcesDane)],
                State = SendingState.Enforces,
                Tested = 1,
            },
            new OutboundCase
            {
                Says = "two at one moment: the weaker counts",
                Results = [Of(Main, 10, EnforcesDane), Of(Main, 10, Opportunistic)],
                State = SendingState.DoesNot,
                Tested = 1,
            },
            new OutboundCase
            {
                Says = "no sender at all",
                Results = [Of(Main, 10)],
                State = SendingState.Unknown,
                Tested = 0,
            },
            new OutboundCase
            {
                Says = "after the round's start",
                Results = [Of(Main, -1, EnforcesDane)],
                State = SendingState.Unknown,
                Tested = 0,
            },
            new OutboundCase
            {
                Says = "of another organisation's domain",
                Results = [Of(DomainName.Parse("elsewhere.example"), 10, Opportunistic)],
                State = SendingState.Unknown,
                Tested = 0,
            },
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void State_is_that_of_the_rules(OutboundCase expected)
    {
        ArgumentNullException.ThrowIfNull(expected);

        var sending = OrganisationSending.Of(
            expected.MainChosen ? Main : null,
            Domains,
            expected.Results,
            Start
        );

        (sending.State, sending.Tested, sending.Domains).ShouldBe(
            (expected.State, expected.Tested, 2)
        );
        (sending.TestedAt is null).ShouldBe(expected.Tested == 0);
    }

    [Fact]
    public void Test_that_is_shown_is_the_newest_of_all_domains()
    {
        var sending = OrganisationSending.Of(
            Main,
            Domains,
            [Of(Main, 20, EnforcesDane) with { Kind = "quick" }, Of(Other, 10, EnforcesDane)],
            Start
        );

        (sending.TestedAt, sending.Kind).ShouldBe(((DateTimeOffset?)Start.AddDays(-10), "full"));
    }

    private static readonly DomainName Strange = DomainName.Parse("elsewhere.example");

    [Fact]
    public void Main_domain_is_the_chosen_one_while_it_is_a_mail_domain() =>
        OrganisationSending.MainDomainOf(Other, Domains).ShouldBe(Other);

    [Fact]
    public void Main_domain_is_none_where_several_are_not_chosen_from() =>
        OrganisationSending.MainDomainOf(null, Domains).ShouldBeNull();

    [Fact]
    public void Main_domain_is_none_where_the_chosen_one_has_gone_and_several_are_left() =>
        OrganisationSending.MainDomainOf(Strange, Domains).ShouldBeNull();

    [Fact]
    public void Main_domain_is_the_only_one_where_nobody_chose_or_the_chosen_one_has_gone()
    {
        OrganisationSending.MainDomainOf(null, [Main]).ShouldBe(Main);
        OrganisationSending.MainDomainOf(Strange, [Main, Main]).ShouldBe(Main);
    }

    [Fact]
    public void Main_domain_is_none_without_mail_domains()
    {
        OrganisationSending.MainDomainOf(null, []).ShouldBeNull();
        OrganisationSending.MainDomainOf(Main, []).ShouldBeNull();
    }
}
