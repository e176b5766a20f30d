using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;

namespace Dashboard.Core.Inbound.DnsSec;

/// <summary>
/// DNSSEC of the mail domain and of its MX hosts, two standards: secure or not, of all that a sender asks. Both are excluded where
/// there is no mail or no domain, and for nothing else: they need no session. A bogus answer is a failure; one that failed otherwise,
/// or that came from a resolver whose word does not count, is not measured.
/// </summary>
public static class DnssecStandards
{
    public const string MethodVersion = "related-1";

    private enum Security
    {
        Secure,
        NotMeasured,

        /// <summary>There is a DS record, of algorithms that no validator has to support: signed, to no effect.</summary>
        UnsupportedAlgorithm,
        Insecure,
        Bogus,
    }

    /// <summary>The MX set, or the proof that there is none.</summary>
    public static StandardVerdict Domain(InboundObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var readings = new LookupReadings(seen.Resolver);
        return Verdict(
            MailStandard.DnssecDomain,
            MxRules.OutcomeOf(seen, readings),
            [Of(readings, seen.Mx, seen.Zone)]
        );
    }

    /// <summary>The worst host counts: its addresses, and the TLSA records that a sender asks for.</summary>
    public static StandardVerdict MxHosts(InboundObservation seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var readings = new LookupReadings(seen.Resolver);
        var mx = MxRules.OutcomeOf(seen, readings);
        return Verdict(
            MailStandard.DnssecMx,
            mx,
            mx == MxOutcome.Hosts
                ?
                [
                    .. seen
                        .Hosts.Where(h => !h.Host.Name.IsRoot)
                        .SelectMany(h => OfHost(readings, h)),
                    .. seen.OmittedHosts.Select(_ => Security.NotMeasured),
                ]
                : [Of(readings, seen.Mx, seen.Zone)]
        );
    }

    private static IEnumerable<Security> OfHost(LookupReadings readings, HostObservation host)
    {
        var families = new DnsLookup[] { host.A, host.Aaaa };
        // A family without records counts only where the other has none either.
        var present = families.Where(f => readings.Read(f).IsPresent).ToList();
        var decisive = present.Count > 0 ? present : [.. families];
        return decisive
            .Concat(families.Where(f => readings.Read(f).IsFailed))
            .Select(lookup => Of(readings, lookup, host.Zone))
            .Concat(
                host.Tlsa.Where(t =>
                        t.Purpose == TlsaQueryPurpose.Sender && readings.Read(t.Lookup).IsFailed
                    )
                    .Select(t => Of(readings, t.Lookup, null))
            );
    }

    private static Security Of(LookupReadings readings, DnsLookup lookup, ZoneObservation? zone) =>
        readings.Read(lookup) switch
        {
            LookupReading.Bogus => Security.Bogus,
            LookupReading.PresentSecure or LookupReading.AbsentSecure => Security.Secure,
            _ when !readings.ResolverCounts => Security.NotMeasured,
            LookupReading.Failed => Security.NotMeasured,
            LookupReading.PresentInsecure when zone?.Ds is { Outcome: LookupOutcome.Answer } =>
                Security.UnsupportedAlgorithm,
            _ => Security.Insecure,
        };

    private static StandardVerdict Verdict(
        MailStandard standard,
        MxOutcome mx,
        IReadOnlyList<Security> seen
    )
    {
        var all = seen.DefaultIfEmpty(Security.NotMeasured).ToHashSet();
        ExclusionReason? why = mx switch
        {
            MxOutcome.NoDomain => ExclusionReason.NoDomain,
            MxOutcome.NoMail => ExclusionReason.NoMail,
            _ => null,
        };
        var unsupported = all.Contains(Security.UnsupportedAlgorithm);
        var failed = all.Contains(Security.Insecure) || all.Contains(Security.Bogus);
        var lost = all.Contains(Security.NotMeasured);
        return new()
        {
            Standard = standard,
            MethodVersion = MethodVersion,
            Status = why is { } reason ? Slug.Of(reason) : Slug.Of(all.Max()),
            Forum =
                why is not null ? StandardOutcome.Excluded
                : failed ? StandardOutcome.Failed
                : lost ? StandardOutcome.NotMeasured
                : unsupported ? StandardOutcome.Warning
                : StandardOutcome.Passed,
            Strict =
                why is not null ? StandardOutcome.Excluded
                : failed || unsupported ? StandardOutcome.Failed
                : lost ? StandardOutcome.NotMeasured
                : StandardOutcome.Passed,
            Why = why,
        };
    }
}
