using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>What the questions offer.</summary>
public sealed class TlsQuestionTests
{
    private static IEnumerable<TlsQuestion> All =>
        Enum.GetValues<TlsQuestionId>()
            .Select(id =>
                TlsQuestions.Of(
                    id,
                    id is TlsQuestionId.Worse or TlsQuestionId.Order or TlsQuestionId.Order2021
                        ? QuestionSuites.Ordered
                        : null
                )
            );

    [Fact]
    public void No_question_offers_more_than_servers_take()
    {
        foreach (var question in All)
        {
            question.Offer.Suites.Count.ShouldBeInRange(
                1,
                ClientOffer.MostSuites,
                $"{question.Id}"
            );
            question.Offer.Suites.ShouldBeUnique($"{question.Id}");
            question.Offer.Groups.ShouldBeUnique($"{question.Id}");
            question.Offer.Signatures.ShouldBeUnique($"{question.Id}");
        }
    }

    [Fact]
    public void Question_after_insufficient_suites_offers_nothing_else()
    {
        var offer = TlsQuestions.Of(TlsQuestionId.Insufficient).Offer;
        offer.Suites.ShouldAllBe(suite =>
            QuestionSuites.LevelOf(NcscMethod.Ncsc2025, suite) == GuidelineLevel.Insufficient
        );
        offer.Suites.ShouldNotContain(suite => suite.KeyExchange == SuiteKeyExchange.Dhe);
        // Worst first, so that a server which follows its client shows it.
        offer
            .Suites.Select(suite => QuestionSuites.LevelOf(NcscMethod.Ncsc2021, suite))
            .ShouldBeInOrder();
    }

    [Fact]
    public void Question_after_suites_to_be_phased_out_offers_all_of_them_with_curves() =>
        TlsQuestions
            .Of(TlsQuestionId.PhaseOut)
            .Offer.Suites.Select(suite => suite.Name)
            .ShouldBe(
                CipherSuiteRegistry
                    .All.Where(suite => suite.KeyExchange == SuiteKeyExchange.Ecdhe)
                    .Select(suite => suite.Name)
                    .Where(name =>
                        GuidelineLists.LevelOf(NcscMethod.Ncsc2025, GuidelineSubject.Suite, name)
                        == GuidelineLevel.PhaseOut
                    ),
                ignoreOrder: true
            );

    [Fact]
    public void Question_after_Diffie_Hellman_names_no_group_and_begins_strong()
    {
        var offer = TlsQuestions.Of(TlsQuestionId.Dhe).Offer;
        offer.Groups.ShouldBeEmpty();
        offer.Suites.ShouldAllBe(suite => suite.KeyExchange == SuiteKeyExchange.Dhe);
        offer
            .Suites.Select(suite => QuestionSuites.LevelOf(NcscMethod.Ncsc2025, suite))
            .Reverse()
            .ShouldBeInOrder();
    }

    [Fact]
    public void Question_3_begins_with_the_weakest_and_offers_compression_and_no_suite_without_certificate()
    {
        var offer = TlsQuestions.Of(TlsQuestionId.Tls12).Offer;
        offer
            .Suites.Select(suite => QuestionSuites.LevelOf(NcscMethod.Ncsc2025, suite))
            .ShouldBeInOrder();
        offer.OffersCompression.ShouldBeTrue();
        offer.Suites.ShouldNotContain(suite =>
            suite.Name.Contains("anon", StringComparison.Ordinal)
            || suite.Name.Contains("NULL", StringComparison.Ordinal)
            || suite.Name.Contains("EXPORT", StringComparison.Ordinal)
        );
        offer.Groups[0].Name.ShouldBe("x25519");
        offer.Signatures[0].Hash.ShouldBe("sha256");
    }

    [Fact]
    public void Everything_sufficient_and_better_in_tls_1_2_is_offered_by_question_3() =>
        TlsQuestions
            .Of(TlsQuestionId.Tls12)
            .Offer.Suites.Count(suite =>
                QuestionSuites.LevelOf(NcscMethod.Ncsc2025, suite) >= GuidelineLevel.Sufficient
            )
            .ShouldBe(8);

    [Fact]
    public void Questions_after_weak_hashes_offer_nothing_else_but_let_any_hash_sign_certificates()
    {
        TlsQuestions
            .Of(TlsQuestionId.Sha1)
            .Offer.Signatures.Select(scheme => scheme.Hash)
            .Distinct()
            .ShouldBe(["sha1", "sha224"]);
        TlsQuestions
            .Of(TlsQuestionId.Sha1Alone)
            .Offer.Signatures.Select(scheme => scheme.Hash)
            .Distinct()
            .ShouldBe(["sha1"]);
        TlsQuestions.Of(TlsQuestionId.Sha1).Offer.CertificateSignatures.ShouldNotBeEmpty();
        TlsQuestions
            .Of(TlsQuestionId.Sha1)
            .Offer.Suites.ShouldAllBe(suite => suite.HasSignedExchange);
    }

    [Fact]
    public void Questions_of_tls_1_3_offer_what_they_are_named_after()
    {
        TlsQuestions
            .Of(TlsQuestionId.Hybrid)
            .Offer.Groups.Select(group => group.Name)
            .ShouldBe(["X25519MLKEM768", "SecP256r1MLKEM768", "SecP384r1MLKEM1024"]);
        TlsQuestions
            .Of(TlsQuestionId.Ccm8)
            .Offer.Suites.Select(suite => suite.Name)
            .ShouldBe(["TLS_AES_128_CCM_8_SHA256"]);
        TlsQuestions
            .Of(TlsQuestionId.Tls13Ffdhe)
            .Offer.Groups.ShouldAllBe(group => group.IsFiniteField);
    }

    [Fact]
    public void Weak_curves_begin_with_the_one_to_be_phased_out_and_end_with_those_of_the_newer_list() =>
        TlsQuestions
            .Of(TlsQuestionId.WeakGroups)
            .Offer.Groups.Select(group => group.Name)
            .ToList()
            .ShouldSatisfyAllConditions(
                groups => groups[0].ShouldBe("secp224r1"),
                groups => groups[^1].ShouldBe("brainpoolP512r1"),
                groups => groups.ShouldNotContain("secp256r1"),
                groups => groups.ShouldNotContain("x25519")
            );

    [Fact]
    public void Questions_after_old_versions_offer_compression_too()
    {
        TlsQuestions.Of(TlsQuestionId.Old).Offer.OffersCompression.ShouldBeTrue();
        TlsQuestions.Of(TlsQuestionId.Old10).Offer.OffersCompression.ShouldBeTrue();
        TlsQuestions.Of(TlsQuestionId.OldSsl3).Offer.OffersCompression.ShouldBeFalse();
    }

    /// <summary>This handshake is completed, so that it is to be one that most servers take.</summary>
    [Fact]
    public void Question_after_renegotiation_begins_strong()
    {
        var suites = TlsQuestions.Of(TlsQuestionId.Renegotiate).Offer.Suites;
        suites[0].Name.ShouldBe("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
        suites[^1].Name.ShouldBe("TLS_RSA_WITH_RC4_128_MD5");
        suites.Count.ShouldBe(TlsQuestions.Of(TlsQuestionId.Tls12).Offer.Suites.Count);
    }

    [Fact]
    public void Two_questions_take_a_whole_handshake() =>
        Enum.GetValues<TlsQuestionId>()
            .Where(TlsQuestions.NeedsHandshake)
            .ShouldBe([TlsQuestionId.Renegotiate, TlsQuestionId.Tickets]);

    [Theory]
    [InlineData(TlsExaminationEnd.Completed, true, false)]
    [InlineData(TlsExaminationEnd.SessionLimit, true, false)]
    [InlineData(TlsExaminationEnd.ServerLimitsConnections, false, true)]
    [InlineData(TlsExaminationEnd.StartTlsGone, false, true)]
    [InlineData(TlsExaminationEnd.ServerUnreachable, false, true)]
    [InlineData(TlsExaminationEnd.NoTls, false, false)]
    [InlineData(TlsExaminationEnd.OwnLimit, false, false)]
    [InlineData(TlsExaminationEnd.LeftAlone, false, false)]
    public void End_says_whether_to_come_again(TlsExaminationEnd end, bool whole, bool rest)
    {
        var examination = new ModelServer().Examined(TlsProfile.Round).Examination! with
        {
            End = end,
        };
        examination.IsWhole.ShouldBe(whole);
        examination.AsksForRest.ShouldBe(rest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Curve_in_numbers_is_kept_as_such(bool inNumbers)
    {
        var question = TlsQuestions.Of(TlsQuestionId.PhaseOut);
        var answer = AnswerReading.Of(
            question,
            new ServerAnswer
            {
                Kind = ServerAnswerKind.Hello,
                Hello = new ServerHello
                {
                    Version = TlsProtocolVersion.Tls12,
                    Suite = question.Offer.Suites[0],
                    Compression = 0,
                    ExplicitCurve = inNumbers,
                },
                Octets = 100,
            },
            Pki.Instant
        );
        answer.ExplicitCurve.ShouldBe(inNumbers);
        answer.GroupWord.ShouldBe(inNumbers ? "explicit-curve" : null);
    }

    [Fact]
    public void Answer_without_a_hello_has_no_curve_in_numbers() =>
        AnswerReading
            .Of(
                TlsQuestions.Of(TlsQuestionId.Tls12),
                new ServerAnswer { Kind = ServerAnswerKind.Alert, Octets = 7 },
                Pki.Instant
            )
            .ExplicitCurve.ShouldBeFalse();

    [Theory]
    [InlineData(TlsQuestionId.Old, TlsProtocolVersion.Tls10, TlsAnswerKind.Accepted)]
    [InlineData(TlsQuestionId.Old, TlsProtocolVersion.Ssl3, TlsAnswerKind.Accepted)]
    [InlineData(TlsQuestionId.Old, TlsProtocolVersion.Tls12, TlsAnswerKind.AnswersUnoffered)]
    [InlineData(TlsQuestionId.Old10, TlsProtocolVersion.Tls11, TlsAnswerKind.AnswersUnoffered)]
    [InlineData(TlsQuestionId.Tls12, TlsProtocolVersion.Tls12, TlsAnswerKind.Accepted)]
    [InlineData(TlsQuestionId.Tls12, TlsProtocolVersion.Tls11, TlsAnswerKind.OlderVersion)]
    [InlineData(TlsQuestionId.Tls12, TlsProtocolVersion.Tls13, TlsAnswerKind.AnswersUnoffered)]
    [InlineData(TlsQuestionId.Hybrid, TlsProtocolVersion.Tls12, TlsAnswerKind.AnswersUnoffered)]
    [InlineData(TlsQuestionId.Tls12, null, TlsAnswerKind.AnswersUnoffered)]
    public void Version_of_an_answer_is_held_against_the_offer(
        TlsQuestionId id,
        TlsProtocolVersion? version,
        TlsAnswerKind expected
    )
    {
        var question = TlsQuestions.Of(id);
        Read(
                question,
                new ServerHello
                {
                    Version = version,
                    Suite = question.Offer.Suites[0],
                    Compression = 0,
                }
            )
            .ShouldBe(expected);
    }

    [Fact]
    public void Suite_group_and_compression_of_an_answer_are_held_against_the_offer()
    {
        var question = TlsQuestions.Of(TlsQuestionId.PhaseOut);
        var hello = new ServerHello
        {
            Version = TlsProtocolVersion.Tls12,
            Suite = question.Offer.Suites[0],
            Compression = 0,
            Group = question.Offer.Groups[0],
        };
        Read(question, hello).ShouldBe(TlsAnswerKind.Accepted);
        Read(question, hello with { Suite = QuestionSuites.Insufficient[0] })
            .ShouldBe(TlsAnswerKind.AnswersUnoffered);
        Read(question, hello with { Group = NamedGroup.Parse("X25519MLKEM768") })
            .ShouldBe(TlsAnswerKind.AnswersUnoffered);
        Read(question, hello with { Compression = 1 }).ShouldBe(TlsAnswerKind.AnswersUnoffered);
        Read(TlsQuestions.Of(TlsQuestionId.Tls12), hello with { Compression = 1 })
            .ShouldBe(TlsAnswerKind.Accepted);
    }

    [Theory]
    [InlineData(ServerAnswerKind.Alert, 7, TlsAnswerKind.Refused)]
    [InlineData(ServerAnswerKind.Closed, 0, TlsAnswerKind.Ended)]
    [InlineData(ServerAnswerKind.Reset, 0, TlsAnswerKind.Ended)]
    [InlineData(ServerAnswerKind.Closed, 90, TlsAnswerKind.Malformed)]
    [InlineData(ServerAnswerKind.Reset, 90, TlsAnswerKind.Malformed)]
    [InlineData(ServerAnswerKind.TimedOut, 0, TlsAnswerKind.TimedOut)]
    [InlineData(ServerAnswerKind.TimedOut, 90, TlsAnswerKind.TimedOut)]
    [InlineData(ServerAnswerKind.NotTls, 90, TlsAnswerKind.NotTls)]
    [InlineData(ServerAnswerKind.Malformed, 90, TlsAnswerKind.Malformed)]
    [InlineData(ServerAnswerKind.TooLong, 65_536, TlsAnswerKind.Malformed)]
    public void What_is_no_hello_is_neither_accepted_nor_better(
        ServerAnswerKind kind,
        int octets,
        TlsAnswerKind expected
    ) =>
        AnswerReading
            .Of(
                TlsQuestions.Of(TlsQuestionId.Tls12),
                new ServerAnswer { Kind = kind, Octets = octets },
                Pki.Instant
            )
            .Kind.ShouldBe(expected);

    private static TlsAnswerKind Read(TlsQuestion question, ServerHello hello) =>
        AnswerReading
            .Of(
                question,
                new ServerAnswer
                {
                    Kind = ServerAnswerKind.Hello,
                    Hello = hello,
                    Octets = 100,
                },
                Pki.Instant
            )
            .Kind;
}
