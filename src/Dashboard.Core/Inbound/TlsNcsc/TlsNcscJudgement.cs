using System.Net;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.TlsNcsc;

/// <summary>
/// STARTTLS by the TLS guidelines of NCSC-NL, in both views: pure. Each sub-test is the worst of the addresses that answered, over
/// all MX hosts; the whole is the worst of its sub-tests. Never changes the verdict on DANE.
/// </summary>
public static class TlsNcscJudgement
{
    public static string VersionOf(NcscMethod method) => Slug.Of(method);

    /// <param name="excluded">Why the domain is left out, where nothing of it answered; decided before anything else.</param>
    public static StandardVerdict Judge(
        InboundObservation observation,
        NcscMethod method,
        ExclusionReason? excluded
    )
    {
        ArgumentNullException.ThrowIfNull(observation);
        if (excluded is { } why)
        {
            return Empty(method, "not-applicable", StandardOutcome.Excluded) with { Why = why };
        }
        var placed = observation.Hosts.SelectMany(host => Rows(host, method)).ToList();
        if (placed.Count == 0)
        {
            return Empty(method, NotMeasuredWord, StandardOutcome.NotMeasured);
        }
        var results = TlsSubTest
            .All.Select(slug => Worst([.. placed.Where(each => each.Row.Slug == slug)]))
            .OfType<StandardResult>()
            .ToList();
        var reasons = Reasons(placed);
        return new StandardVerdict
        {
            Standard = MailStandard.TlsNcsc,
            MethodVersion = VersionOf(method),
            Status = Status(results),
            Forum = results.Select(each => each.Forum).Aggregate(SubTestRow.Worst),
            Strict = results.Select(each => each.Strict).Aggregate(SubTestRow.Worst),
            Results = results,
            Reasons = reasons,
            Advice = TlsNcscAdvice.Of(reasons),
        };
    }

    private const string NotMeasuredWord = "not-measured";

    private static StandardVerdict Empty(
        NcscMethod method,
        string status,
        StandardOutcome outcome
    ) =>
        new()
        {
            Standard = MailStandard.TlsNcsc,
            MethodVersion = VersionOf(method),
            Status = status,
            Forum = outcome,
            Strict = outcome,
        };

    private static IEnumerable<PlacedRow> Rows(HostObservation host, NcscMethod method)
    {
        var hasTrustAnchor = host.Tlsa.Any(asked =>
            asked
                is {
                    Purpose: TlsaQueryPurpose.Sender,
                    Lookup: { Outcome: LookupOutcome.Answer, Dnssec: DnssecStatus.Secure }
                }
            && asked.Lookup.Records.Any(record => record.Usage == (byte)CertificateUsage.DaneTa)
        );
        var answered = false;
        foreach (var address in host.Addresses)
        {
            var rows = AddressSubTests.Judge(method, host.Host.Name, address, hasTrustAnchor);
            answered |= rows is not null;
            foreach (var row in rows ?? [])
            {
                yield return new PlacedRow(host.Host.Name, address.Address, row);
            }
        }
        if (answered)
        {
            yield return new PlacedRow(host.Host.Name, null, CaaRules.Judge(method, host.Caa));
        }
    }

    /// <summary>Each view has its own worst; the place is that of the strict one.</summary>
    /// <returns>Null where the sub-test applies nowhere.</returns>
    private static StandardResult? Worst(IReadOnlyList<PlacedRow> rows)
    {
        var applicable = rows.Where(each => !each.Row.IsNotApplicable).ToList();
        if (applicable.Count == 0)
        {
            return null;
        }
        var deciding = applicable
            .OrderByDescending(each => SubTestRow.Badness(each.Row.Strict))
            .ThenByDescending(each => SubTestRow.Badness(each.Row.Forum))
            .ThenBy(each => each.Row.Level ?? GuidelineLevel.Good)
            .First();
        return new StandardResult
        {
            Slug = deciding.Row.Slug,
            Level = deciding.Row.Level is { } level ? Slug.Of(level) : null,
            Forum = applicable.Select(each => each.Row.Forum).Aggregate(SubTestRow.Worst),
            Strict = deciding.Row.Strict,
            Host = deciding.Host,
            Address = deciding.Address,
        };
    }

    /// <summary>The worst level of the sub-tests, or that something which might be worse was not measured.</summary>
    private static string Status(List<StandardResult> results)
    {
        var worst = results
            .Select(each => each.Level)
            .OfType<string>()
            .Select(word => Slug.TryParse(word, out GuidelineLevel level) ? level : default)
            .Append(GuidelineLevel.Good)
            .Min();
        return
            worst != GuidelineLevel.Insufficient
            && results.Any(each => each.Strict == StandardOutcome.NotMeasured)
            ? NotMeasuredWord
            : Slug.Of(worst);
    }

    /// <summary>The same reason at several places once, with the first place and the number of places.</summary>
    private static List<VerdictReason> Reasons(List<PlacedRow> placed) =>
        [
            .. placed
                .SelectMany(each =>
                    each.Row.Reasons.Select(reason =>
                        (
                            Reason: reason with
                            {
                                Host = each.Host,
                                Address = each.Address,
                            },
                            Key: $"{reason.Slug} {string.Join('\n', reason.Facts)}"
                        )
                    )
                )
                .GroupBy(each => each.Key, StringComparer.Ordinal)
                .Select(same =>
                    same.Count() == 1
                        ? same.First().Reason
                        : same.First().Reason with
                        {
                            Facts = new SortedDictionary<string, string>(
                                same.First().Reason.Facts.ToDictionary(),
                                StringComparer.Ordinal
                            )
                            {
                                ["places"] = same.Count()
                                    .ToString(System.Globalization.CultureInfo.InvariantCulture),
                            },
                        }
                )
                .OrderByDescending(reason => reason.Severity),
        ];

    /// <param name="Address">Null where the sub-test is about the host.</param>
    private sealed record PlacedRow(DomainName Host, IPAddress? Address, SubTestRow Row);
}
