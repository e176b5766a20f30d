using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;

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
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Sessions_differ_where_answers_to_one_question_do(string name)
    {
        var given = Cases[name];

        var reason = SessionSample.Difference(given.Address);

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
            .Of(session, SessionQuestion.Default, keepHandshake: true)
            .Handshake.ShouldBe(session.Handshake);
    }
}
