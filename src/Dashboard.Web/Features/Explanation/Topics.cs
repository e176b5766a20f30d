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

    public const string DnssecMail = "dnssec-mail";
    public const string TlsaChoice = "tlsa-choice";
    public const string Renewal = "renewal";
    public const string Rollover = "rollover";
    public const string Provider = "provider";
    public const string TlsNcsc = "tls-ncsc";
    public const string Measured = "measured";
    public const string NoScore = "no-score";

    /// <summary>The parts of the index, by the key of their heading (<c>index.*</c>).</summary>
    public static IReadOnlyList<(string Key, IReadOnlyList<string> Topics)> Groups { get; } =
    [
        ("basics", [Connections, StartTls, Dane, Dnssec]),
        ("doing", [DnssecMail, TlsaChoice, Renewal, Rollover, Provider]),
        ("related", [TlsNcsc, MtaSts, TlsRpt, Spf, Dkim, Dmarc, Ipv6]),
        ("about", [Test, Measured, NoScore]),
    ];

    public static IReadOnlyList<string> All { get; } =
    [.. Groups.SelectMany(group => group.Topics)];

    /// <summary>How many sections the page of a topic has.</summary>
    public static int Sections(string topic) =>
        topic switch
        {
            Connections or StartTls or TlsRpt or Ipv6 or NoScore => 3,
            Spf or Dkim or Dmarc or Measured => 4,
            Test => 6,
            _ => 5,
        };

    /// <summary>The page that goes deeper into a step of advice; null where there is none.</summary>
    public static string? OfAdvice(string slug) =>
        slug switch
        {
            AdviceSlug.PublishTlsa
            or AdviceSlug.ReplaceUnusableTlsa
            or AdviceSlug.CorrectTlsaUsage
            or AdviceSlug.FollowChangedIssuer
            or AdviceSlug.CoverOtherCertificate => TlsaChoice,
            AdviceSlug.ReplaceTlsa
            or AdviceSlug.RemoveStaleTlsa
            or AdviceSlug.UsePinnedKey
            or AdviceSlug.PinKeyThenRenew
            or AdviceSlug.RemoveCertificateTlsa
            or AdviceSlug.RenewPinnedCertificate
            or AdviceSlug.RenewCertificate => Renewal,
            AdviceSlug.PrepareRollover or AdviceSlug.ReplaceShortServerKey => Rollover,
            AdviceSlug.SignDomainZone
            or AdviceSlug.RepairDnssec
            or AdviceSlug.RenewSignatures
            or AdviceSlug.SignTlsaZone
            or AdviceSlug.PublishTlsaAtSignedName
            or AdviceSlug.RepairTlsaSignatures => DnssecMail,
            AdviceSlug.AskProviderToSignHostZone => Provider,
            _ => null,
        };

    /// <summary>The page about a standard; null where there is none.</summary>
    public static string? Of(MailStandard standard) =>
        standard switch
        {
            MailStandard.StartTls => StartTls,
            MailStandard.Dane => Dane,
            MailStandard.DnssecDomain or MailStandard.DnssecMx => Dnssec,
            MailStandard.TlsNcsc => TlsNcsc,
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
