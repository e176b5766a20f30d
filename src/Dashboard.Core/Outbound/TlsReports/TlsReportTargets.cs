using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.TlsRpt;

namespace Dashboard.Core.Outbound.TlsReports;

/// <summary>Where reports for us go, as domains publish it (RFC 8460 section 3).</summary>
/// <param name="Mailbox">Of a domain of its own, never one of a test.</param>
/// <param name="Post">Where they are posted; null where no address of the site is set.</param>
public sealed record TlsReportTargets(string Mailbox, Uri? Post)
{
    /// <summary>The label of the mailbox's domain in the probe zone.</summary>
    public const string Label = "reports";

    public const string LocalPart = "tls-reports";

    /// <summary>The text of the TXT record.</summary>
    public string Record =>
        $"v=TLSRPTv1; rua=mailto:{Mailbox}{(Post is null ? null : "," + Post.AbsoluteUri)}";

    public static DomainName MailDomain(DomainName zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return zone.Prepend(Label);
    }

    /// <summary>In the probe zone.</summary>
    public static TlsReportTargets Of(DomainName zone, Uri? post) =>
        new($"{LocalPart}@{MailDomain(zone)}", post);

    /// <summary>The name of the TXT record; null where it would be too long.</summary>
    public static DomainName? Owner(DomainName domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return DomainName.TryParse($"_smtp._tls.{domain}", out var owner) ? owner : null;
    }

    /// <summary>Whether the domain that has these TXT records asks for reports to be sent to us: two records are none.</summary>
    public bool AreNamedBy(IReadOnlyList<string> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return records.Where(TlsRptRecord.IsOne).ToList() is [var only]
            && TlsRptRecord.Read(only) is { } record
            && record.Rua.Any(IsOurs);
    }

    private bool IsOurs(Uri rua) =>
        rua.Scheme == Uri.UriSchemeMailto
            ? string.Equals(
                $"{rua.UserInfo}@{rua.Host}",
                Mailbox,
                StringComparison.OrdinalIgnoreCase
            )
            : rua == Post;
}
