using CsCheck;
using Dashboard.Core.Inbound.TlsNcsc;
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
                Hybrid,
                Ccm8,
                Renegotiate,
                WeakGroups,
                Tls13Ffdhe,
                Tickets,
            ]);

    [Fact]
    public void Server_without_tls_1_2_is_not_asked_about_it() =>
        Asked(new ModelServer { Versions = [Core.Tls.TlsProtocolVersion.Tls13] }, TlsProfile.Full)
            .ShouldBe([Old, TlsQuestionId.Tls12, Hybrid, Ccm8, Tls13Ffdhe, Tickets]);

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

    [Fact]
    public void Yes_to_old_versions_is_followed_up() =>
        Asked(
                new ModelServer
                {
                    Versions = Enum.GetValues<Core.Tls.TlsProtocolVersion>(),
                    Suites = ["TLS_RSA_WITH_AES_128_CBC_SHA"],
                },
                TlsProfile.Round
            )
            .ShouldBe([Old, Old10, OldSsl3, TlsQuestionId.Tls12, Insufficient]);

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
