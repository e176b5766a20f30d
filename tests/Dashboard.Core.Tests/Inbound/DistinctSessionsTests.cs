using Dashboard.Core.Inbound;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>Which handshakes of an address there are, and which verdict is of which.</summary>
public sealed class DistinctSessionsTests
{
    private static readonly byte[] Other = Pki.Intermediate.Leaf(Seen.Mx1, rsa: true);
    private static readonly byte[] Third = Pki.Intermediate.Leaf(Seen.Mx1, commonName: "third");

    private static string Of(TlsHandshake handshake) =>
        handshake.Chain.Certificates[0].Sha256.ToString();

    private static string Of(byte[] leaf) => CertificateReader.Read(leaf).Sha256.ToString();

    private static StartTlsObservation Session(byte[] leaf, int seconds) =>
        Seen.Session(leaf, Pki.Intermediate.Der) with
        {
            StartedAt = Pki.Instant.AddSeconds(seconds),
        };

    private static (AddressVerdict Verdict, AddressObservation Seen) Judged(
        AddressObservation address
    )
    {
        var verdict = DomainJudgement.Judge(
            Seen.Domain(Seen.Host(tlsa: [Seen.Pinned(Pki.Leaf)], addresses: address))
        );
        return (verdict.Hosts.Single().Addresses.Single(), address);
    }

    [Fact]
    public void Each_handshake_is_beside_its_own_verdict()
    {
        var (verdict, seen) = Judged(
            Seen.Address(session: Session(Pki.Leaf, 0)) with
            {
                OtherCertificate = Session(Other, 1),
            }
        );

        DistinctSessions
            .JudgedOf(verdict, seen)
            .Select(one => (Of(one.Handshake), one.Verdict.Outcome))
            .ShouldBe([
                (Of(Pki.Leaf), AddressOutcome.Authenticated),
                (Of(Other), AddressOutcome.Refused),
            ]);
        DistinctSessions
            .HandshakesOf(seen)
            .Select(one => (Of(one.Handshake), one.At))
            .ShouldBe([(Of(Pki.Leaf), Pki.Instant), (Of(Other), Pki.Instant.AddSeconds(1))]);
    }

    [Fact]
    public void Each_session_that_differs_is_beside_its_own_verdict()
    {
        var (verdict, seen) = Judged(
            Seen.Address(session: Session(Pki.Leaf, 2)) with
            {
                Attempts = [Session(Third, 0), Session(Pki.Leaf, 2)],
            }
        );

        DistinctSessions
            .JudgedOf(verdict, seen)
            .ToDictionary(one => Of(one.Handshake), one => one.Verdict.Outcome)
            .ShouldBe(
                new Dictionary<string, AddressOutcome>
                {
                    [Of(Pki.Leaf)] = AddressOutcome.Authenticated,
                    [Of(Third)] = AddressOutcome.Refused,
                },
                ignoreOrder: true
            );
        Of(DistinctSessions.Counted(verdict, seen)!.Handshake!)
            .ShouldBe(Of(Pki.Leaf), "what delivers");
    }

    [Fact]
    public void Session_without_TLS_beside_one_with_is_no_handshake()
    {
        var (verdict, seen) = Judged(
            Seen.Address() with
            {
                Attempts = [Seen.WithoutStartTls(), Session(Pki.Leaf, 2)],
            }
        );

        DistinctSessions.Of(seen).Count.ShouldBe(2);
        DistinctSessions
            .JudgedOf(verdict, seen)
            .ShouldAllBe(one => Of(one.Handshake) == Of(Pki.Leaf));
        DistinctSessions.HandshakesOf(seen).ShouldHaveSingleItem();
    }

    [Fact]
    public void Address_without_a_session_has_none()
    {
        var seen = Seen.Address() with { Attempts = [] };

        DistinctSessions.Of(seen).ShouldBeEmpty();
        DistinctSessions.HandshakesOf(seen).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("both with one certificate", false)]
    [InlineData("another certificate", true)]
    [InlineData("no STARTTLS", true)]
    [InlineData("nothing was learnt", false)]
    public void Session_shows_another_answer(string what, bool expected)
    {
        var last = SessionSightings.Of(Session(Pki.Leaf, 0), SessionQuestion.Default);
        var session = what switch
        {
            "another certificate" => Session(Third, 1),
            "no STARTTLS" => Seen.WithoutStartTls(),
            "nothing was learnt" => Seen.Ended(SmtpStage.Greeting, SessionFaultKind.Closed) with
            {
                Ehlo = null,
            },
            _ => Session(Pki.Leaf, 1),
        };

        SessionSightings
            .ShowsOther(SessionSightings.Of(session, SessionQuestion.Default), last)
            .ShouldBe(expected);
    }

    /// <summary>A refusal with another code is another answer, where neither offers TLS.</summary>
    [Theory]
    [InlineData(502, 502, false)]
    [InlineData(502, 550, true)]
    public void Refusals_differ_by_their_code(int one, int other, bool expected)
    {
        SessionSighting Refused(int code) =>
            SessionSightings.Of(
                Seen.Session() with
                {
                    StartTls = new SmtpReply(code, ["no"]),
                    Handshake = null,
                },
                SessionQuestion.Default
            );

        SessionSightings.ShowsOther(Refused(one), Refused(other)).ShouldBe(expected);
    }
}
