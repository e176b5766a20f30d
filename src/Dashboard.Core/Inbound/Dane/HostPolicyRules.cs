using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>The first of the three judgements: what the DNS alone obliges a sender to do at a host (RFC 7672 section 2.2).</summary>
internal static class HostPolicyRules
{
    public static HostPolicy Decide(
        HostObservation host,
        NextHop nextHop,
        LookupReadings readings,
        DateTimeOffset instant
    )
    {
        var addresses = AddressReading.Of(host, readings);
        var reasons = new List<VerdictReason>();
        if (host.A.Aliases.Count > 0 || host.Aaaa.Aliases.Count > 0)
        {
            reasons.Add(AliasReason(host));
        }
        reasons.AddRange(addresses.Reasons);
        reasons.AddRange(
            SignatureReasons.Of(
                instant,
                [
                    host.A,
                    host.Aaaa,
                    .. host
                        .Tlsa.Where(t => t.Purpose == TlsaQueryPurpose.Sender)
                        .Select(t => t.Lookup),
                ]
            )
        );
        var policy = new HostPolicy
        {
            Policy = DanePolicy.Defer,
            AddressSecurity = SecurityOf(addresses.Reading),
            Addresses = AnswerOf(addresses.Reading, readings),
            FamilyFault = addresses.FamilyFault,
            TlsaBaseDomain = host.Host.Name,
            ReferenceIdentifiers = nextHop.ReferenceIdentifiers(host.Host.Name),
        };
        if (addresses.Reading.IsAbsent)
        {
            return policy with { Skipped = true, Reasons = reasons };
        }
        if (addresses.Reading.IsFailed)
        {
            return policy with { Reasons = reasons };
        }
        var decided = WithTlsa(policy, addresses.Reading, host, nextHop, readings, reasons);
        return IsOnlyReserved(host)
            ? decided with
            {
                Skipped = true,
                Addresses = AddressAnswer.Reserved,
                Reasons = [.. reasons, Reason.Create(ReasonSlug.HostAddressesReserved)],
            }
            : decided with
            {
                Reasons = reasons,
            };
    }

    private static HostPolicy WithTlsa(
        HostPolicy policy,
        LookupReading addresses,
        HostObservation host,
        NextHop nextHop,
        LookupReadings readings,
        List<VerdictReason> reasons
    )
    {
        if (addresses == LookupReading.PresentInsecure && !HasSecureAlias(host, readings))
        {
            var alias = host.Alias;
            if (alias is not null && readings.Read(alias).IsFailed)
            {
                // Whether the alias is secure decides whether TLSA records count, and that could not be found out.
                reasons.Add(
                    LookupFacts.Of(
                        readings.Read(alias) == LookupReading.Bogus
                            ? ReasonSlug.AddressBogus
                            : ReasonSlug.AddressLookupFailed,
                        alias
                    )
                );
                return policy with
                {
                    AddressSecurity = SecurityOf(readings.Read(alias)),
                    Addresses = AnswerOf(readings.Read(alias), readings),
                };
            }
            if (readings.ResolverCounts)
            {
                reasons.Add(LookupFacts.Of(ReasonSlug.AddressInsecure, Addressed(host, readings)));
                reasons.AddRange(ZoneReasons.Of(host.Zone, host.A, host.Aaaa));
                reasons.AddRange(Ignored(host));
            }
            return policy with { Policy = DanePolicy.Opportunistic };
        }

        if (addresses == LookupReading.PresentInsecure)
        {
            policy = policy with { Addresses = AddressAnswer.BehindSecureAlias };
        }
        var finding = TlsaSearch.Of(host, readings);
        policy = policy with
        {
            TlsaAnswer = AnswerOf(finding.Reading),
            TlsaLostHere = finding.LostHere,
        };
        reasons.AddRange(finding.Reasons);
        if (finding.Reading.IsFailed)
        {
            return policy;
        }
        if (finding.Reading != LookupReading.PresentSecure)
        {
            reasons.AddRange(
                ZoneReasons.OfDenials(
                    host.Tlsa.Where(t => t.Purpose == TlsaQueryPurpose.Sender).Select(t => t.Lookup)
                )
            );
            return policy with { Policy = DanePolicy.Opportunistic };
        }
        if (!nextHop.MxSecure)
        {
            reasons.Add(
                Reason.Create(
                    ReasonSlug.TlsaIgnored,
                    ("owner", TlsaSearch.Owner(finding.BaseDomain)),
                    ("why", ReasonSlug.MxInsecure)
                )
            );
        }
        var set = TlsaSet.Assess(finding.Records);
        reasons.AddRange(TlsaReasons.Of(set));
        return policy with
        {
            Policy = set.Any(t => t.Problem is null)
                ? DanePolicy.Authenticate
                : DanePolicy.EncryptOnly,
            TlsaBaseDomain = finding.BaseDomain,
            Tlsa = set,
            ReferenceIdentifiers = nextHop.ReferenceIdentifiers(finding.BaseDomain),
        };
    }

    /// <summary>An alias in a signed zone to a target in an unsigned one: TLSA at the alias counts (RFC 7672 section 2.2.2).</summary>
    private static bool HasSecureAlias(HostObservation host, LookupReadings readings) =>
        host.Alias is not null && readings.Read(host.Alias) == LookupReading.PresentSecure;

    private static bool IsOnlyReserved(HostObservation host) =>
        host.Addresses.Count > 0
        && host.Addresses.All(a => a.Disposition == AddressDisposition.Reserved);

    private static DnsLookup<System.Net.IPAddress> Addressed(
        HostObservation host,
        LookupReadings readings
    ) => readings.Read(host.A).IsPresent ? host.A : host.Aaaa;

    private static VerdictReason AliasReason(HostObservation host)
    {
        var aliases = host.A.Aliases.Count > 0 ? host.A.Aliases : host.Aaaa.Aliases;
        return Reason.Create(
            ReasonSlug.MxIsAlias,
            ("name", host.Host.Name.ToString()),
            ("target", aliases[^1].ToString())
        ) with
        {
            // Only an MX record may not point at an alias; a domain without MX may be one.
            Severity = host.Host.Implicit ? ReasonSeverity.Note : ReasonSeverity.Warning,
        };
    }

    private static IEnumerable<VerdictReason> Ignored(HostObservation host) =>
        host
            .Tlsa.Where(t =>
                t.Purpose == TlsaQueryPurpose.Ignored && t.Lookup.Outcome == LookupOutcome.Answer
            )
            .Select(t =>
                Reason.Create(
                    ReasonSlug.TlsaIgnored,
                    ("owner", t.Lookup.Name.ToString()),
                    ("why", ReasonSlug.AddressInsecure)
                )
            );

    private static AddressAnswer AnswerOf(LookupReading reading, LookupReadings readings) =>
        reading switch
        {
            LookupReading.Bogus => AddressAnswer.Bogus,
            LookupReading.Failed => AddressAnswer.Failed,
            LookupReading.AbsentSecure or LookupReading.AbsentInsecure => AddressAnswer.Absent,
            LookupReading.PresentSecure => AddressAnswer.Secure,
            _ when !readings.ResolverCounts => AddressAnswer.NotValidated,
            _ => AddressAnswer.Insecure,
        };

    private static TlsaAnswer AnswerOf(LookupReading reading) =>
        reading switch
        {
            LookupReading.PresentSecure => TlsaAnswer.Present,
            LookupReading.PresentInsecure => TlsaAnswer.Insecure,
            LookupReading.Bogus => TlsaAnswer.Bogus,
            LookupReading.Failed => TlsaAnswer.Failed,
            _ => TlsaAnswer.Absent,
        };

    private static DnssecStatus SecurityOf(LookupReading reading) =>
        reading switch
        {
            LookupReading.PresentSecure or LookupReading.AbsentSecure => DnssecStatus.Secure,
            LookupReading.PresentInsecure or LookupReading.AbsentInsecure => DnssecStatus.Insecure,
            LookupReading.Bogus => DnssecStatus.Bogus,
            _ => DnssecStatus.Indeterminate,
        };
}
