using CsCheck;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>The questions of a round beside a full examination before it.</summary>
public sealed class EarlierExaminationTests
{
    private static readonly ModelServer Stock = new();

    private static readonly TimeSpan Month = TimeSpan.FromDays(31);

    /// <param name="Full">What changed in the full examination, from that of the stock server a day before.</param>
    /// <param name="Own">What changed in that of the round.</param>
    private sealed record Row(
        string Name,
        Func<TlsExamination, TlsExamination>? Full = null,
        Func<TlsExamination, TlsExamination>? Own = null,
        bool Counts = false,
        bool Differs = false
    );

    private static readonly Row[] Rows =
    [
        new("same server", Counts: true),
        new(
            "just young enough",
            full => full with { StartedAt = Pki.Instant - Month },
            Counts: true
        ),
        new(
            "too old",
            full => full with { StartedAt = Pki.Instant - Month - TimeSpan.FromTicks(1) }
        ),
        new("at the same moment", full => full with { StartedAt = Pki.Instant }, Counts: true),
        new(
            "after the round",
            full => full with { StartedAt = Pki.Instant + TimeSpan.FromTicks(1) }
        ),
        new("of another round", full => full with { Profile = TlsProfile.Round }),
        new("cut short", full => full with { End = TlsExaminationEnd.ServerLimitsConnections }),
        new(
            "to the limit of sessions",
            full => full with { End = TlsExaminationEnd.SessionLimit },
            Counts: true
        ),
        new("other questions", full => full with { CatalogueVersion = full.CatalogueVersion - 1 }),
        new(
            "another version",
            Own: own => Change(own, a => a with { Version = TlsProtocolVersion.Tls11 }),
            Differs: true
        ),
        new(
            "another suite",
            Own: own =>
                Change(
                    own,
                    a => a with { Suite = CipherSuite.Parse("TLS_RSA_WITH_AES_128_CBC_SHA") }
                ),
            Differs: true
        ),
        new(
            "an extension less",
            Own: own => Change(own, a => a with { Extensions = [.. a.Extensions!.Skip(1)] }),
            Differs: true
        ),
        new(
            "extensions in another order",
            Own: own => Change(own, a => a with { Extensions = [.. a.Extensions!.Reverse()] }),
            Counts: true
        ),
        new(
            "another certificate",
            Own: own =>
                Change(
                    own,
                    a => a with { Chain = [new OctetString([1])], LeafKey = new OctetString([1]) }
                ),
            Differs: true
        ),
        new(
            "another certificate above",
            Own: own => Change(own, a => a with { Chain = [a.Chain![0], new OctetString([1])] }),
            Counts: true
        ),
        new(
            "refused what it took",
            Own: own =>
                Change(
                    own,
                    a =>
                        a with
                        {
                            Kind = TlsAnswerKind.Refused,
                            Version = null,
                            Suite = null,
                            Extensions = null,
                            Chain = null,
                        }
                ),
            Differs: true
        ),
        new(
            "one question timed out",
            Own: own => Change(own, a => a with { Kind = TlsAnswerKind.TimedOut }),
            Counts: true
        ),
        new(
            "no session at all",
            Own: own =>
                own with
                {
                    Answers =
                    [
                        .. own.Answers.Select(a => a with { Kind = TlsAnswerKind.NoSession }),
                    ],
                }
        ),
        new(
            "another host in the greeting",
            full => full with { Greeting = "220 mx1.example ESMTP Postfix" },
            own => own with { Greeting = "220 mx2.example ESMTP Postfix" },
            Counts: true
        ),
        new(
            "another time in the greeting",
            full =>
                full with
                {
                    Greeting = "220 mx.example ESMTP Exim 4.96 Mon, 30 Nov 2026 12:00:00 +0100",
                },
            own =>
                own with
                {
                    Greeting = "220 mx.example ESMTP Exim 4.96 Tue, 01 Dec 2026 13:01:02 +0100",
                },
            Counts: true
        ),
        new(
            "another software in the greeting",
            full => full with { Greeting = "220 mx.example ESMTP Postfix" },
            own => own with { Greeting = "220 mx.example ESMTP Exim" },
            Differs: true
        ),
        new(
            "no greeting in the round",
            full => full with { Greeting = "220 mx.example ESMTP Postfix" },
            Counts: true
        ),
        new(
            "deferred in the round",
            full => full with { Greeting = "220 mx.example ESMTP Postfix" },
            own => own with { Greeting = "421 mx.example too many connections", Answers = [] }
        ),
        new(
            "no greeting in the full examination",
            Own: own => own with { Greeting = "220 mx.example ESMTP Postfix" },
            Counts: true
        ),
        new(
            "a certificate renewed with its key",
            full => Change(full, a => a with { LeafKey = new OctetString([2]) }),
            own =>
                Change(
                    own,
                    a => a with { Chain = [new OctetString([1])], LeafKey = new OctetString([2]) }
                ),
            Counts: true
        ),
        new(
            "a certificate renewed with another key",
            full => Change(full, a => a with { LeafKey = new OctetString([2]) }),
            own =>
                Change(
                    own,
                    a => a with { Chain = [new OctetString([1])], LeafKey = new OctetString([3]) }
                ),
            Differs: true
        ),
        new(
            "another certificate that nobody can read",
            full => Change(full, a => a with { LeafKey = null }),
            own => Change(own, a => a with { Chain = [new OctetString([1])], LeafKey = null }),
            Differs: true
        ),
        new(
            "the same certificate that nobody can read",
            full => Change(full, a => a with { LeafKey = null }),
            own => Change(own, a => a with { LeafKey = null }),
            Counts: true
        ),
        new(
            "a certificate that can be read no more",
            full => Change(full, a => a with { LeafKey = new OctetString([2]) }),
            own => Change(own, a => a with { LeafKey = null }),
            Differs: true
        ),
    ];

    public static TheoryData<string> Names => [.. Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Full_examination_counts_where_it_saw_the_same_server_within_a_month(string name)
    {
        var row = Rows.Single(each => each.Name == name);
        var full = Of(Stock.Examined(TlsProfile.Full)) with
        {
            StartedAt = Pki.Instant - TimeSpan.FromDays(1),
        };
        full = row.Full?.Invoke(full) ?? full;
        var own = Of(Stock.Examined(TlsProfile.Round));
        own = row.Own?.Invoke(own) ?? own;

        var joined = EarlierExamination.Join(own, full);

        EarlierExamination.Differs(own, full).ShouldBe(row.Differs);
        joined.FullAt.ShouldBe(row.Counts ? full.StartedAt : null);
        if (!row.Counts)
        {
            joined.ShouldBeSameAs(own);
            return;
        }
        (joined.Profile, joined.StartedAt, joined.Sessions).ShouldBe(
            (own.Profile, own.StartedAt, own.Sessions)
        );
        joined.Answers.TakeLast(own.Answers.Count).ShouldBe(own.Answers);
        joined
            .Answers.Select(answer => answer.Question)
            .ShouldBe(
                full.Answers.Concat(own.Answers).Select(answer => answer.Question).Distinct(),
                ignoreOrder: true
            );
        joined.Certificates.Select(certificate => certificate.Sha256).ShouldBeUnique();
    }

    [Fact]
    public void Round_beside_a_full_examination_has_the_verdict_of_the_full_one()
    {
        var joined = Joined(Stock, Stock);

        Judge(Stock.Examined(TlsProfile.Round)).Status.ShouldBe("not-measured");
        Judge(joined).Status.ShouldBe("sufficient");
        var (both, alone) = (Judge(joined), Judge(Stock.Examined(TlsProfile.Full)));
        both.Results.ShouldBe(alone.Results);
        (both.Forum, both.Strict).ShouldBe((alone.Forum, alone.Strict));
        both.Strict.ShouldNotBe(StandardOutcome.NotMeasured);
    }

    [Fact]
    public void Server_that_changed_is_judged_by_the_round_alone()
    {
        var worse = Stock with
        {
            Suites = ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_RC4_128_SHA"],
        };

        Judge(Joined(Stock, worse)).Status.ShouldBe("insufficient");
        Judge(Joined(worse, Stock)).Status.ShouldBe("not-measured");
    }

    /// <summary>What the round saw counts, and what the full one saw of the same server never makes that better.</summary>
    [Fact]
    public void Full_examination_never_betters_what_the_round_saw() =>
        Gen.Select(ModelServers.Any, ModelServers.Any, Gen.Bool)
            .Sample(
                (server, other, changed) =>
                {
                    var own = (changed ? other : server).Examined(TlsProfile.Round);
                    var joined = Joined(server, changed ? other : server);
                    foreach (var method in (NcscMethod[])[NcscMethod.Ncsc2025, NcscMethod.Ncsc2021])
                    {
                        var alone = Judge(own, method);
                        if (alone.Strict == StandardOutcome.Failed)
                        {
                            Judge(joined, method).Strict.ShouldBe(StandardOutcome.Failed);
                        }
                    }
                },
                iter: 300
            );

    private static AddressObservation Joined(ModelServer then, ModelServer now)
    {
        var own = now.Examined(TlsProfile.Round);
        return own with
        {
            Examination = EarlierExamination.Join(
                Of(own),
                Of(then.Examined(TlsProfile.Full)) with
                {
                    StartedAt = Pki.Instant - TimeSpan.FromDays(3),
                }
            ),
        };
    }

    private static TlsExamination Of(AddressObservation address) =>
        address.Examination.ShouldNotBeNull();

    /// <summary>The question for TLS 1.2 alone.</summary>
    private static TlsExamination Change(
        TlsExamination examination,
        Func<TlsAnswer, TlsAnswer> change
    ) =>
        examination with
        {
            Answers =
            [
                .. examination.Answers.Select(answer =>
                    answer.Question == TlsQuestionId.Tls12 ? change(answer) : answer
                ),
            ],
        };

    private static StandardVerdict Judge(
        AddressObservation address,
        NcscMethod method = NcscMethod.Ncsc2025
    ) => TlsNcscVerdictTests.Judge(method, address);
}
