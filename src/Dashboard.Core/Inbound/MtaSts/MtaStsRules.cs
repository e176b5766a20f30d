using System.Globalization;
using Dashboard.Core.Dns;
using static Dashboard.Core.Inbound.MtaSts.MtaStsRows;

namespace Dashboard.Core.Inbound.MtaSts;

/// <summary>MTA-STS as a sender without a cached policy meets it (RFC 8461); the first row that applies.</summary>
internal static class MtaStsRules
{
    /// <summary>Shorter ones leave gaps in which the policy must be fetched anew; the RFC expects weeks (section 3.2).</summary>
    private const int ShortMaxAge = 7 * 24 * 3600;

    /// <param name="seen">Of the domain's MX hosts.</param>
    /// <param name="hostsKnown">Whether the MX set could be looked up, and all of its hosts were looked at.</param>
    public static IReadOnlyList<StandardFinding> Judge(
        MtaStsObservation sts,
        IReadOnlyList<HostObservation> seen,
        bool hostsKnown
    ) =>
        OfRecord(sts.Record) is { } record ? [record]
        : sts.Fetch is not { } fetch ? [Table.Find(MtaStsSlug.NotFetched)]
        : OfFetch(fetch) is { } failed ? [failed]
        : [.. OfPolicy(sts, fetch, seen, hostsKnown)];

    public static StsPolicyState StateOf(MtaStsObservation sts) =>
        OfRecord(sts.Record) is { } record ? Of(record)
        : sts.Fetch is not { } fetch ? StsPolicyState.Unknown
        : OfFetch(fetch) is { } failed ? Of(failed)
        : fetch.Policy is { Problems.Count: 0, Mode: StsMode.Enforce } ? StsPolicyState.Enforced
        : StsPolicyState.NotEnforced;

    private static StsPolicyState Of(StandardFinding finding) =>
        finding.Strict == StandardOutcome.NotMeasured
            ? StsPolicyState.Unknown
            : StsPolicyState.NotEnforced;

    /// <summary>Null where there is exactly one record, and it can be read.</summary>
    private static StandardFinding? OfRecord(DnsLookup<string>? lookup)
    {
        if (lookup is null)
        {
            return Table.Find(MtaStsSlug.Absent);
        }
        if (lookup.Outcome == LookupOutcome.Failed)
        {
            return Table.Find(MtaStsSlug.LookupFailed, lookup);
        }
        var records = lookup.Records.Where(StsRecord.IsOne).ToList();
        return records switch
        {
            [] => Table.Find(MtaStsSlug.Absent, ("owner", lookup.Name.ToString())),
            [var only] => StsRecord.Read(only) is null
                ? Table.Find(
                    MtaStsSlug.RecordInvalid,
                    ("owner", lookup.Name.ToString()),
                    ("record", only)
                )
                : null,
            _ => Table.Find(
                MtaStsSlug.RecordMultiple,
                ("owner", lookup.Name.ToString()),
                ("count", records.Count.ToString(CultureInfo.InvariantCulture))
            ),
        };
    }

    /// <summary>Null where a body with status 200 came.</summary>
    private static StandardFinding? OfFetch(StsFetch fetch)
    {
        var slug = fetch switch
        {
            { Fault: StsFetchFault.LookupFailed } => MtaStsSlug.LookupFailed,
            { Fault: StsFetchFault.HostMissing } => MtaStsSlug.HostMissing,
            { Fault: StsFetchFault.HostReserved } => MtaStsSlug.HostReserved,
            {
                Fault: StsFetchFault.NoRouteHere or StsFetchFault.OwnFault or StsFetchFault.OwnLimit
            } => MtaStsSlug.NotFetched,
            { Fault: StsFetchFault.CertificateInvalid } => MtaStsSlug.HttpsCertificate,
            { HttpStatus: >= 300 and < 400 } => MtaStsSlug.Redirect,
            { HttpStatus: { } status } when status != 200 => MtaStsSlug.HttpStatus,
            { Fault: StsFetchFault.TooLarge } => MtaStsSlug.TooLarge,
            { Fault: StsFetchFault.TooSlow } => MtaStsSlug.TooSlow,
            { Fault: not null } => MtaStsSlug.Unreachable,
            { Policy: null } => MtaStsSlug.NotFetched,
            _ => null,
        };
        return slug is null
            ? null
            : Table.Find(
                slug,
                ("host", fetch.Host.ToString()),
                ("address", fetch.Address?.ToString()),
                ("fault", Slug.Of(fetch.Fault)),
                ("status", fetch.HttpStatus?.ToString(CultureInfo.InvariantCulture)),
                ("location", fetch.Location),
                ("problem", CertificateProblem(fetch))
            );
    }

    private static string? CertificateProblem(StsFetch fetch) =>
        fetch.Fault != StsFetchFault.CertificateInvalid ? null
        : fetch.Certificate is not { } certificate ? "none-sent"
        : !certificate.Trusted ? "untrusted"
        : certificate.Expired ? "expired"
        : "name";

    private static IEnumerable<StandardFinding> OfPolicy(
        MtaStsObservation sts,
        StsFetch fetch,
        IReadOnlyList<HostObservation> seen,
        bool hostsKnown
    )
    {
        var policy = fetch.Policy!;
        if (policy.Problems.Count > 0)
        {
            yield return Table.Find(
                MtaStsSlug.PolicyInvalid,
                ("problems", string.Join(' ', policy.Problems.Select(Slug.Of)))
            );
        }
        else
        {
            foreach (var finding in OfMode(sts, policy, seen, hostsKnown))
            {
                yield return finding;
            }
        }
        if (!IsPlainText(fetch.MediaType))
        {
            yield return Table.Find(MtaStsSlug.MediaType, ("mediaType", fetch.MediaType));
        }
        if (policy is { Mode: StsMode.Testing or StsMode.Enforce, MaxAge: < ShortMaxAge })
        {
            yield return Table.Find(
                MtaStsSlug.MaxAgeShort,
                ("seconds", policy.MaxAge.Value.ToString(CultureInfo.InvariantCulture))
            );
        }
        if (policy.HasRepeatedField)
        {
            yield return Table.Find(MtaStsSlug.FieldRepeated);
        }
    }

    private static List<StandardFinding> OfMode(
        MtaStsObservation sts,
        StsPolicy policy,
        IReadOnlyList<HostObservation> seen,
        bool hostsKnown
    )
    {
        if (policy.Mode == StsMode.None)
        {
            return [Table.Find(MtaStsSlug.None)];
        }
        var hosts = seen.Where(host => !host.Host.Name.IsRoot && !IsNowhere(host)).ToList();
        List<StandardFinding> wrong =
        [
            .. hosts
                .SelectMany(host => OfHost(StsHost.Of(host, policy, sts.MxCertificates)))
                .Select(finding =>
                    policy.Mode == StsMode.Enforce && finding.Strict == StandardOutcome.Warning
                        ? finding with
                        {
                            Strict = StandardOutcome.Failed,
                        }
                        : finding
                ),
        ];
        if (!hostsKnown || hosts.Count == 0)
        {
            wrong.Add(Table.Find(MtaStsSlug.MxUnknown));
        }
        return wrong.Count > 0
            ? wrong
            :
            [
                Table.Find(
                    policy.Mode == StsMode.Enforce ? MtaStsSlug.Enforced : MtaStsSlug.Testing
                ),
            ];
    }

    /// <summary>It is known to have no address: every sender passes it over (RFC 5321 section 5.1).</summary>
    private static bool IsNowhere(HostObservation host) =>
        host.A.Outcome is LookupOutcome.NoData or LookupOutcome.NxDomain
        && host.Aaaa.Outcome is LookupOutcome.NoData or LookupOutcome.NxDomain;

    private static IEnumerable<StandardFinding> OfHost(StsHost host)
    {
        if (host.State is StsHostState.NotListed or StsHostState.Silent or StsHostState.Unknown)
        {
            yield return Table.Find(
                host.State == StsHostState.NotListed ? MtaStsSlug.MxNotListed : MtaStsSlug.MxUnknown
            ) with
            {
                Host = host.Host.Name,
            };
            yield break;
        }
        foreach (
            var address in host.Addresses.Where(address =>
                address.State is StsHostState.NoTls or StsHostState.WrongCertificate
            )
        )
        {
            yield return Table.Find(
                address.State == StsHostState.NoTls ? MtaStsSlug.MxTls : MtaStsSlug.MxCertificate,
                ("problem", address.Problem)
            ) with
            {
                Host = host.Host.Name,
                Address = address.Seen.Address,
            };
        }
    }

    /// <summary>Parameters are allowed (RFC 8461 section 3.2).</summary>
    private static bool IsPlainText(string? mediaType) =>
        mediaType is not null
        && string.Equals(
            mediaType.Split(';')[0].Trim(),
            "text/plain",
            StringComparison.OrdinalIgnoreCase
        );
}
