using CsCheck;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>Whatever the server: what is said is true, and less evidence never makes it better.</summary>
public sealed class TlsNcscPropertyTests
{
    private static readonly NcscMethod[] Methods = Enum.GetValues<NcscMethod>();

    [Fact]
    public void Level_that_is_measured_is_the_true_one() =>
        ModelServers.Any.Sample(
            server =>
            {
                var address = server.Examined(TlsProfile.Full);
                foreach (var method in Methods)
                {
                    var rows = Rows(address, method);
                    Measured(rows, TlsSubTest.Version, Version(server, method));
                    Measured(rows, TlsSubTest.Suites, Suites(server, method));
                    Measured(
                        rows,
                        TlsSubTest.ClientRenegotiation,
                        server.ClientRenegotiation
                            ? GuidelineLevel.Insufficient
                            : GuidelineLevel.Good
                    );
                    Measured(
                        rows,
                        TlsSubTest.EarlyData,
                        server.MaxEarlyData > 0 ? GuidelineLevel.Insufficient : GuidelineLevel.Good
                    );
                }
            },
            iter: 500
        );

    [Fact]
    public void Order_said_to_be_good_is_good() =>
        ModelServers.Any.Sample(
            server =>
            {
                var row = Rows(server.Examined(TlsProfile.Full), NcscMethod.Ncsc2025)
                    .GetValueOrDefault(TlsSubTest.Order);
                var usable = Usable12(server);
                var prefers = usable
                    .SkipWhile(suite =>
                        Level(NcscMethod.Ncsc2025, suite) != GuidelineLevel.PhaseOut
                    )
                    .Any(suite => Level(NcscMethod.Ncsc2025, suite) >= GuidelineLevel.Sufficient);
                var follows =
                    !server.OwnOrder
                    && usable.Any(suite =>
                        Level(NcscMethod.Ncsc2025, suite) == GuidelineLevel.PhaseOut
                    )
                    && usable.Any(suite =>
                        Level(NcscMethod.Ncsc2025, suite) >= GuidelineLevel.Sufficient
                    );
                if (row?.Strict == StandardOutcome.Failed)
                {
                    (server.OwnOrder ? prefers : follows).ShouldBeTrue("said to be wrong");
                }
                // Three better suites before the one to be phased out may hide a fourth behind it.
                if (row?.Strict == StandardOutcome.Passed && server.OwnOrder)
                {
                    var better = usable
                        .TakeWhile(suite =>
                            Level(NcscMethod.Ncsc2025, suite) != GuidelineLevel.PhaseOut
                        )
                        .Count(suite =>
                            Level(NcscMethod.Ncsc2025, suite) >= GuidelineLevel.Sufficient
                        );
                    (prefers && better < 3).ShouldBeFalse("said to be right");
                }
            },
            iter: 500
        );

    /// <summary>Where an answer is lost, a sub-test stays, gets worse, or is not measured; it never gets better nor is left out.</summary>
    [Fact]
    public void Lost_answer_makes_nothing_better() =>
        Gen.Select(ModelServers.Any, Gen.Int[0, 20], ModelServers.Silence, Gen.Bool)
            .Sample(
                (server, which, silence, full) =>
                {
                    var whole = server.Examined(full ? TlsProfile.Full : TlsProfile.Round);
                    var answers = whole.Examination!.Answers;
                    var lost = answers[which % answers.Count];
                    var less = whole with
                    {
                        Examination = whole.Examination with
                        {
                            Answers =
                            [
                                .. answers.Select(answer =>
                                    ReferenceEquals(answer, lost)
                                        ? new TlsAnswer
                                        {
                                            Question = lost.Question,
                                            AskedAt = lost.AskedAt,
                                            Stage = lost.Stage,
                                            Kind = silence,
                                            Offered = lost.Offered,
                                        }
                                        : answer
                                ),
                            ],
                        },
                    };
                    NoBetter(whole, less, $"without {lost.Question}");
                },
                iter: 500
            );

    [Fact]
    public void Examination_cut_short_makes_nothing_better() =>
        Gen.Select(ModelServers.Any, Gen.Int[0, 15])
            .Sample(
                (server, kept) =>
                {
                    var whole = server.Examined(TlsProfile.Full);
                    NoBetter(
                        whole,
                        whole with
                        {
                            Examination = whole.Examination! with
                            {
                                Answers = [.. whole.Examination.Answers.Take(kept)],
                            },
                        },
                        $"{kept} answers"
                    );
                    NoBetter(whole, whole with { Examination = null }, "none");
                },
                iter: 300
            );

    /// <summary>
    /// It takes DHE first, and shows its curve only where nothing but insufficient suites is offered: the property above meets such a
    /// server once in thousands.
    /// </summary>
    [Fact]
    public void Groups_are_not_measured_while_no_answer_shows_the_curve()
    {
        var whole = new ModelServer
        {
            Versions = [TlsProtocolVersion.Tls12],
            Suites = ["TLS_DHE_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"],
            OwnOrder = false,
            Groups = ["brainpoolP256r1", "secp224r1"],
        }.Examined(TlsProfile.Full);
        var answers = whole.Examination!.Answers;
        Rows(whole, NcscMethod.Ncsc2021)[TlsSubTest.Groups].Forum.ShouldBe(StandardOutcome.Failed);
        var shown = answers
            .Select((answer, index) => (answer.GroupWord, index))
            .First(each => each.GroupWord == "brainpoolP256r1")
            .index;
        for (var kept = 0; kept <= shown; kept++)
        {
            var less = whole with
            {
                Examination = whole.Examination with { Answers = [.. answers.Take(kept)] },
            };
            Rows(less, NcscMethod.Ncsc2021)[TlsSubTest.Groups]
                .Forum.ShouldBe(StandardOutcome.NotMeasured, $"{kept} answers");
        }
    }

    [Fact]
    public void Another_address_makes_nothing_better() =>
        Gen.Select(ModelServers.Any, ModelServers.Any)
            .Sample(
                (one, other) =>
                {
                    var first = one.Examined(TlsProfile.Full);
                    var second = other.Examined(TlsProfile.Full) with
                    {
                        Address = System.Net.IPAddress.Parse("198.51.100.2"),
                    };
                    foreach (var method in Methods)
                    {
                        var alone = Rows(first, method);
                        var together = Verdict([first, second], method);
                        foreach (var result in together.Results)
                        {
                            if (alone.TryGetValue(result.Slug, out var before))
                            {
                                Bad(result.Forum).ShouldBeGreaterThanOrEqualTo(Bad(before.Forum));
                                Bad(result.Strict).ShouldBeGreaterThanOrEqualTo(Bad(before.Strict));
                            }
                        }
                        alone
                            .Keys.Except(together.Results.Select(each => each.Slug))
                            .ShouldBeEmpty();
                    }
                },
                iter: 200
            );

    [Fact]
    public void Whole_is_the_worst_of_its_parts() =>
        ModelServers.Any.Sample(
            server =>
            {
                foreach (var method in Methods)
                {
                    var verdict = Verdict([server.Examined(TlsProfile.Full)], method);
                    Bad(verdict.Forum).ShouldBe(verdict.Results.Max(each => Bad(each.Forum)));
                    Bad(verdict.Strict).ShouldBe(verdict.Results.Max(each => Bad(each.Strict)));
                    verdict
                        .Results.Where(each => each.Strict == StandardOutcome.Failed)
                        .ShouldAllBe(each =>
                            verdict.Reasons.Any(reason => reason.Severity == ReasonSeverity.Fault)
                        );
                    verdict
                        .Reasons.Where(reason => reason.Slug != TlsNcscReason.NotMeasured)
                        .ShouldAllBe(reason =>
                            reason.Rfc!.StartsWith("NCSC TLS ", StringComparison.Ordinal)
                        );
                }
            },
            iter: 500
        );

    [Fact]
    public void Evidence_comes_back_from_json_as_it_was() =>
        ModelServers.Any.Sample(
            server =>
            {
                var examination = server.Examined(TlsProfile.Full).Examination!;
                var json = System.Text.Json.JsonSerializer.Serialize(
                    examination,
                    EvidenceJson.Options
                );
                var read = System.Text.Json.JsonSerializer.Deserialize<TlsExamination>(
                    json,
                    EvidenceJson.Options
                )!;
                System
                    .Text.Json.JsonSerializer.Serialize(read, EvidenceJson.Options)
                    .ShouldBe(json);
                read.Answers.Select(answer => answer.Suite)
                    .ShouldBe(examination.Answers.Select(answer => answer.Suite));
            },
            iter: 50
        );

    private static void NoBetter(AddressObservation whole, AddressObservation less, string because)
    {
        foreach (var method in Methods)
        {
            var before = Rows(whole, method);
            var after = Rows(less, method);
            foreach (var (slug, row) in before)
            {
                if (!after.TryGetValue(slug, out var now))
                {
                    // Left out counts for as much as passed.
                    Bad(row.Strict)
                        .ShouldBeLessThanOrEqualTo(
                            Bad(StandardOutcome.Info),
                            $"{method} {slug} left out {because}"
                        );
                    continue;
                }
                Stays(row.Forum, now.Forum, $"Forum {method} {slug} {because}");
                Stays(row.Strict, now.Strict, $"strict {method} {slug} {because}");
            }
        }
    }

    private static void Stays(StandardOutcome before, StandardOutcome after, string because)
    {
        if (after != StandardOutcome.NotMeasured)
        {
            Bad(after).ShouldBeGreaterThanOrEqualTo(Bad(before), because);
        }
    }

    private static int Bad(StandardOutcome outcome) => SubTestRow.Badness(outcome);

    private static void Measured(
        Dictionary<string, StandardResult> rows,
        string slug,
        GuidelineLevel expected
    )
    {
        if (
            rows.TryGetValue(slug, out var row)
            && row.Level is { } word
            && Slug.TryParse(word, out GuidelineLevel level)
        )
        {
            level.ShouldBe(expected, slug);
        }
    }

    private static GuidelineLevel Version(ModelServer server, NcscMethod method) =>
        server
            .Versions.Where(version =>
                version >= TlsProtocolVersion.Tls12
                || server.Suites.Any(suite => IsOfAnyVersion(server, suite, version))
            )
            .Where(version => version != TlsProtocolVersion.Tls12 || Usable12(server).Count > 0)
            .Select(version =>
                GuidelineLists.LevelOf(method, GuidelineSubject.Version, Slug.Of(version))
            )
            .DefaultIfEmpty(GuidelineLevel.Good)
            .Min();

    /// <summary>Of TLS 1.2 and below, and of TLS 1.3.</summary>
    private static GuidelineLevel Suites(ModelServer server, NcscMethod method) =>
        Usable12(server)
            .Concat(
                server
                    .Suites.Where(suite =>
                        server.Versions.Any(version =>
                            version < TlsProtocolVersion.Tls12
                            && IsOfAnyVersion(server, suite, version)
                        )
                    )
                    .Select(CipherSuite.Parse)
            )
            .Concat(
                server.Speaks(TlsProtocolVersion.Tls13)
                    ? server.Suites13.Select(CipherSuite.Parse)
                    : []
            )
            .Select(suite => Level(method, suite))
            .DefaultIfEmpty(GuidelineLevel.Good)
            .Min();

    /// <summary>
    /// None where the question that settles TLS 1.2 offers none of them: a server that has it with anonymous suites alone is taken
    /// for one without it, as the sender that authenticates takes it.
    /// </summary>
    private static List<CipherSuite> Usable12(ModelServer server)
    {
        var usable = server
            .Suites.Select(CipherSuite.Parse)
            .Where(suite => suite.KeyExchange != SuiteKeyExchange.Ecdhe || HasCurve(server))
            .ToList();
        return
            server.Speaks(TlsProtocolVersion.Tls12)
            && usable.Exists(TlsQuestions.Of(TlsQuestionId.Tls12).Offer.Suites.Contains)
            ? usable
            : [];
    }

    private static bool IsOfAnyVersion(
        ModelServer server,
        string suite,
        TlsProtocolVersion version
    ) =>
        suite.EndsWith("_SHA", StringComparison.Ordinal)
        && !suite.Contains("anon", StringComparison.Ordinal)
        && (
            !suite.Contains("ECDHE", StringComparison.Ordinal)
            || (version > TlsProtocolVersion.Ssl3 && HasCurve(server))
        );

    private static bool HasCurve(ModelServer server) =>
        server.Groups.Any(group =>
            !group.Contains("MLKEM", StringComparison.Ordinal)
            && !group.StartsWith("ffdhe", StringComparison.Ordinal)
        );

    private static GuidelineLevel Level(NcscMethod method, CipherSuite suite) =>
        QuestionSuites.LevelOf(method, suite);

    private static Dictionary<string, StandardResult> Rows(
        AddressObservation address,
        NcscMethod method
    ) => Verdict([address], method).Results.ToDictionary(each => each.Slug);

    private static StandardVerdict Verdict(AddressObservation[] addresses, NcscMethod method) =>
        TlsNcscJudgement.Judge(
            Seen.Domain(Seen.Host(addresses: addresses)),
            method,
            excluded: null
        );
}
