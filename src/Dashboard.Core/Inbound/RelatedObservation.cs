using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.DnsSec;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.Inbound.MtaSts;

namespace Dashboard.Core.Inbound;

/// <summary>The evidence of the related standards, beside that of STARTTLS and DANE: gathered in the same run. Facts only.</summary>
public sealed record RelatedObservation
{
    public required MtaStsObservation MtaSts { get; init; }

    /// <summary>TXT at <c>_smtp._tls.&lt;domain&gt;</c>; null where that name is too long to exist.</summary>
    public DnsLookup<string>? TlsRpt { get; init; }

    public required DnsSecObservation DnsSec { get; init; }

    public required SpfObservation Spf { get; init; }

    public required DkimObservation Dkim { get; init; }

    public required DmarcObservation Dmarc { get; init; }

    /// <summary>Whether the machine that measured can send to the Internet over IPv6.</summary>
    public bool HasIpv6 { get; init; } = true;

    public TimeSpan Duration { get; init; }
}
