using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Counting;
using Dashboard.Core.Smtp;
using static Dashboard.Core.Tests.Inbound.Seen;
using static Dashboard.Core.Tests.Inbound.SeenInDns;

namespace Dashboard.Core.Tests.Inbound.Counting;

/// <summary>STARTTLS and DANE as they are counted, from evidence.</summary>
public sealed class CountingTests
{
    internal sealed record CountingCase
    {
        public required string Says { get; init; }

        public required InboundObservation Seen { get; init; }

        /// <summary>Strict, then Forum: P, F, X.</summary>
        public required string StartTls { get; init; }

        public required string Dane { get; init; }

        public ExclusionReason? StartTlsWhy { get; init; }

        public ExclusionReason? DaneWhy { get; init; }
    }

    private const string Mx2 = "mx2.example.nl";

    private static AddressObservation Silent(string address = "198.51.100.9") =>
        Address(address, Ended(SmtpStage.Connect, SessionFaultKind.Timeout));

    private static AddressObservation At(
        StartTlsObservation session,
        string address = "198.51.100.9"
    ) => Address(address, session);

    private static StartTlsObservation Answers(int code) =>
        Ended(SmtpStage.Greeting, SessionFaultKind.RefusedByReply) with
        {
            Greeting = new SmtpReply(code, ["no"]),
        };

    private static AddressObservation NotTried(AddressDisposition disposition) =>
        Address("2001:db8::1") with
        {
            Attempts = [],
            Disposition = disposition,
        };

    private static AddressObservation Beside(
        StartTlsObservation counted,
        StartTlsObservation other
    ) =>
        Address(session: counted) with
        {
            Sightings = [SessionSightings.Of(other, SessionQuestion.Default, whole: true)],
        };

    private static HostObservation Bogus(string name) =>
        Host(name) is var host
            ? host with
            {
                A = host.A.IsBogus(),
                Aaaa = host.Aaaa.IsBogus(),
                Tlsa = [],
                Addresses = [],
            }
            : throw new InvalidOperationException();

    private static IEnumerable<CountingCase> All()
    {
        const ExclusionReason Unreachable = ExclusionReason.Unreachable;
        const ExclusionReason Untestable = ExclusionReason.Untestable;
        yield return new()
        {
            Says = "well run",
            Seen = Domain(Host()),
            StartTls = "PP",
            Dane = "PP",
        };
        yield return new()
        {
            Says = "null MX",
            Seen = Domain() with
            {
                Mx = Look.Up(
                    "example.nl",
                    DnsRecordType.Mx,
                    DnssecStatus.Secure,
                    new MxRecord(0, DomainName.Root)
                ),
            },
            StartTls = "XX",
            Dane = "XX",
            StartTlsWhy = ExclusionReason.NoMail,
            DaneWhy = ExclusionReason.NoMail,
        };
        yield return new()
        {
            Says = "no domain",
            Seen = MxFails(mx => mx.NxDomain()),
            StartTls = "XX",
            Dane = "XX",
            StartTlsWhy = ExclusionReason.NoDomain,
            DaneWhy = ExclusionReason.NoDomain,
        };
        yield return new()
        {
            Says = "lookup of the domain fails: unreachable, never no mail",
            Seen = MxFails(mx => mx.Fails()),
            StartTls = "XX",
            Dane = "XX",
            StartTlsWhy = Unreachable,
            DaneWhy = Unreachable,
        };
        yield return new()
        {
            Says = "our resolver does not answer",
            Seen = MxFails(mx => mx.Fails(LookupFailure.ResolverUnreachable)),
            StartTls = "XX",
            Dane = "XX",
            StartTlsWhy = ExclusionReason.OwnFault,
            DaneWhy = ExclusionReason.OwnFault,
        };
        yield return new()
        {
            Says = "our resolver does not validate",
            Seen = Domain(Host()) with
            {
                Resolver = new(
                    "192.0.2.53:53",
                    ResolverTrust.Loopback,
                    ResolverValidation.DoesNotValidate
                ),
            },
            StartTls = "XX",
            Dane = "XX",
            StartTlsWhy = ExclusionReason.OwnFault,
            DaneWhy = ExclusionReason.OwnFault,
        };
        yield return new()
        {
            Says = "MX bogus",
            Seen = MxFails(mx => mx.IsBogus()),
            StartTls = "XX",
            Dane = "FX",
            StartTlsWhy = Unreachable,
            DaneWhy = Unreachable,
        };
        yield return new()
        {
            Says = "the only host bogus",
            Seen = Domain(Bogus(Mx1)),
            StartTls = "XX",
            Dane = "FX",
            StartTlsWhy = Unreachable,
            DaneWhy = Unreachable,
        };
        yield return new()
        {
            Says = "one of two hosts silent",
            Seen = Domain(Host(), Host(Mx2, addresses: Silent())),
            StartTls = "PX",
            Dane = "FX",
            StartTlsWhy = Unreachable,
            DaneWhy = Unreachable,
        };
        yield return new()
        {
            Says = "one of two hosts answers 554",
            Seen = Domain(Host(), Host(Mx2, addresses: At(Answers(554)))),
            StartTls = "PX",
            Dane = "FX",
            StartTlsWhy = Untestable,
            DaneWhy = Untestable,
        };
        yield return new()
        {
            Says = "one of two hosts silent, the other without STARTTLS",
            Seen = Domain(Host(addresses: At(WithoutStartTls())), Host(Mx2, addresses: Silent())),
            StartTls = "FX",
            Dane = "FX",
            StartTlsWhy = Unreachable,
            DaneWhy = Unreachable,
        };
        yield return new()
        {
            Says = "one silent address of several excludes nothing",
            Seen = Domain(Host(addresses: [Address(), Silent()])),
            StartTls = "PP",
            Dane = "FP",
        };
        yield return new()
        {
            Says = "one address of several without STARTTLS",
            Seen = Domain(Host(addresses: [Address(), At(WithoutStartTls())])),
            StartTls = "FF",
            Dane = "FF",
        };
        foreach (
            var (says, session) in new[]
            {
                ("greeting 421", Answers(421)),
                ("greeting 554", Answers(554)),
                (
                    "garbage for a greeting",
                    Ended(SmtpStage.Greeting, SessionFaultKind.MalformedReply)
                ),
                ("no answer to EHLO", Ended(SmtpStage.Ehlo, SessionFaultKind.Timeout)),
                (
                    "EHLO refused, HELO not",
                    WithoutStartTls() with
                    {
                        Ehlo = new SmtpReply(502, ["no"]),
                        Helo = new SmtpReply(250, ["mx"]),
                    }
                ),
                ("closed at STARTTLS", Ended(SmtpStage.StartTls, SessionFaultKind.Closed)),
            }
        )
        {
            yield return new()
            {
                Says = says,
                Seen = Domain(Host(addresses: At(session))),
                StartTls = "XX",
                Dane = "XX",
                StartTlsWhy = Untestable,
                DaneWhy = Untestable,
            };
        }
        foreach (
            var (says, fault) in new[]
            {
                ("connection refused", (SmtpStage.Connect, SessionFaultKind.ConnectionRefused)),
                ("closed before the greeting", (SmtpStage.Greeting, SessionFaultKind.Closed)),
                ("silence after connecting", (SmtpStage.Greeting, SessionFaultKind.Timeout)),
            }
        )
        {
            yield return new()
            {
                Says = says,
                Seen = Domain(Host(addresses: At(Ended(fault.Item1, fault.Item2)))),
                StartTls = "XX",
                Dane = "XX",
                StartTlsWhy = Unreachable,
                DaneWhy = Unreachable,
            };
        }
        yield return new()
        {
            Says = "STARTTLS answered with garbage",
            Seen = Domain(
                Host(addresses: At(Ended(SmtpStage.StartTls, SessionFaultKind.MalformedReply)))
            ),
            StartTls = "FF",
            Dane = "FF",
        };
        yield return new()
        {
            Says = "STARTTLS refused",
            Seen = Domain(
                Host(
                    addresses: At(
                        Ended(SmtpStage.StartTls, SessionFaultKind.RefusedByReply) with
                        {
                            StartTls = new SmtpReply(454, ["later"]),
                        }
                    )
                )
            ),
            StartTls = "FF",
            Dane = "FF",
        };
        yield return new()
        {
            Says = "handshake fails",
            Seen = Domain(
                Host(addresses: At(Ended(SmtpStage.Handshake, SessionFaultKind.TlsAlert)))
            ),
            StartTls = "FF",
            Dane = "FF",
        };
        // Which of two servers behind an address is met first is chance, and decides nothing.
        foreach (
            var (says, one, other) in new[]
            {
                ("without STARTTLS", Session(), WithoutStartTls()),
                (
                    "with STARTTLS refused",
                    Session(),
                    Ended(SmtpStage.StartTls, SessionFaultKind.RefusedByReply) with
                    {
                        StartTls = new SmtpReply(502, ["no"]),
                    }
                ),
            }
        )
        {
            yield return new()
            {
                Says = $"another session {says}",
                Seen = Domain(Host(addresses: Beside(one, other))),
                StartTls = "FF",
                Dane = "FF",
            };
            yield return new()
            {
                Says = $"the session that counts {says}, and another not",
                Seen = Domain(Host(addresses: Beside(other, one))),
                StartTls = "FF",
                Dane = "FF",
            };
        }
        yield return new()
        {
            Says = "another session with a certificate that is refused",
            Seen = Domain(Host(addresses: Beside(Session(), Session(Pki.OtherLeaf)))),
            StartTls = "PP",
            Dane = "FF",
        };
        yield return new()
        {
            Says = "the session that counts with a certificate that is refused, and another not",
            Seen = Domain(Host(addresses: Beside(Session(Pki.OtherLeaf), Session()))),
            StartTls = "PP",
            Dane = "FF",
        };
        yield return new()
        {
            Says = "no TLSA",
            Seen = Domain(NoTlsa(Host())),
            StartTls = "PP",
            Dane = "FF",
        };
        yield return new()
        {
            Says = "TLSA matches nothing",
            Seen = Domain(Host(tlsa: [Mismatch()])),
            StartTls = "PP",
            Dane = "FF",
        };
        yield return new()
        {
            Says = "one of two hosts without TLSA",
            Seen = Domain(Host(), NoTlsa(Host(Mx2))),
            StartTls = "PP",
            Dane = "FF",
        };
        yield return new()
        {
            Says = "MX set unsigned, hosts with DANE",
            Seen = With(Host(), mx => mx.Is(DnssecStatus.Insecure)),
            StartTls = "PP",
            Dane = "FP",
        };
        yield return new()
        {
            Says = "TLSA published in an unsigned zone counts as absent",
            Seen = Domain(Insecure(Host())),
            StartTls = "PP",
            Dane = "FF",
        };
        yield return new()
        {
            Says = "all TLSA unusable",
            Seen = Domain(Host(tlsa: [Mismatch(CertificateUsage.PkixEe)])),
            StartTls = "PP",
            Dane = "FF",
        };
        yield return new()
        {
            Says = "other type of certificate without a match",
            Seen = Domain(
                Host(addresses: Address() with { OtherCertificate = Session(Pki.SelfSigned) })
            ),
            StartTls = "PP",
            Dane = "FP",
        };
        yield return new()
        {
            Says = "TLSA lookup fails: nobody gets to the host",
            Seen = Domain(
                Host() is var host
                    ? host.WithTlsa(t => t.Fails()) with
                    {
                        Addresses =
                        [
                            Address() with
                            {
                                Attempts = [],
                                Disposition = AddressDisposition.NotNeeded,
                            },
                        ],
                    }
                    : throw new InvalidOperationException()
            ),
            StartTls = "XX",
            Dane = "XX",
            StartTlsWhy = Unreachable,
            DaneWhy = Unreachable,
        };
        foreach (
            var disposition in new[]
            {
                AddressDisposition.BeyondLimit,
                AddressDisposition.NoRouteHere,
            }
        )
        {
            yield return new()
            {
                Says = $"{disposition}, all looked at good",
                Seen = Domain(Host(addresses: [Address(), NotTried(disposition)])),
                StartTls = "XX",
                Dane = "XX",
                StartTlsWhy = ExclusionReason.NotMeasured,
                DaneWhy = ExclusionReason.NotMeasured,
            };
            yield return new()
            {
                Says = $"{disposition}, and one looked at is not good",
                Seen = Domain(
                    Host(tlsa: [Mismatch()], addresses: [Address(), NotTried(disposition)])
                ),
                StartTls = "XX",
                Dane = "FF",
                StartTlsWhy = ExclusionReason.NotMeasured,
            };
            yield return new()
            {
                Says = $"{disposition} alone",
                Seen = Domain(Host(addresses: NotTried(disposition))),
                StartTls = "XX",
                Dane = "XX",
                StartTlsWhy = ExclusionReason.NotMeasured,
                DaneWhy = ExclusionReason.NotMeasured,
            };
        }
        yield return new()
        {
            Says = "hosts beyond the limit, all looked at good",
            Seen = Domain(Host()) with { OmittedHosts = [new MxHost(Name(Mx2), 20)] },
            StartTls = "XX",
            Dane = "XX",
            StartTlsWhy = ExclusionReason.NotMeasured,
            DaneWhy = ExclusionReason.NotMeasured,
        };
        yield return new()
        {
            Says = "hosts beyond the limit, one without STARTTLS",
            Seen = Domain(Host(addresses: At(WithoutStartTls()))) with
            {
                OmittedHosts = [new MxHost(Name(Mx2), 20)],
            },
            StartTls = "FF",
            Dane = "FF",
        };
        yield return new()
        {
            Says = "our own shutdown took one of two addresses",
            Seen = Domain(
                Host(addresses: [Address(), At(Ended(SmtpStage.Ehlo, SessionFaultKind.OwnLimit))])
            ),
            StartTls = "XX",
            Dane = "XX",
            StartTlsWhy = ExclusionReason.OwnFault,
            DaneWhy = ExclusionReason.OwnFault,
        };
        yield return new()
        {
            Says = "our own shutdown took the other certificate: STARTTLS was seen",
            Seen = Domain(
                Host(
                    addresses: Address() with
                    {
                        OtherCertificate = Ended(SmtpStage.Connect, SessionFaultKind.OwnLimit),
                    }
                )
            ),
            StartTls = "PP",
            Dane = "XP",
            DaneWhy = ExclusionReason.OwnFault,
        };
        foreach (var failure in new[] { LookupFailure.ResolverUnreachable, LookupFailure.OwnLimit })
        {
            foreach (var (says, isTested, lost) in LostLookups(failure))
            {
                yield return new()
                {
                    Says = $"{failure}: {says}, the only host",
                    Seen = Domain(lost(Host())),
                    StartTls = "XX",
                    Dane = "XX",
                    StartTlsWhy = ExclusionReason.OwnFault,
                    DaneWhy = ExclusionReason.OwnFault,
                };
                yield return new()
                {
                    Says = $"{failure}: {says}, beside a good host",
                    Seen = Domain(Host(), lost(Host(Mx2))),
                    StartTls = "XX",
                    Dane = "XX",
                    StartTlsWhy = ExclusionReason.OwnFault,
                    DaneWhy = ExclusionReason.OwnFault,
                };
                yield return new()
                {
                    Says = $"{failure}: {says}, beside a host without TLSA",
                    Seen = Domain(NoTlsa(Host()), lost(Host(Mx2))),
                    StartTls = "XX",
                    Dane = "FF",
                    StartTlsWhy = ExclusionReason.OwnFault,
                };
                yield return new()
                {
                    Says = $"{failure}: {says}, beside a host without STARTTLS",
                    Seen = Domain(Host(addresses: At(WithoutStartTls())), lost(Host(Mx2))),
                    StartTls = "FF",
                    Dane = "FF",
                };
                yield return new()
                {
                    Says = $"{failure}: {says}, beside a silent host",
                    Seen = Domain(Host(addresses: Silent()), lost(Host(Mx2))),
                    StartTls = "XX",
                    // Where nothing at all was tested, nothing is told.
                    Dane = isTested ? "FX" : "XX",
                    StartTlsWhy = ExclusionReason.OwnFault,
                    DaneWhy = isTested ? Unreachable : ExclusionReason.OwnFault,
                };
            }
        }
        foreach (var failure in new[] { LookupFailure.ResolverUnreachable, LookupFailure.OwnLimit })
        {
            yield return new()
            {
                Says = $"{failure}: TLSA of insecure addresses, which nobody waits for",
                Seen = Domain(
                    Insecure(Host()) is var insecure
                        ? insecure with
                        {
                            Tlsa =
                            [
                                .. insecure.Tlsa.Select(asked =>
                                    asked with
                                    {
                                        Purpose = TlsaQueryPurpose.Ignored,
                                        Lookup = asked.Lookup.Fails(failure),
                                    }
                                ),
                            ],
                        }
                        : throw new InvalidOperationException()
                ),
                StartTls = "PP",
                Dane = "FF",
            };
            yield return new()
            {
                Says = $"{failure}: one address family, beside TLSA that fails at the target",
                Seen = Domain(
                    Host(),
                    Host(Mx2) is var both
                        ? both.WithTlsa(tlsa => tlsa.Fails()) with
                        {
                            Aaaa = both.Aaaa.Fails(failure),
                            Addresses =
                            [
                                Address() with
                                {
                                    Attempts = [],
                                    Disposition = AddressDisposition.NotNeeded,
                                },
                            ],
                        }
                        : throw new InvalidOperationException()
                ),
                StartTls = "XX",
                Dane = "FX",
                StartTlsWhy = ExclusionReason.OwnFault,
                DaneWhy = ExclusionReason.OwnFault,
            };
        }
        foreach (var (says, lost) in LostWithSessions())
        {
            yield return new()
            {
                Says = $"{says}, the only host",
                Seen = Domain(lost(Host())),
                StartTls = "PP",
                Dane = "XX",
                DaneWhy = ExclusionReason.OwnFault,
            };
            yield return new()
            {
                Says = $"{says}, beside a good host",
                Seen = Domain(Host(), lost(Host(Mx2))),
                StartTls = "PP",
                Dane = "XX",
                DaneWhy = ExclusionReason.OwnFault,
            };
            yield return new()
            {
                Says = $"{says}, beside a host without TLSA",
                Seen = Domain(NoTlsa(Host()), lost(Host(Mx2))),
                StartTls = "PP",
                Dane = "FF",
            };
        }
        yield return new()
        {
            Says = "MX answered, and not believed as the resolver did not validate",
            Seen = MxFails(mx => mx.Is(DnssecStatus.Indeterminate)),
            StartTls = "XX",
            Dane = "XX",
            StartTlsWhy = ExclusionReason.OwnFault,
            DaneWhy = ExclusionReason.OwnFault,
        };
        yield return new()
        {
            Says = "one address family fails: it may hold addresses that are not good",
            Seen = Domain(
                Host() is var secure
                    ? secure with
                    {
                        Aaaa = secure.Aaaa.Fails(),
                    }
                    : throw new InvalidOperationException()
            ),
            StartTls = "PP",
            Dane = "FP",
        };
    }

    /// <summary>A good host of which we lost a lookup ourselves.</summary>
    private static IEnumerable<(
        string Says,
        bool IsTested,
        Func<HostObservation, HostObservation> Lost
    )> LostLookups(LookupFailure failure)
    {
        yield return (
            "both address lookups lost",
            false,
            host =>
                host with
                {
                    A = host.A.Fails(failure),
                    Aaaa = host.Aaaa.Fails(failure),
                    Tlsa = [],
                    Addresses = [],
                }
        );
        yield return (
            "one address lookup lost",
            true,
            host => host with { Aaaa = host.Aaaa.Fails(failure) }
        );
        yield return (
            "TLSA lookup lost",
            false,
            host =>
                host.WithTlsa(tlsa => tlsa.Fails(failure)) with
                {
                    Addresses =
                    [
                        Address() with
                        {
                            Attempts = [],
                            Disposition = AddressDisposition.NotNeeded,
                        },
                    ],
                }
        );
    }

    /// <summary>A good host to which sessions were had, and of which TLSA could not be told by our fault.</summary>
    private static IEnumerable<(
        string Says,
        Func<HostObservation, HostObservation> Lost
    )> LostWithSessions()
    {
        yield return (
            "TLSA answered, and not believed as the resolver did not validate",
            host => host.WithTlsa(tlsa => tlsa.Is(DnssecStatus.Indeterminate))
        );
    }

    public static TheoryData<string> Cases => [.. All().Select(c => c.Says)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outcome_is_that_of_the_rules(string says)
    {
        var @case = All().Single(c => c.Says == says);
        var verdict = DomainJudgement.Judge(@case.Seen);
        var facts = TransportFactsReader.Read(@case.Seen, verdict);

        var startTls = StartTlsStandard.Judge(facts, verdict.MethodVersion);
        var dane = DaneStandard.Judge(facts, verdict.MethodVersion);

        startTls.ShouldSatisfyAllConditions(
            () => Letters(startTls).ShouldBe(@case.StartTls, "STARTTLS"),
            () => startTls.Why.ShouldBe(@case.StartTlsWhy),
            () => Letters(dane).ShouldBe(@case.Dane, "DANE"),
            () => dane.Why.ShouldBe(@case.DaneWhy),
            () => dane.Status.ShouldBe(Slug.Of(verdict.Status))
        );
    }

    [Fact]
    public void Dane_passes_where_and_only_where_the_status_is_protected()
    {
        foreach (var @case in VerdictCases.All)
        {
            var verdict = DomainJudgement.Judge(@case.Observation);
            var facts = TransportFactsReader.Read(@case.Observation, verdict);
            var strict = DaneStandard.Judge(facts, verdict.MethodVersion).Strict;

            (strict == StandardOutcome.Passed).ShouldBe(
                verdict.Status == DomainStatus.Protected,
                @case.Says
            );
        }
    }

    /// <summary>A domain that passes DANE passes STARTTLS, in both views; a reason is given where, and only where, one is excluded.</summary>
    [Fact]
    public void Outcomes_of_every_case_hang_together()
    {
        foreach (var @case in VerdictCases.All)
        {
            var verdict = DomainJudgement.Judge(@case.Observation);
            var facts = TransportFactsReader.Read(@case.Observation, verdict);
            var startTls = StartTlsStandard.Judge(facts, verdict.MethodVersion);
            var dane = DaneStandard.Judge(facts, verdict.MethodVersion);

            if (dane.Strict == StandardOutcome.Passed)
            {
                startTls.Strict.ShouldBe(StandardOutcome.Passed, @case.Says);
            }
            if (dane.Forum == StandardOutcome.Passed)
            {
                startTls.Forum.ShouldBe(StandardOutcome.Passed, @case.Says);
            }
            foreach (var standard in new[] { startTls, dane })
            {
                (standard.Why is not null).ShouldBe(
                    standard.Forum == StandardOutcome.Excluded
                        || standard.Strict == StandardOutcome.Excluded,
                    @case.Says
                );
            }
        }
    }

    private static string Letters(StandardVerdict verdict) =>
        string.Concat(new[] { verdict.Strict, verdict.Forum }.Select(Letter));

    private static char Letter(StandardOutcome outcome) =>
        outcome switch
        {
            StandardOutcome.Passed => 'P',
            StandardOutcome.Failed => 'F',
            StandardOutcome.Excluded => 'X',
            _ => '?',
        };
}
