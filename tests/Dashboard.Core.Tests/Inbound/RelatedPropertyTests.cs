using System.Net;
using System.Text.Json;
using CsCheck;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MailAuthentication;
using static Dashboard.Core.Tests.Inbound.RelatedEvidence;

namespace Dashboard.Core.Tests.Inbound;

/// <summary>What holds of all related standards, whatever the evidence is.</summary>
public sealed class RelatedPropertyTests
{
    /// <summary>What strangers can write, near to what the records look like.</summary>
    private static readonly Gen<string> Anything = Gen.OneOf(
        Gen.String,
        RandomText.Of(
            "v=spf1",
            "v=STSv1;",
            "v=TLSRPTv1;",
            "v=DMARC1",
            " ",
            ";",
            "=",
            ":",
            "%{",
            "%{d}",
            "}",
            "/",
            "a",
            "mx",
            "include:",
            "redirect=",
            "example.nl",
            "all",
            "-all",
            "p=",
            "reject",
            "rua=mailto:",
            "!10m",
            "id=1",
            "\0",
            "é",
            "\uFEFF",
            "ip4:",
            "1.2.3.4",
            "pct=",
            "99999999999999999999",
            ".",
            "-"
        )
    );

    [Fact]
    public void Any_record_has_a_verdict()
    {
        var dane = DomainJudgement.Judge(Domain);
        Gen.Select(Anything.Array[0, 3], Anything.Array[0, 3], Anything.Array[0, 2])
            .Sample(
                (own, other, policy) =>
                {
                    var related = Good with
                    {
                        MtaSts = Sts(policy: string.Concat(policy)) with
                        {
                            Record = Text("_mta-sts.example.nl", own),
                        },
                        TlsRpt = Text("_smtp._tls.example.nl", own),
                        Spf = new SpfObservation
                        {
                            Records = [Text("example.nl", own), Text("a.example.nl", other)],
                        },
                        Dmarc = new DmarcObservation
                        {
                            Steps =
                            [
                                new(Seen.Name("example.nl"), Text("_dmarc.example.nl", own)),
                                new(Seen.Name("nl"), Text("_dmarc.nl", other)),
                            ],
                            RegistrableDomain = Seen.Name("example.nl"),
                        },
                    };
                    RelatedStandards
                        .Judge(Domain with { Related = related }, dane)
                        .Count.ShouldBe(RelatedStandards.All.Count);
                }
            );
    }

    /// <summary>Of each lookup that the evidence holds: had it failed, nothing that counts as failed now would count as passed.</summary>
    [Fact]
    public void A_lookup_that_fails_never_improves_a_verdict()
    {
        foreach (var known in RelatedTableTests.All.Where(c => c.Related is not null))
        {
            var dane = DomainJudgement.Judge(known.Seen);
            var before = RelatedStandards.Judge(known.Seen with { Related = known.Related }, dane);
            foreach (var changed in Failing(known.Related!))
            {
                foreach (
                    var (was, now) in before.Zip(
                        RelatedStandards.Judge(known.Seen with { Related = changed }, dane)
                    )
                )
                {
                    (Passes(now.Strict) && !Passes(was.Strict)).ShouldBeFalse(known.Name);
                    (Passes(now.Forum) && !Passes(was.Forum)).ShouldBeFalse(known.Name);
                }
            }
        }
    }

    /// <summary>Whatever is seen of the related standards, the mail-transport verdict is the same octet for octet.</summary>
    [Fact]
    public void No_related_standard_changes_the_verdict_of_Dane()
    {
        foreach (var known in RelatedTableTests.All)
        {
            var alone = InboundJudgement.Judge(known.Seen with { Related = null });
            var beside = InboundJudgement.Judge(known.Seen with { Related = known.Related });

            Json(beside.MailTransport).ShouldBe(Json(alone.MailTransport), known.Name);
            foreach (var standard in new[] { MailStandard.StartTls, MailStandard.Dane })
            {
                Json(Of(beside, standard)).ShouldBe(Json(Of(alone, standard)), known.Name);
            }
        }
    }

    /// <summary>
    /// The evidence of one changes no other. DKIM alone asks whether the domain sends mail at all, which SPF and DMARC say.
    /// </summary>
    [Fact]
    public void No_related_standard_changes_the_verdict_of_another()
    {
        var parts = new Dictionary<Func<RelatedObservation, RelatedObservation>, MailStandard[]>();
        foreach (
            var related in RelatedTableTests.All.Select(c => c.Related).OfType<RelatedObservation>()
        )
        {
            parts[good => good with { MtaSts = related.MtaSts }] = [MailStandard.MtaSts];
            parts[good => good with { TlsRpt = related.TlsRpt }] = [MailStandard.TlsRpt];
            parts[good => good with { DnsSec = related.DnsSec }] =
            [
                MailStandard.DnssecDomain,
                MailStandard.DnssecMx,
            ];
            parts[good => good with { Spf = related.Spf }] = [MailStandard.Spf, MailStandard.Dkim];
            parts[good => good with { Dkim = related.Dkim }] = [MailStandard.Dkim];
            parts[good => good with { Dmarc = related.Dmarc }] =
            [
                MailStandard.Dmarc,
                MailStandard.Dkim,
            ];
        }
        var all = InboundJudgement.Judge(Domain with { Related = Good });
        foreach (var (part, own) in parts)
        {
            var changed = InboundJudgement.Judge(Domain with { Related = part(Good) });
            foreach (var verdict in all.Standards.Where(one => !own.Contains(one.Standard)))
            {
                Json(Of(changed, verdict.Standard)).ShouldBe(Json(verdict), string.Join(' ', own));
            }
        }
        parts.Count.ShouldBeGreaterThan(500);
    }

    private static StandardVerdict Of(InboundVerdict verdict, MailStandard standard) =>
        verdict.Standards.Single(one => one.Standard == standard);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, EvidenceJson.Options);

    /// <summary>As figures count; what a view does not count cannot pass in it.</summary>
    private static bool Passes(StandardOutcome outcome) =>
        outcome is StandardOutcome.Passed or StandardOutcome.Warning or StandardOutcome.Info;

    private static IEnumerable<RelatedObservation> Failing(RelatedObservation related)
    {
        yield return related with
        {
            MtaSts = related.MtaSts with { Record = related.MtaSts.Record?.Fails() },
        };
        yield return related with
        {
            TlsRpt = related.TlsRpt?.Fails(),
        };
        for (var i = 0; i < related.DnsSec.Zones.Count; i++)
        {
            var zone = related.DnsSec.Zones[i];
            foreach (
                var failing in new[]
                {
                    zone with
                    {
                        Ds = zone.Ds.Fails(),
                    },
                    zone with
                    {
                        Dnskey = zone.Dnskey.Fails(),
                    },
                    zone with
                    {
                        Nsec3Param = zone.Nsec3Param.Fails(),
                    },
                    zone with
                    {
                        Denial = zone.Denial?.Fails(),
                    },
                }
            )
            {
                yield return related with
                {
                    DnsSec = related.DnsSec with
                    {
                        Zones = Replace(related.DnsSec.Zones, i, failing),
                    },
                };
            }
        }
        for (var i = 0; i < related.Spf.Records.Count; i++)
        {
            yield return related with
            {
                Spf = related.Spf with
                {
                    Records = Replace(related.Spf.Records, i, related.Spf.Records[i].Fails()),
                },
            };
        }
        for (var i = 0; i < related.Spf.Mx.Count; i++)
        {
            yield return related with
            {
                Spf = related.Spf with
                {
                    Mx = Replace(related.Spf.Mx, i, related.Spf.Mx[i].Fails()),
                },
            };
        }
        for (var i = 0; i < related.Spf.Addresses.Count; i++)
        {
            yield return related with
            {
                Spf = related.Spf with
                {
                    Addresses = Replace<DnsLookup<IPAddress>>(
                        related.Spf.Addresses,
                        i,
                        related.Spf.Addresses[i].Fails()
                    ),
                },
            };
        }
        yield return related with
        {
            Dkim = related.Dkim with { Keys = related.Dkim.Keys?.Fails() },
        };
        yield return related with
        {
            Dkim = related.Dkim with { Sibling = related.Dkim.Sibling?.Fails() },
        };
        for (var i = 0; i < related.Dmarc.Steps.Count; i++)
        {
            var step = related.Dmarc.Steps[i];
            yield return related with
            {
                Dmarc = related.Dmarc with
                {
                    Steps = Replace(
                        related.Dmarc.Steps,
                        i,
                        step with
                        {
                            Lookup = step.Lookup?.Fails(),
                        }
                    ),
                },
            };
        }
        for (var i = 0; i < related.Dmarc.Permissions.Count; i++)
        {
            var permission = related.Dmarc.Permissions[i];
            yield return related with
            {
                Dmarc = related.Dmarc with
                {
                    Permissions = Replace(
                        related.Dmarc.Permissions,
                        i,
                        permission with
                        {
                            Lookup = permission.Lookup?.Fails(),
                        }
                    ),
                },
            };
        }
    }

    private static List<T> Replace<T>(IReadOnlyList<T> list, int at, T item)
    {
        List<T> changed = [.. list];
        changed[at] = item;
        return changed;
    }
}
