using System.Net;
using CsCheck;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>No error ever improves a verdict.</summary>
public sealed class MonotonicityTests
{
    /// <summary>
    /// Statuses as far as one is better than another. That there is no mail, or no domain, is an answer: see
    /// <see cref="Failure_is_never_taken_for_an_answer"/>. Bogus is neither better nor worse than the others without protection.
    /// </summary>
    /// <param name="bogus">Its rank: above where something fails afterwards, below where that is what failed.</param>
    private static int Rank(InboundObservation seen, int bogus) =>
        DomainJudgement.Judge(seen).Status switch
        {
            DomainStatus.Protected => 3,
            DomainStatus.Partial => 2,
            DomainStatus.None or DomainStatus.Failed or DomainStatus.Unusable => 1,
            DomainStatus.Bogus => bogus,
            _ => 0,
        };

    /// <summary>Where more is known than before, as of a server that offers no STARTTLS, a state without protection may come of it.</summary>
    private static int AboveNone(InboundObservation seen) => Math.Max(Rank(seen, bogus: 0), 1);

    /// <summary>What becomes of mail, from not delivered to delivered over a verified connection.</summary>
    private static int Delivered(InboundObservation seen) =>
        DomainJudgement.Judge(seen).Delivery switch
        {
            Delivery.Dane => 3,
            Delivery.Tls => 2,
            Delivery.Clear => 1,
            _ => 0,
        };

    /// <summary>What the best of the addresses would come to if it were the only one: mail may go there when others fail.</summary>
    private static int BestAlone(InboundObservation seen) =>
        seen
            .Hosts.SelectMany(host =>
                host.Addresses.Select(address =>
                    Delivered(seen with { Hosts = [host with { Addresses = [address] }] })
                )
            )
            .Append(Delivered(seen))
            .Max();

    /// <summary>What an attacker can force: nothing known to be better than before.</summary>
    private static int Forced(InboundObservation seen) =>
        DomainJudgement.Judge(seen).AttackerConnectionType switch
        {
            ConnectionType.EncryptedAndVerified => 2,
            ConnectionType.Encrypted => 1,
            _ => 0,
        };

    /// <summary>Whether a failure is one of ours or the network's, after which nothing is known; bogus is an answer of its own.</summary>
    private static bool IsOpen(int how) => how % 4 < 2;

    /// <summary>The session completed, and the server offered no STARTTLS: more is known than where no session was possible.</summary>
    private static bool IsAnswer(int how) => how % Failures.Length == Failures.Length - 1;

    private static readonly StartTlsObservation[] Failures =
    [
        Seen.Ended(SmtpStage.Connect, SessionFaultKind.Timeout),
        Seen.Ended(SmtpStage.Connect, SessionFaultKind.ConnectionRefused),
        Seen.Ended(SmtpStage.Greeting, SessionFaultKind.Closed),
        Seen.Ended(SmtpStage.Ehlo, SessionFaultKind.Reset),
        Seen.Ended(SmtpStage.StartTls, SessionFaultKind.Timeout),
        Seen.Ended(SmtpStage.Handshake, SessionFaultKind.Timeout),
        Seen.Ended(SmtpStage.Handshake, SessionFaultKind.OwnLimit),
        Seen.WithoutStartTls(),
    ];

    private static DnsLookup<T> Fail<T>(DnsLookup<T> lookup, int how) =>
        (how % 4) switch
        {
            0 => lookup.Fails(),
            1 => lookup.Fails(LookupFailure.ServFail),
            2 => lookup.IsBogus(),
            _ => lookup.Is(DnssecStatus.Bogus),
        };

    private static IEnumerable<InboundObservation> Worsened(InboundObservation seen, int how)
    {
        yield return seen with
        {
            Mx = Fail(seen.Mx, how),
        };
        foreach (var (host, i) in seen.Hosts.Select((h, i) => (h, i)))
        {
            InboundObservation With(HostObservation changed) =>
                seen with
                {
                    Hosts = [.. seen.Hosts.Select((h, j) => j == i ? changed : h)],
                };

            yield return With(host with { A = Fail(host.A, how) });
            yield return With(host with { Aaaa = Fail(host.Aaaa, how) });
            if (host.Alias is { } alias)
            {
                yield return With(host with { Alias = Fail(alias, how) });
            }
            foreach (var (tlsa, k) in host.Tlsa.Select((t, k) => (t, k)))
            {
                yield return With(
                    host with
                    {
                        Tlsa =
                        [
                            .. host.Tlsa.Select(
                                (t, j) => j == k ? t with { Lookup = Fail(tlsa.Lookup, how) } : t
                            ),
                        ],
                    }
                );
            }
            foreach (var (address, k) in host.Addresses.Select((a, k) => (a, k)))
            {
                InboundObservation Address(AddressObservation changed) =>
                    With(
                        host with
                        {
                            Addresses = [.. host.Addresses.Select((a, j) => j == k ? changed : a)],
                        }
                    );

                var failure = Failures[how % Failures.Length];
                yield return Address(address with { Attempts = [failure] });
                yield return Address(
                    address with
                    {
                        Attempts = [],
                        Disposition = AddressDisposition.NoRouteHere,
                    }
                );
                if (address.OtherCertificate is not null)
                {
                    yield return Address(address with { OtherCertificate = failure });
                }
            }
        }
    }

    [Fact]
    public void Failure_of_any_lookup_or_session_never_improves_a_case()
    {
        foreach (var @case in VerdictCases.All)
        {
            var before = Rank(@case.Observation, bogus: 1);
            var forced = Forced(@case.Observation);
            var delivered = BestAlone(@case.Observation);
            for (var how = 0; how < 8; how++)
            {
                foreach (var worse in Worsened(@case.Observation, how))
                {
                    if (IsAnswer(how))
                    {
                        AboveNone(worse)
                            .ShouldBeLessThanOrEqualTo(
                                Math.Max(before, 1),
                                $"{@case.Row}: {@case.Says}"
                            );
                        continue;
                    }
                    Delivered(worse)
                        .ShouldBeLessThanOrEqualTo(delivered, $"{@case.Row}: {@case.Says}");
                    Rank(worse, bogus: 0)
                        .ShouldBeLessThanOrEqualTo(before, $"{@case.Row}: {@case.Says}");
                    if (IsOpen(how))
                    {
                        Forced(worse)
                            .ShouldBeLessThanOrEqualTo(forced, $"{@case.Row}: {@case.Says}");
                    }
                }
            }
        }
    }

    [Fact]
    public void Failure_is_never_taken_for_an_answer()
    {
        foreach (var @case in VerdictCases.All)
        {
            var before = DomainJudgement.Judge(@case.Observation).Status;
            if (before is DomainStatus.NoMail or DomainStatus.NoDomain)
            {
                continue;
            }
            for (var how = 0; how < 8; how++)
            {
                foreach (var worse in Worsened(@case.Observation, how))
                {
                    DomainJudgement
                        .Judge(worse)
                        .Status.ShouldNotBeOneOf(DomainStatus.NoMail, DomainStatus.NoDomain);
                }
            }
        }
    }

    /// <summary>Domains put together from the hosts of all cases.</summary>
    private static readonly Gen<InboundObservation> Domains = Gen.Int[0, VerdictCases.All.Count - 1]
        .Array[1, 3]
        .Select(picks =>
        {
            var hosts = picks
                .SelectMany(i => VerdictCases.All[i].Observation.Hosts)
                .Select(
                    (h, i) => h with { Host = h.Host with { Preference = i % 2, Implicit = false } }
                )
                .ToArray();
            return Seen.Domain(hosts);
        });

    [Fact]
    public void Failure_never_improves_a_domain_of_several_hosts() =>
        Gen.Select(Domains, Gen.Int[0, 7])
            .Sample(
                (seen, how) =>
                {
                    var (before, forced) = (Rank(seen, bogus: 1), Forced(seen));
                    var delivered = BestAlone(seen);
                    return Worsened(seen, how)
                        .All(worse =>
                            (
                                IsAnswer(how)
                                    ? AboveNone(worse) <= Math.Max(before, 1)
                                    : (
                                        Rank(worse, bogus: 0) <= before
                                        && Delivered(worse) <= delivered
                                    )
                            ) && (!IsOpen(how) || Forced(worse) <= forced)
                        );
                },
                iter: 200
            );

    /// <summary>What a page says of an attacker does not become milder by a lookup that failed elsewhere.</summary>
    [Fact]
    public void Weaker_host_stays_known_where_the_lookup_of_another_fails()
    {
        var good = Seen.Host();
        var pinned = Seen.Host("mx2.example.nl", tlsa: [new(3, 1, 9, default)]);
        var open = Seen.Host("mx3.example.nl");
        open = open with
        {
            Tlsa = [.. open.Tlsa.Select(t => t with { Lookup = t.Lookup.Fails() })],
        };

        var before = DomainJudgement.Judge(Seen.Domain(good, pinned));
        var after = DomainJudgement.Judge(Seen.Domain(good, pinned, open));

        before.AttackerConnectionType.ShouldBe(ConnectionType.Encrypted);
        before.IsAttackUnknown.ShouldBeFalse();
        before.HasWeakerHost().ShouldBeTrue();
        after.AttackerConnectionType.ShouldBeNull();
        after.IsAttackUnknown.ShouldBeTrue();
        after.HasWeakerHost().ShouldBeTrue();
    }

    [Fact]
    public void Protected_and_only_protected_leaves_an_attacker_nothing_weaker() =>
        Domains.Sample(
            seen =>
            {
                var verdict = DomainJudgement.Judge(seen);
                return verdict.Status != DomainStatus.Protected
                    || (
                        verdict.AttackerConnectionType == ConnectionType.EncryptedAndVerified
                        && verdict.Delivery == Delivery.Dane
                        && verdict.ConnectionType == ConnectionType.EncryptedAndVerified
                    );
            },
            iter: 500
        );

    [Fact]
    public void Attacker_never_gets_more_than_is_delivered() =>
        Domains.Sample(
            seen =>
            {
                var verdict = DomainJudgement.Judge(seen);
                // Where a lookup failed, what can be forced is not known.
                return verdict.ConnectionType is not { } now
                    || (
                        verdict.AttackerConnectionType is { } forced
                            ? forced <= now
                            : verdict.Hosts.Any(host => DomainRules.IsOpen(host.Policy))
                    );
            },
            iter: 500
        );

    [Theory]
    [InlineData(ResolverTrust.Untrusted, ResolverValidation.Validates)]
    [InlineData(ResolverTrust.Untrusted, ResolverValidation.NotProven)]
    [InlineData(ResolverTrust.Loopback, ResolverValidation.DoesNotValidate)]
    [InlineData(ResolverTrust.Named, ResolverValidation.DoesNotValidate)]
    [InlineData(ResolverTrust.Loopback, ResolverValidation.Unreachable)]
    public void Nothing_is_protected_by_the_word_of_a_resolver_that_does_not_count(
        ResolverTrust trust,
        ResolverValidation validation
    )
    {
        foreach (var @case in VerdictCases.All)
        {
            var verdict = DomainJudgement.Judge(
                @case.Observation with
                {
                    Resolver = new("192.0.2.53:53", trust, validation),
                }
            );
            verdict.Status.ShouldNotBe(DomainStatus.Protected, @case.Says);
            verdict.Status.ShouldNotBe(DomainStatus.Partial, @case.Says);
            verdict.Status.ShouldNotBe(DomainStatus.None, @case.Says);
            verdict.Delivery.ShouldNotBe(Delivery.Dane, @case.Says);
            verdict.Reasons.ShouldContain(
                r =>
                    r.Slug == ReasonSlug.ResolverNotTrusted
                    || r.Slug == ReasonSlug.ResolverDoesNotValidate
                    || r.Slug == ReasonSlug.ResolverUnreachable,
                @case.Says
            );
        }
    }

    [Fact]
    public void Resolver_of_which_nothing_is_proven_is_believed_answer_by_answer()
    {
        var seen = Seen.Domain(Seen.Host()) with
        {
            Resolver = new("127.0.0.1:53", ResolverTrust.Loopback, ResolverValidation.NotProven),
        };
        DomainJudgement.Judge(seen).Status.ShouldBe(DomainStatus.Protected);
    }
}
