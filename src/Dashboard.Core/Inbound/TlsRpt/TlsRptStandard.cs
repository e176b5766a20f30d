using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Inbound.MtaSts;
using static Dashboard.Core.Inbound.StandardOutcome;

namespace Dashboard.Core.Inbound.TlsRpt;

/// <summary>Every row of TLS-RPT. Public: never renamed, never given another meaning.</summary>
public static class TlsRptSlug
{
    public const string Absent = "tlsrpt-absent";
    public const string LookupFailed = "tlsrpt-lookup-failed";
    public const string Multiple = "tlsrpt-multiple";
    public const string Invalid = "tlsrpt-invalid";
    public const string Present = "tlsrpt-present";
}

/// <summary>Whether senders are asked to report on TLS (RFC 8460); nothing is sent to, or fetched from, where reports go.</summary>
internal static class TlsRptStandard
{
    public static StandardTable Table { get; } =
        new(
            new(TlsRptSlug.Absent, NotCounted, Info, "RFC 8460 section 3"),
            new(TlsRptSlug.LookupFailed, NotCounted, NotMeasured, "RFC 8460 section 3"),
            new(TlsRptSlug.Multiple, NotCounted, Warning, "RFC 8460 section 3"),
            new(TlsRptSlug.Invalid, NotCounted, Warning, "RFC 8460 section 3"),
            new(TlsRptSlug.Present, NotCounted, Passed, "RFC 8460 section 3")
        );

    private static readonly StandardMethod Method = new(
        MailStandard.TlsRpt,
        "tls-rpt-1",
        IsInForumView: false
    );

    public static RelatedStandard Related { get; } =
        new(
            Method,
            Table,
            facts =>
                facts.Evidence is { } related
                    ? Judge(facts.Domain, related.TlsRpt, facts.Mx, IsUseful(facts.Dane, related))
                    : null
        )
        {
            Questions = related => [related.TlsRpt],
            ExampleRecord = domain => Example(domain)[0],
        };

    /// <param name="lookup">TXT at <c>_smtp._tls.&lt;domain&gt;</c>; null where that name is too long to exist.</param>
    /// <param name="useful">Whether DANE or MTA-STS is used, so that there is something to report.</param>
    private static StandardVerdict Judge(
        DomainName domain,
        DnsLookup<string>? lookup,
        MxOutcome mx,
        bool useful
    )
    {
        switch (mx)
        {
            case MxOutcome.NoDomain:
                return Method.Excluded(ExclusionReason.NoDomain);
            case MxOutcome.NoMail:
                return Method.Excluded(ExclusionReason.NoMail);
        }
        var finding = Find(lookup);
        return Method.Decide([finding], [.. Advise(domain, finding.Slug, useful)]);
    }

    /// <summary>Senders report on DANE and on MTA-STS (RFC 8460 section 1).</summary>
    private static bool IsUseful(DomainVerdict dane, RelatedObservation related) =>
        dane.Hosts.Any(host => host.Policy.Tlsa.Count > 0)
        || MtaStsStandard.IsPublished(related.MtaSts);

    private static StandardFinding Find(DnsLookup<string>? lookup)
    {
        if (lookup is null)
        {
            return Table.Find(TlsRptSlug.Absent);
        }
        if (lookup.Outcome == LookupOutcome.Failed)
        {
            return Table.Find(TlsRptSlug.LookupFailed, lookup);
        }
        var records = lookup.Records.Where(TlsRptRecord.IsOne).ToList();
        var owner = lookup.Name.ToString();
        return records switch
        {
            [] => Table.Find(TlsRptSlug.Absent, ("owner", owner)),
            [var only] => TlsRptRecord.Read(only) is { } read
                ? Table.Find(
                    TlsRptSlug.Present,
                    ("owner", owner),
                    ("rua", string.Join(' ', read.Rua.Select(uri => uri.OriginalString)))
                )
                : Table.Find(TlsRptSlug.Invalid, ("owner", owner), ("record", only)),
            _ => Table.Find(
                TlsRptSlug.Multiple,
                ("owner", owner),
                ("count", records.Count.ToString(CultureInfo.InvariantCulture))
            ),
        };
    }

    private static IEnumerable<Advice> Advise(DomainName domain, string finding, bool useful)
    {
        var slug = finding switch
        {
            TlsRptSlug.Absent when useful => RelatedAdviceSlug.PublishTlsRpt,
            TlsRptSlug.Multiple or TlsRptSlug.Invalid => RelatedAdviceSlug.RepairTlsRpt,
            _ => null,
        };
        if (slug is not null)
        {
            yield return new Advice
            {
                Slug = slug,
                Actor = AdviceActor.DomainDns,
                Zone = domain,
                ZoneLines = Example(domain),
            };
        }
    }

    /// <summary>Empty where the name is too long for the DNS.</summary>
    private static IReadOnlyList<string> Example(DomainName domain) =>
        DomainName.TryParse($"_smtp._tls.{domain.Value}", out var owner)
            ? [ZoneLine.Txt(owner, $"v=TLSRPTv1; rua=mailto:tls-reports@{domain}")]
            : [];
}
