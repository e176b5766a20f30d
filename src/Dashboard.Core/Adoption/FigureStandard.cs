using System.Text.Json.Serialization;
using Dashboard.Core.Inbound;

namespace Dashboard.Core.Adoption;

/// <summary>
/// What a figure is about: a standard of a mail domain, or one of the two that are made of other facts. Append only: the numbers
/// and the words are stored and exported. The first are those of <see cref="MailStandard"/>, number by number.
/// </summary>
public enum FigureStandard
{
    [JsonStringEnumMemberName("starttls")]
    StartTls = MailStandard.StartTls,
    Dane = MailStandard.Dane,
    DnssecDomain = MailStandard.DnssecDomain,
    DnssecMx = MailStandard.DnssecMx,
    TlsNcsc = MailStandard.TlsNcsc,
    MtaSts = MailStandard.MtaSts,
    TlsRpt = MailStandard.TlsRpt,
    Spf = MailStandard.Spf,
    Dkim = MailStandard.Dkim,
    Dmarc = MailStandard.Dmarc,
    Ipv6Mx = MailStandard.Ipv6Mx,

    /// <summary>Mail domain and every MX host secure: <see cref="DnssecDomain"/> and <see cref="DnssecMx"/> together.</summary>
    Dnssec = 100,

    /// <summary>Of organisations: their sending state (<see cref="SendingState"/>).</summary>
    DaneSending = 101,
}

public static class FigureStandards
{
    /// <summary>Without a percentage: what is counted is how many domains have which status.</summary>
    public static bool HasNoPercentage(FigureStandard standard) =>
        standard is FigureStandard.MtaSts or FigureStandard.TlsRpt;

    /// <summary>
    /// DNSSEC of the mail domain and of its MX hosts as one outcome: what is excluded for one is for both, a known failure decides
    /// before what could not be measured.
    /// </summary>
    public static StandardOutcomes Dnssec(StandardOutcomes domain, StandardOutcomes mx) =>
        new(Worst(domain.Forum, mx.Forum), Worst(domain.Strict, mx.Strict), domain.Why ?? mx.Why);

    private static StandardOutcome Worst(StandardOutcome one, StandardOutcome other)
    {
        ReadOnlySpan<StandardOutcome> worstFirst =
        [
            StandardOutcome.Excluded,
            StandardOutcome.Failed,
            StandardOutcome.NotMeasured,
            StandardOutcome.Warning,
            StandardOutcome.Info,
            StandardOutcome.Passed,
        ];
        foreach (var outcome in worstFirst)
        {
            if (one == outcome || other == outcome)
            {
                return outcome;
            }
        }
        return StandardOutcome.NotCounted;
    }
}
