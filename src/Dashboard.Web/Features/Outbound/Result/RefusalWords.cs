using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>
/// Whether the sentence of a refusal may say why the sender left. One who left once may have looked only; and where nothing is wrong with
/// the certificate, nobody saw that it was the certificate.
/// </summary>
internal static class RefusalWords
{
    /// <summary>
    /// The certificate is what the probe gets wrong, or what a sender with WebPKI rules refuses. Elsewhere the page says how it left.
    /// </summary>
    private static readonly HashSet<OutboundProbeId> WrongCertificate =
    [
        OutboundProbeId.Mismatch,
        OutboundProbeId.TaName,
        OutboundProbeId.TaMissing,
        OutboundProbeId.PkixBad,
        OutboundProbeId.MxPair,
    ];

    public static bool NamesCause(ProbeJudgement judgement, RefusalKind how) =>
        how switch
        {
            // What was seen of it says no more than that.
            RefusalKind.BeforeTls => true,
            RefusalKind.AtDns => judgement.Firm || judgement.Expected != ExpectedDelivery.Withhold,
            RefusalKind.InHandshake or RefusalKind.AfterHandshake => judgement.Firm
                && WrongCertificate.Contains(judgement.Probe),
            _ => judgement.Firm,
        };
}
