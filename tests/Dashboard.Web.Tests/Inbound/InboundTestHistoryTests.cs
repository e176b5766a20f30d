using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Web.Components.States;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Inbound;

public sealed class InboundTestHistoryTests(PostgresFixture postgres)
{
    private static readonly DomainName Domain = DomainName.Parse("a.example");

    [Fact]
    public async Task History_says_of_each_test_what_changed_since_the_one_before()
    {
        await using var app = await WithTestsAsync(
            (Samples.Observation("old"), Samples.Verdict(tlsa: "aa")),
            (Samples.Observation("new"), Samples.Verdict(DomainStatus.Failed, "bb"))
        );

        var history = await app
            .Services.GetRequiredService<InboundTests>()
            .HistoryAsync(Domain, TestContext.Current.CancellationToken);

        history.Select(test => test.Status).ShouldBe([DomainStatus.Failed, DomainStatus.Protected]);
        history[0].FinishedAt.ShouldBe(Samples.Noon.AddHours(1));
        history[0].AttackerConnectionType.ShouldBe(ConnectionType.EncryptedAndVerified);
        history[0]
            .Changes.Select(change => change.Kind)
            .ShouldBe([
                InboundTestChangeKind.Status,
                InboundTestChangeKind.Tlsa,
                InboundTestChangeKind.Certificate,
            ]);
        history[1].Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Facts_out_of_the_database_are_those_of_the_documents_and_small()
    {
        var observation = Samples.Observation();
        await using var app = await WithTestsAsync((observation, Samples.Verdict()));
        await using var db = await app.OpenDatabaseAsync();

        var facts = (
            await InboundTestHistory.ReadAsync(
                db,
                Domain,
                10,
                null,
                TestContext.Current.CancellationToken
            )
        ).ShouldHaveSingleItem();

        Json(facts with { Id = "any" })
            .ShouldBe(Json(InboundTestComparisonTests.Facts(Samples.Verdict(), observation)));
    }

    [Fact]
    public async Task Test_without_any_session_has_facts_too()
    {
        var observation = Samples.Observation(
            fault: new SessionFault(SmtpStage.Connect, SessionFaultKind.Timeout)
        );
        await using var app = await WithTestsAsync(
            (observation, Samples.Verdict() with { Hosts = [] }),
            (observation with { Hosts = [] }, Samples.Verdict() with { Hosts = [] })
        );
        await using var db = await app.OpenDatabaseAsync();

        var facts = await InboundTestHistory.ReadAsync(
            db,
            Domain,
            10,
            null,
            TestContext.Current.CancellationToken
        );

        facts[0].Served.ShouldBeEmpty();
        facts[1].Served.ShouldHaveSingleItem().Leaves.ShouldBeEmpty();
        facts.ShouldAllBe(test => test.Hosts.Count == 0);
    }

    private static readonly Listed[] ListedTests =
    [
        new()
        {
            Name = "an attacker can force clear text",
            Status = DomainStatus.Partial,
            Now = ConnectionType.EncryptedAndVerified,
            Forced = ConnectionType.Unencrypted,
            State = ShownState.VerifiedNow,
            Why = "why.forced",
        },
        new()
        {
            Name = "mail servers were left out",
            Status = DomainStatus.Partial,
            Now = ConnectionType.EncryptedAndVerified,
            Forced = ConnectionType.Unencrypted,
            Change = verdict => verdict with { OmittedHosts = 2 },
            State = ShownState.VerifiedNow,
        },
        new()
        {
            Name = "TLSA records cannot be looked up",
            Status = DomainStatus.Unreachable,
            Change = verdict => WithPolicy(verdict, p => p with { TlsaAnswer = TlsaAnswer.Failed }),
            State = ShownState.HeldBackByDane,
            Why = "why.tlsa-fails",
        },
        new()
        {
            Name = "we did not look up TLSA records",
            Status = DomainStatus.Unreachable,
            Change = verdict =>
                WithPolicy(
                    verdict,
                    p => p with { TlsaAnswer = TlsaAnswer.Failed, TlsaLostHere = true }
                ),
            State = ShownState.NotMeasured,
        },
        new()
        {
            Name = "an address was left out",
            Status = DomainStatus.Partial,
            Now = ConnectionType.EncryptedAndVerified,
            Forced = ConnectionType.Unencrypted,
            Change = verdict =>
                verdict with
                {
                    Hosts =
                    [
                        verdict.Hosts[0] with
                        {
                            Addresses =
                            [
                                verdict.Hosts[0].Addresses[0] with
                                {
                                    NotProbed = AddressDisposition.BeyondLimit,
                                },
                            ],
                        },
                    ],
                },
            State = ShownState.VerifiedNow,
        },
        new()
        {
            Name = "the addresses of one family are bogus too",
            Status = DomainStatus.Bogus,
            Change = verdict =>
                WithPolicy(
                    verdict,
                    p => p with { TlsaAnswer = TlsaAnswer.Bogus, FamilyFault = LookupFault.Bogus }
                ),
            State = ShownState.HeldBack,
        },
        new()
        {
            Name = "the resolver does not count",
            Status = DomainStatus.None,
            Now = ConnectionType.Encrypted,
            Forced = ConnectionType.Unencrypted,
            Change = verdict => verdict with { ResolverFault = true },
            State = ShownState.NotMeasured,
        },
    ];

    public static TheoryData<string> ListedNames => [.. ListedTests.Select(test => test.Name)];

    /// <summary>The chip of a list is that of the page, with what it leaves open.</summary>
    [Theory]
    [MemberData(nameof(ListedNames))]
    public async Task Listed_test_has_the_state_of_its_page(string name)
    {
        var test = ListedTests.Single(one => one.Name == name);
        var verdict = test.Change(
            Samples.Verdict(test.Status) with
            {
                ConnectionType = test.Now,
                AttackerConnectionType = test.Forced,
            }
        );
        await using var app = await WithTestsAsync((Samples.Observation(), verdict));

        var listed = (
            await app
                .Services.GetRequiredService<InboundTests>()
                .HistoryAsync(Domain, TestContext.Current.CancellationToken)
        ).ShouldHaveSingleItem();

        listed.State.ShouldBe(test.State);
        listed.WhyKey.ShouldBe(test.Why);
        ShownStates.Of(verdict).ShouldBe(test.State);
    }

    private static DomainVerdict WithPolicy(
        DomainVerdict verdict,
        Func<HostPolicy, HostPolicy> change
    ) =>
        verdict with
        {
            Hosts = [verdict.Hosts[0] with { Policy = change(verdict.Hosts[0].Policy) }],
        };

    private async Task<DashboardApp> WithTestsAsync(
        params (InboundObservation Observation, DomainVerdict Verdict)[] tests
    )
    {
        var app = await DashboardApp.StartAsync(await postgres.CreateDatabaseAsync(), "Roles=web");
        await using var db = await app.OpenDatabaseAsync();
        foreach (var (test, hour) in tests.Select((test, hour) => (test, hour)))
        {
            await db.AddFinishedAsync(
                Samples.Noon.AddHours(hour),
                test.Observation,
                test.Verdict,
                TestContext.Current.CancellationToken
            );
        }
        return app;
    }

    private static string Json(InboundTestFacts facts) =>
        JsonSerializer.Serialize(facts, EvidenceJson.Options);

    /// <summary>A test in a list, and the state that it is shown with.</summary>
    private sealed record Listed
    {
        public required string Name { get; init; }

        public required DomainStatus Status { get; init; }

        public ConnectionType? Now { get; init; }

        /// <summary>What an attacker can force.</summary>
        public ConnectionType? Forced { get; init; }

        /// <summary>What else there is of its verdict.</summary>
        public Func<DomainVerdict, DomainVerdict> Change { get; init; } = verdict => verdict;

        public required ShownState State { get; init; }

        /// <summary>The key of the sentence beside it.</summary>
        public string? Why { get; init; }
    }
}
