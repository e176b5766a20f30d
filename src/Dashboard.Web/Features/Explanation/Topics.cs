using Dashboard.Core.Inbound;

namespace Dashboard.Web.Features.Explanation;

/// <summary>What is explained, in reading order; each has a page of its own.</summary>
internal static class Topics
{
    public const string Connections = "connections";
    public const string StartTls = "starttls";
    public const string Dane = "dane";
    public const string Dnssec = "dnssec";
    public const string MtaSts = "mta-sts";
    public const string TlsRpt = "tls-rpt";
    public const string Spf = "spf";
    public const string Dkim = "dkim";
    public const string Dmarc = "dmarc";
    public const string Ipv6 = "ipv6";
    public const string Test = "test";

    public static IReadOnlyList<string> All { get; } =
    [Connections, StartTls, Dane, Dnssec, MtaSts, TlsRpt, Spf, Dkim, Dmarc, Ipv6, Test];

    /// <summary>How many sections the page of a topic has.</summary>
    public static int Sections(string topic) =>
        topic switch
        {
            Connections or StartTls or TlsRpt or Ipv6 => 3,
            Spf or Dkim or Dmarc => 4,
            Test => 6,
            _ => 5,
        };

    /// <summary>The page about a standard; null where there is none.</summary>
    public static string? Of(MailStandard standard) =>
        standard switch
        {
            MailStandard.StartTls => StartTls,
            MailStandard.Dane => Dane,
            MailStandard.DnssecDomain or MailStandard.DnssecMx => Dnssec,
            MailStandard.MtaSts => MtaSts,
            MailStandard.TlsRpt => TlsRpt,
            MailStandard.Spf => Spf,
            MailStandard.Dkim => Dkim,
            MailStandard.Dmarc => Dmarc,
            MailStandard.Ipv6Mx => Ipv6,
            _ => null,
        };

    public static string Path(string topic) => $"/help/{topic}";
}
