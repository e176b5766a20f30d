using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound.Dane;

/// <summary>Several sessions with one address, and whether they agree.</summary>
public sealed class SessionSampleTests
{
    private static readonly StartTlsObservation NeverConnected = Seen.Ended(
        SmtpStage.Connect,
        SessionFaultKind.OwnLimit
    );

    private static SessionSighting Sighting(
        StartTlsObservation session,
        SessionQuestion question = SessionQuestion.Default
    ) => SessionSightings.Of(session, question);

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, 220, true)]
    [InlineData(true, 299, true)]
    [InlineData(true, 300, null)]
    [InlineData(true, 454, null)]
    [InlineData(true, 499, null)]
    [InlineData(true, 500, false)]
    [InlineData(true, 554, false)]
    [InlineData(false, null, false)]
    [InlineData(null, null, null)]
    public void Permanent_refusal_is_an_answer_and_a_temporary_one_is_none(
        bool? offered,
        int? code,
        bool? offers
    ) =>
        SessionSample
            .OffersTls(
                new SessionSighting
                {
                    StartedAt = Pki.Instant,
                    Question = SessionQuestion.Default,
                    StartTlsOffered = offered,
                    StartTlsCode = code,
                }
            )
            .ShouldBe(offers);

    private sealed record SampleCase
    {
        public required AddressObservation Address { get; init; }

        public required int Sessions { get; init; }

        /// <summary>What differs, and in how many of the sessions; null where nothing does.</summary>
        public (string What, string Others)? Differs { get; init; }
    }

    private static readonly Dictionary<string, SampleCase> Cases = new()
    {
        ["one session"] = new() { Address = Seen.Address(), Sessions = 1 },
        ["the other certificate is no difference"] = new()
        {
            Address = Seen.Address() with { OtherCertificate = Seen.Session(Pki.RsaLeaf) },
            Sessions = 2,
        },
        ["a question that we could not put is no session"] = new()
        {
            Address = Seen.Address() with { OtherCertificate = NeverConnected },
            Sessions = 1,
        },
        ["no STARTTLS to the question for the other certificate"] = new()
        {
            Address = Seen.Address() with { OtherCertificate = Seen.WithoutStartTls() },
            Sessions = 2,
            Differs = ("starttls", "1"),
        },
        ["STARTTLS in one of four"] = new()
        {
            Address = Seen.Address(session: Seen.WithoutStartTls()) with
            {
                Sightings =
                [
                    Sighting(Seen.Session()),
                    Sighting(Seen.WithoutStartTls()),
                    Sighting(Seen.WithoutStartTls()),
                ],
            },
            Sessions = 4,
            Differs = ("starttls", "3"),
        },
        ["another certificate in one of three"] = new()
        {
            Address = Seen.Address() with
            {
                Sightings = [Sighting(Seen.Session()), Sighting(Seen.Session(Pki.OtherLeaf))],
            },
            Sessions = 3,
            Differs = ("certificate", "1"),
        },
        ["another certificate in two of three"] = new()
        {
            Address = Seen.Address() with
            {
                Sightings =
                [
                    Sighting(Seen.Session(Pki.OtherLeaf)),
                    Sighting(Seen.Session(Pki.OtherLeaf)),
                ],
            },
            Sessions = 3,
            Differs = ("certificate", "1"),
        },
        ["another certificate to another question"] = new()
        {
            Address = Seen.Address() with
            {
                Sightings =
                [
                    Sighting(Seen.Session(Pki.OtherLeaf), SessionQuestion.Profile),
                    Sighting(Seen.Session(Pki.OtherLeaf), SessionQuestion.Profile),
                ],
            },
            Sessions = 3,
        },
        ["an examination that agrees"] = new()
        {
            Address = Examined(Answer(TlsAnswerKind.Accepted), Answer(TlsAnswerKind.Ended)),
            Sessions = 3,
        },
        ["no STARTTLS at a question of an examination"] = new()
        {
            Address = Gone(Back, Answer(TlsAnswerKind.Refused), NoStartTls),
            Sessions = 4,
            Differs = ("starttls", "1"),
        },
        ["STARTTLS refused for good at a question of an examination"] = new()
        {
            Address = Gone(Back, Refused(502)),
            Sessions = 3,
            Differs = ("starttls", "1"),
        },
        ["STARTTLS gone within an examination, and gone after it"] = new()
        {
            Address = Gone(Sighting(Seen.WithoutStartTls()), NoStartTls),
            Sessions = 3,
        },
        ["STARTTLS refused for good within an examination, and after it"] = new()
        {
            Address = Gone(
                Sighting(
                    Seen.Session() with
                    {
                        Handshake = null,
                        StartTls = new SmtpReply(502, ["no"]),
                    }
                ),
                Refused(502)
            ),
            Sessions = 3,
        },
        ["STARTTLS gone within an examination, and no answer after it"] = new()
        {
            Address = Gone(
                Sighting(Seen.Ended(SmtpStage.Greeting, SessionFaultKind.Timeout)),
                NoStartTls
            ),
            Sessions = 3,
        },
        ["STARTTLS gone within an examination without room for more"] = new()
        {
            Address = Gone(null, NoStartTls),
            Sessions = 2,
        },
        ["STARTTLS gone within an examination of another time"] = new()
        {
            Address = Gone(Back, NoStartTls) is var gone
                ? gone with
                {
                    Examination = gone.Examination! with { Follows = Pki.Instant.AddSeconds(-1) },
                }
                : gone,
            Sessions = 1,
        },
        ["STARTTLS refused for now at a question of an examination"] = new()
        {
            Address = Examined(Refused(454)),
            Sessions = 2,
        },
        ["an examination that was turned away"] = new()
        {
            Address = Examined(
                Answer(TlsAnswerKind.NoSession) with
                {
                    Stage = SmtpStage.Greeting,
                    Fault = SessionFaultKind.RefusedByReply,
                    ReplyCode = 554,
                },
                Answer(TlsAnswerKind.NoSession) with
                {
                    Stage = SmtpStage.StartTls,
                    Fault = SessionFaultKind.Timeout,
                }
            ),
            Sessions = 3,
        },
        ["an examination that followed other sessions"] = new()
        {
            Address = Following(
                Pki.Instant.AddSeconds(-1),
                Answer(TlsAnswerKind.Accepted),
                NoStartTls
            ),
            Sessions = 1,
        },
        ["an examination of which nothing says what it followed"] = new()
        {
            Address = Following(null, NoStartTls),
            Sessions = 1,
        },
        ["answers of an earlier examination among its own"] = new()
        {
            Address = Examined(
                NoStartTls with
                {
                    AskedAt = Pki.Instant.AddDays(-3),
                },
                Answer(TlsAnswerKind.Accepted)
            ),
            Sessions = 2,
        },
        ["two certificates to one question of an examination"] = new()
        {
            Address = Examined(
                Shown(TlsQuestionId.Worse, Pki.Leaf, 1, 2),
                Shown(TlsQuestionId.Worse, Pki.OtherLeaf, 1, 2)
            ),
            Sessions = 3,
            Differs = ("certificate", "1"),
        },
        ["two certificates to two questions of an examination"] = new()
        {
            Address = Examined(
                Shown(TlsQuestionId.Worse, Pki.Leaf, 1, 2),
                Shown(TlsQuestionId.Worse, Pki.OtherLeaf, 1),
                Shown(TlsQuestionId.Order, Pki.OtherLeaf, 1, 2)
            ),
            Sessions = 4,
        },
    };

    private static TlsAnswer Answer(TlsAnswerKind kind) =>
        new()
        {
            Question = TlsQuestionId.Old,
            AskedAt = Pki.Instant.AddSeconds(3),
            Stage = SmtpStage.Handshake,
            Kind = kind,
        };

    private static TlsAnswer NoStartTls =>
        Answer(TlsAnswerKind.NoSession) with
        {
            Stage = SmtpStage.StartTls,
            ReplyCode = 250,
        };

    private static TlsAnswer Refused(int code) =>
        Answer(TlsAnswerKind.NoSession) with
        {
            Stage = SmtpStage.StartTls,
            Fault = SessionFaultKind.RefusedByReply,
            ReplyCode = code,
        };

    private static TlsAnswer Shown(TlsQuestionId question, byte[] leaf, params int[] suites) =>
        Answer(TlsAnswerKind.Accepted) with
        {
            Question = question,
            Offered = [.. suites.Select(suite => new CipherSuite((ushort)suite))],
            Chain = [new OctetString(System.Security.Cryptography.SHA256.HashData(leaf))],
        };

    private static SessionSighting Back => Sighting(Seen.Session());

    private static AddressObservation Gone(
        SessionSighting? afterwards,
        params TlsAnswer[] answers
    ) =>
        Examined(answers) is var seen
            ? seen with
            {
                Examination = seen.Examination! with
                {
                    End = TlsExaminationEnd.StartTlsGone,
                    Gone = new(Seen.WithoutStartTls() with { Fault = null }, afterwards),
                },
            }
            : seen;

    private static AddressObservation Examined(params TlsAnswer[] answers) =>
        Following(Pki.Instant, answers);

    private static AddressObservation Following(
        DateTimeOffset? session,
        params TlsAnswer[] answers
    ) =>
        Seen.Address() with
        {
            Examination = new()
            {
                Profile = TlsProfile.Full,
                CatalogueVersion = TlsQuestions.CatalogueVersion,
                StartedAt = Pki.Instant.AddSeconds(2),
                Follows = session,
                Duration = TimeSpan.FromSeconds(9),
                End = TlsExaminationEnd.Completed,
                ServerName = DomainName.Parse(Seen.Mx1),
                Sessions = 1 + answers.Length,
                Answers = answers,
            },
        };

    /// <summary>A session without STARTTLS in an examination counts as any does, where an ordinary one after it has it again.</summary>
    [Fact]
    public void Address_that_leaves_STARTTLS_out_in_an_examination_is_not_good()
    {
        var examined = Gone(Back, Answer(TlsAnswerKind.Accepted), NoStartTls);
        var verdict = DomainJudgement.Judge(Seen.Domain(Seen.Host(addresses: examined)));
        var plain = Seen.Domain(Seen.Host(addresses: examined).WithTlsa(t => t.NxDomain()));
        var judged = DomainJudgement.Judge(plain);

        verdict.Status.ShouldBe(DomainStatus.Partial);
        verdict.Delivery.ShouldBe(Delivery.Dane);
        verdict.Hosts[0].Addresses[0].Sessions.ShouldBe(4);
        judged.Status.ShouldBe(DomainStatus.None);
        judged.Delivery.ShouldBe(Delivery.Clear);
        SenderWithoutDane.DeliveryOf(judged, plain).ShouldBe(Delivery.Clear);
    }

    /// <summary>Some servers hide STARTTLS from a client whose handshake failed: senders meet nothing of it.</summary>
    [Fact]
    public void Examination_that_made_STARTTLS_go_touches_no_verdict()
    {
        var examined = Gone(
            Sighting(Seen.WithoutStartTls()),
            Answer(TlsAnswerKind.Refused),
            NoStartTls
        );
        var seen = Seen.Domain(Seen.Host(addresses: examined));

        var verdict = DomainJudgement.Judge(seen);

        verdict.Status.ShouldBe(DomainStatus.Protected);
        verdict.Reasons.ShouldNotContain(reason => reason.Slug == ReasonSlug.SessionsDiffer);
        SenderWithoutDane.DeliveryOf(verdict, seen).ShouldBe(Delivery.Tls);
    }

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Sessions_differ_where_answers_to_one_question_do(string name)
    {
        var given = Cases[name];

        var reason = SessionSample.Difference(given.Address)?.Reason;

        SessionSample.CountOf(given.Address).ShouldBe(given.Sessions);
        (
            reason is null
                ? ((string, string)?)null
                : (reason.Facts["what"], reason.Facts["others"])
        ).ShouldBe(given.Differs);
        (reason?.Facts["sessions"]).ShouldBe(reason is null ? null : $"{given.Sessions}");
    }

    [Theory]
    [InlineData("EHLO with the keyword", 250, null, true, true)]
    [InlineData("EHLO without it", 250, null, false, false)]
    [InlineData("EHLO refused, HELO taken", 502, 250, false, false)]
    [InlineData("both refused", 502, 502, false, null)]
    [InlineData("EHLO refused", 502, null, false, null)]
    public void Sighting_says_whether_STARTTLS_was_offered(
        string what,
        int ehlo,
        int? helo,
        bool offered,
        bool? expected
    )
    {
        var session = Seen.Session() with
        {
            Ehlo = new SmtpReply(ehlo, ["mx"]),
            Helo = helo is { } code ? new SmtpReply(code, ["mx"]) : null,
            StartTlsOffered = offered,
        };

        Sighting(session).StartTlsOffered.ShouldBe(expected, what);
    }

    [Fact]
    public void Sighting_keeps_the_handshake_only_where_it_is_asked_to()
    {
        var session = Seen.Session();

        Sighting(session).Handshake.ShouldBeNull();
        SessionSightings
            .Of(session, SessionQuestion.Default, whole: true)
            .Handshake.ShouldBe(session.Handshake);
    }
}
