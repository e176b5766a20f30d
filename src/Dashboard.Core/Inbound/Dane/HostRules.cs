using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>One MX host: its policy, its addresses, and what shows only when they are laid side by side.</summary>
internal static class HostRules
{
    public static HostVerdict Judge(
        HostObservation host,
        NextHop nextHop,
        LookupReadings readings,
        DateTimeOffset instant
    )
    {
        var policy = HostPolicyRules.Decide(host, nextHop, readings, instant);
        var addresses = host
            .Addresses.Select(address => AddressRules.Judge(policy, address, nextHop.MxSecure))
            .ToList();
        var (rollover, rolloverReasons) = Rollover(policy, addresses);
        var common = DecisionSteps.OfHost(policy, nextHop, readings);
        return new HostVerdict
        {
            Host = host.Host,
            Policy = policy with
            {
                Reasons = [.. policy.Reasons.Select(r => r with { Host = host.Host.Name })],
            },
            Rollover = rollover,
            Addresses =
            [
                .. addresses.Select(
                    (address, i) =>
                        address with
                        {
                            Steps =
                            [
                                .. common,
                                .. DecisionSteps.OfAddress(policy, address, host.Addresses[i]),
                            ],
                            Reasons = [.. address.Reasons.Select(r => At(r, host, address))],
                            Certificates =
                            [
                                .. address.Certificates.Select(c =>
                                    c with
                                    {
                                        Reasons = [.. c.Reasons.Select(r => At(r, host, address))],
                                    }
                                ),
                            ],
                        }
                ),
            ],
            Steps = common,
            Reasons =
            [
                .. policy
                    .Reasons.Concat(rolloverReasons)
                    .Concat(Differences(host, addresses))
                    .Select(r => r with { Host = host.Host.Name }),
            ],
        };
    }

    private static VerdictReason At(
        VerdictReason reason,
        HostObservation host,
        AddressVerdict address
    ) => reason with { Host = host.Host.Name, Address = address.Address };

    /// <summary>
    /// Beside a record for what is served now, one for what comes next: a further record of the same kind, or a trust anchor
    /// beside the key (row 22; RFC 7671 sections 8.1 and 8.4).
    /// </summary>
    private static (RolloverState? State, IReadOnlyList<VerdictReason> Reasons) Rollover(
        HostPolicy policy,
        List<AddressVerdict> addresses
    )
    {
        var certificates = addresses.SelectMany(a => a.AllCertificates).ToList();
        if (
            policy.Policy != DanePolicy.Authenticate
            || !certificates.Exists(c => c.Outcome == AddressOutcome.Authenticated)
        )
        {
            return (null, []);
        }
        var matched = certificates
            .SelectMany(c => c.Matches)
            .Where(m => m.Depth is not null || m.Authenticates)
            .Select(m => m.RecordIndex)
            .ToHashSet();
        var counted = policy
            .Tlsa.Select((tlsa, i) => (tlsa, i))
            .Where(t => t.tlsa is { Problem: null, LeftOutByAgility: false, Duplicate: false })
            .ToList();
        var extra = counted.Where(t => !matched.Contains(t.i)).ToList();
        var usages = counted.Select(t => t.tlsa.Record.Usage).Distinct().Count();
        var state =
            extra.Count > 0 || usages > 1 ? RolloverState.Prepared : RolloverState.NotPrepared;
        return (
            state,
            [
                .. extra.Select(e =>
                    Reason.Create(
                        ReasonSlug.TlsaUnmatchedExtra,
                        ("record", e.tlsa.Record.ToString()),
                        ("mnemonic", e.tlsa.Mnemonic)
                    )
                ),
                state == RolloverState.Prepared
                    ? Reason.Create(
                        ReasonSlug.RolloverPrepared,
                        ("by", extra.Count > 0 ? "next-record" : "trust-anchor")
                    )
                    : Reason.Create(ReasonSlug.RolloverNotPrepared),
            ]
        );
    }

    /// <summary>Row 31: which of them a sender comes to is chance.</summary>
    private static IEnumerable<VerdictReason> Differences(
        HostObservation host,
        List<AddressVerdict> addresses
    )
    {
        var outcomes = addresses
            .Where((_, i) => host.Addresses[i].Disposition == AddressDisposition.Probed)
            .Select(a => a.Outcome)
            .Distinct()
            .ToList();
        if (outcomes.Count > 1)
        {
            yield return Reason.Create(
                ReasonSlug.AddressesDiffer,
                ("outcomes", string.Join(' ', outcomes.Order().Select(Reason.Word)))
            );
        }
    }
}
