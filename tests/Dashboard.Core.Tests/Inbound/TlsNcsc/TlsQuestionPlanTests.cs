using CsCheck;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;
using static Dashboard.Core.Inbound.TlsNcsc.TlsQuestionId;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>Which questions a server gets, and how many.</summary>
public sealed class TlsQuestionPlanTests
{
    [Theory]
    [InlineData(TlsProfile.Round, 7)]
    [InlineData(TlsProfile.Full, 15)]
    public void Sessions_stay_within_the_limit_whatever_the_server(TlsProfile profile, int limit) =>
        Gen.Select(ModelServers.Any, Gen.Bool, Gen.Int[1, 5])
            .Sample(
                (server, for2021, spent) =>
                {
                    var examination = server.Examined(profile, for2021, spent).Examination!;
                    examination.Sessions.ShouldBeLessThanOrEqualTo(limit);
                    examination.Answers.Count.ShouldBe(examination.Sessions - spent);
                },
                iter: 400
            );

    [Fact]
    public void Round_asks_its_three_questions_and_two_more_at_most() =>
        Gen.Select(ModelServers.Any, Gen.Bool, Gen.Int[1, 3])
            .Sample(
                (server, for2021, spent) =>
                {
                    var asked = Asked(server, TlsProfile.Round, for2021, spent);
                    asked.ShouldContain(Old);
                    asked.ShouldContain(TlsQuestionId.Tls12);
                    asked
                        .Where(id => id is not (Old or TlsQuestionId.Tls12 or Insufficient))
                        .ShouldAllBe(id => id == Old10 || id == OldSsl3 || id == Worse);
                    asked.Count.ShouldBeLessThanOrEqualTo(5);
                },
                iter: 400
            );

    [Fact]
    public void Nothing_is_asked_twice_but_what_goes_on_from_an_answer() =>
        Gen.Select(ModelServers.Any, Gen.Bool)
            .Sample(
                (server, for2021) =>
                {
                    foreach (var same in Asked(server, TlsProfile.Full, for2021).GroupBy(id => id))
                    {
                        same.Count()
                            .ShouldBeLessThanOrEqualTo(
                                same.Key switch
                                {
                                    TlsQuestionId.Order => 3,
                                    Worse => 2,
                                    _ => 1,
                                },
                                $"{same.Key}"
                            );
                    }
                },
                iter: 400
            );

    [Fact]
    public void Method_of_2021_alone_asks_what_only_it_needs() =>
        ModelServers.Any.Sample(
            server =>
            {
                var asked = Asked(server, TlsProfile.Full, for2021: false);
                asked.ShouldNotContain(Worse);
                asked.ShouldNotContain(Order2021);
            },
            iter: 200
        );

    [Fact]
    public void Modern_server_is_asked_everything_once_in_order() =>
        Asked(new ModelServer(), TlsProfile.Full)
            .ShouldBe([
                Old,
                TlsQuestionId.Tls12,
                Insufficient,
                PhaseOut,
                Dhe,
                Sha1,
                Tls13Ffdhe,
                Hybrid,
                Ccm8,
                Renegotiate,
                WeakGroups,
                Tickets,
            ]);

    [Fact]
    public void Server_without_tls_1_2_is_not_asked_about_it() =>
        Asked(new ModelServer { Versions = [Core.Tls.TlsProtocolVersion.Tls13] }, TlsProfile.Full)
            .ShouldBe([Old, TlsQuestionId.Tls12, Tls13Ffdhe, Hybrid, Ccm8, Tickets]);

    [Fact]
    public void Server_without_tls_1_3_is_not_asked_about_it() =>
        Asked(new ModelServer { Versions = [Core.Tls.TlsProtocolVersion.Tls12] }, TlsProfile.Full)
            .ShouldBe([
                Old,
                TlsQuestionId.Tls12,
                Insufficient,
                PhaseOut,
                Dhe,
                Sha1,
                Renegotiate,
                WeakGroups,
            ]);

    [Theory]
    [InlineData(true, new[] { Old, TlsQuestionId.Tls12, Insufficient, OldSsl3, Worse })]
    [InlineData(false, new[] { Old, TlsQuestionId.Tls12, Insufficient, Old10, OldSsl3 })]
    public void Yes_to_old_versions_is_followed_up_by_what_a_method_needs_first(
        bool for2021,
        TlsQuestionId[] expected
    ) =>
        Asked(
                new ModelServer
                {
                    Versions = Enum.GetValues<Core.Tls.TlsProtocolVersion>(),
                    Suites = ["TLS_RSA_WITH_AES_128_CBC_SHA"],
                },
                TlsProfile.Round,
                for2021
            )
            .ShouldBe(expected);

    /// <summary>Whatever is only worth knowing waits until no level depends on a question that is left.</summary>
    [Fact]
    public void Question_that_changes_no_level_comes_after_those_that_may() =>
        Gen.Select(ModelServers.Any, Gen.Bool)
            .Sample(
                (server, for2021) =>
                {
                    var address = server.Examined(TlsProfile.Full, for2021);
                    var answers = address.Examination!.Answers;
                    for (var asked = 0; asked < answers.Count; asked++)
                    {
                        var unsettled = new UnsettledSubTests(
                            new ServerFacts(
                                address,
                                address.Examination with
                                {
                                    Answers = [.. answers.Take(asked)],
                                }
                            ),
                            for2021
                        );
                        var tells = answers[asked].Question switch
                        {
                            Old10 => true,
                            OldSsl3 => !unsettled.Version,
                            Ccm8 => !unsettled.Suites,
                            Hybrid => !unsettled.Hybrid,
                            WeakGroups or Tls13Ffdhe => !unsettled.Groups,
                            _ => false,
                        };
                        if (tells)
                        {
                            answers
                                .Skip(asked)
                                .ShouldAllBe(later =>
                                    later.Question == Old10
                                    || later.Question == OldSsl3
                                    || later.Question == Ccm8
                                    || later.Question == Hybrid
                                    || later.Question == WeakGroups
                                    || later.Question == Tls13Ffdhe
                                    || later.Question == Insufficient
                                    || later.Question == PhaseOut
                                );
                            return;
                        }
                    }
                },
                iter: 400
            );

    /// <summary>As many sessions of the receiving test as there are at most where its answers agree.</summary>
    [Theory]
    [MemberData(nameof(StockServers))]
    public void Stock_server_is_measured_whole_by_both_methods(string name)
    {
        var server = Stock[name];
        foreach (var method in Enum.GetValues<NcscMethod>())
        {
            var verdict = TlsNcscJudgement.Judge(
                Seen.Domain(
                    Seen.Host(addresses: server.Examined(TlsProfile.Full, for2021: true, spent: 3))
                ),
                method,
                excluded: null
            );
            verdict
                .Results.Where(row => row.Strict == Core.Inbound.StandardOutcome.NotMeasured)
                .Select(row => row.Slug)
                .Where(slug => slug != TlsSubTest.Caa)
                .ShouldBeEmpty(
                    $"{method}: {string.Join(' ', Asked(server, TlsProfile.Full, for2021: true, spent: 3))}"
                );
        }
    }

    private static readonly Dictionary<string, ModelServer> Stock = new()
    {
        ["OpenSSL"] = new ModelServer
        {
            OwnOrder = false,
            Suites = StockSuites,
            Groups = ["x25519", "secp256r1", "ffdhe2048", "ffdhe3072"],
            Dh = "modp2048",
            Hashes = ["sha256", "sha224"],
        },
        ["GnuTLS"] = new ModelServer
        {
            OwnOrder = false,
            Versions =
            [
                Core.Tls.TlsProtocolVersion.Tls10,
                Core.Tls.TlsProtocolVersion.Tls11,
                Core.Tls.TlsProtocolVersion.Tls12,
                Core.Tls.TlsProtocolVersion.Tls13,
            ],
            Suites = StockSuites,
            Groups = ["secp256r1", "x25519", "ffdhe2048", "ffdhe3072"],
            Dh = "ffdhe3072",
            Hashes = ["sha256", "sha1"],
            ClientRenegotiation = true,
        },
        ["everything old"] = new ModelServer
        {
            OwnOrder = false,
            Versions = Enum.GetValues<Core.Tls.TlsProtocolVersion>(),
            Suites = ["TLS_RSA_WITH_RC4_128_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA", .. StockSuites],
            Groups = ["x25519", "secp192r1", "ffdhe2048"],
            Dh = "own1024",
            Hashes = ["sha1", "sha256"],
        },
    };

    private static string[] StockSuites =>
        [
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
        ];

    public static TheoryData<string> StockServers() => [.. Stock.Keys];

    [Fact]
    public void Order_is_asked_only_where_something_is_to_be_phased_out()
    {
        Asked(new ModelServer(), TlsProfile.Full).ShouldNotContain(TlsQuestionId.Order);
        Asked(
                new ModelServer
                {
                    Suites =
                    [
                        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
                    ],
                },
                TlsProfile.Full
            )
            .ShouldContain(TlsQuestionId.Order);
    }

    /// <summary>A follow-up never takes the place of a question.</summary>
    [Theory]
    [InlineData(2, "Old Tls12 Insufficient OldSsl3 Worse")]
    [InlineData(3, "Old Tls12 Insufficient OldSsl3")]
    [InlineData(4, "Old Tls12 Insufficient")]
    public void Follow_up_is_asked_where_a_session_is_left_for_it(int spent, string asked) =>
        string.Join(
                ' ',
                Asked(
                    new ModelServer
                    {
                        Versions = Enum.GetValues<Core.Tls.TlsProtocolVersion>(),
                        Suites = ["TLS_RSA_WITH_AES_128_CBC_SHA"],
                    },
                    TlsProfile.Round,
                    spent: spent
                )
            )
            .ShouldBe(asked);

    private static readonly ModelServer ManyLevels = new()
    {
        Suites =
        [
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_RC4_128_SHA",
        ],
    };

    /// <summary>The list of 2021 has three levels in what that of 2025 calls insufficient.</summary>
    [Fact]
    public void Round_goes_on_from_an_insufficient_suite_to_worse_ones()
    {
        Asked(ManyLevels, TlsProfile.Round)
            .ShouldBe([Old, TlsQuestionId.Tls12, Insufficient, Worse, Worse]);
        Asked(ManyLevels, TlsProfile.Round, for2021: false)
            .ShouldBe([Old, TlsQuestionId.Tls12, Insufficient]);
        Asked(new ModelServer(), TlsProfile.Round)
            .ShouldBe([Old, TlsQuestionId.Tls12, Insufficient]);
    }

    [Fact]
    public void Worse_suites_are_offered_worst_first()
    {
        var offered = ManyLevels
            .Examined(TlsProfile.Round)
            .Examination!.Answers.First(answer => answer.Question == Worse)
            .Offered!;
        var levels = offered
            .Select(suite => QuestionSuites.LevelOf(NcscMethod.Ncsc2021, suite))
            .ToList();
        levels.ShouldBeInOrder();
        levels.Distinct().ShouldBe([GuidelineLevel.Insufficient, GuidelineLevel.PhaseOut]);
    }

    /// <summary>One insufficient suite is enough.</summary>
    [Fact]
    public void Insufficient_Diffie_Hellman_is_asked_for_where_nothing_insufficient_is_known()
    {
        const string gcm = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
        const string dhe = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256";
        Asked(new ModelServer { Suites = [gcm, dhe] }, TlsProfile.Full)
            .ShouldContain(DheInsufficient);
        Asked(
                new ModelServer { Suites = [gcm, dhe, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"] },
                TlsProfile.Full
            )
            .ShouldNotContain(DheInsufficient);
        Asked(
                new ModelServer { Suites = [gcm, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"] },
                TlsProfile.Full
            )
            .ShouldNotContain(DheInsufficient);
    }

    /// <summary>Once, whatever comes of it; and not where the best was refused already.</summary>
    [Fact]
    public void Best_suites_of_2021_are_asked_for_once_where_less_was_chosen()
    {
        Core.Tls.TlsProtocolVersion[] only12 = [Core.Tls.TlsProtocolVersion.Tls12];
        var server = new ModelServer
        {
            Suites = ["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"],
            Versions = only12,
        };
        Asked(server, TlsProfile.Full).Count(id => id == Order2021).ShouldBe(1);
        Asked(
                server with
                {
                    Instead = new Dictionary<TlsQuestionId, TlsAnswerKind>
                    {
                        [Order2021] = TlsAnswerKind.TimedOut,
                    },
                },
                TlsProfile.Full
            )
            .Count(id => id == Order2021)
            .ShouldBe(1);
        var refusing = Asked(
            server with
            {
                Suites = ["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"],
            },
            TlsProfile.Full
        );
        refusing.ShouldContain(TlsQuestionId.Order);
        refusing.ShouldNotContain(Order2021);
    }

    /// <summary>What changes no level is still worth knowing for the operator who mends the server.</summary>
    [Fact]
    public void Everything_is_asked_where_sessions_are_enough() =>
        Gen.Select(ModelServers.Any, Gen.Bool)
            .Where((server, _) => server.Instead.Count == 0)
            .Sample(
                (server, for2021) =>
                {
                    var asked = Asked(server, TlsProfile.Full, for2021, spent: -1000);
                    TlsQuestionId[] of13 = server.Speaks(TlsProtocolVersion.Tls13)
                        ? [Hybrid, Ccm8, Tls13Ffdhe]
                        : [];
                    TlsQuestionId[] of12 = asked.Contains(Dhe)
                        ? [WeakGroups, Insufficient, PhaseOut]
                        : [];
                    of13.Concat(of12).Except(asked).ShouldBeEmpty();
                },
                iter: 300
            );

    [Fact]
    public void Examination_is_settled_once_no_level_depends_on_another_question()
    {
        var stock = new ModelServer();
        var nothing = stock.Address();
        var round = stock.Examined(TlsProfile.Round);
        var full = stock.Examined(TlsProfile.Full, spent: -1000);

        bool IsUnsettled(TlsProfile profile, TlsExamination soFar) =>
            TlsQuestionPlan.IsUnsettled(profile, nothing, soFar, for2021: true);

        IsUnsettled(TlsProfile.Round, round.Examination! with { Answers = [] }).ShouldBeTrue();
        IsUnsettled(TlsProfile.Round, round.Examination!).ShouldBeFalse();
        IsUnsettled(TlsProfile.Full, round.Examination!).ShouldBeTrue();
        IsUnsettled(TlsProfile.Full, full.Examination!).ShouldBeFalse();
        IsUnsettled(
                TlsProfile.Full,
                full.Examination! with
                {
                    Answers =
                    [
                        .. full.Examination!.Answers.Where(answer => answer.Question != Tickets),
                    ],
                }
            )
            .ShouldBeTrue();
        Should.Throw<ArgumentNullException>(() => IsUnsettled(TlsProfile.Full, null!));
    }

    [Fact]
    public void Nothing_is_asked_without_a_session_left() =>
        TlsQuestionPlan
            .Next(TlsProfile.Full, new ModelServer().Address(), null, for2021: true, left: 0)
            .ShouldBeNull();

    private static List<TlsQuestionId> Asked(
        ModelServer server,
        TlsProfile profile,
        bool for2021 = true,
        int spent = 2
    ) =>
        [
            .. server
                .Examined(profile, for2021, spent)
                .Examination!.Answers.Select(answer => answer.Question),
        ];
}
