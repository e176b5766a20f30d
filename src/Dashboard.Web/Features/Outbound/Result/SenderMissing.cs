using Dashboard.Core;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>What is missing at a sender, each fault once.</summary>
internal static class SenderMissing
{
    public const string PkixKey = "missing.certificate-authentication.pkix";

    /// <summary>
    /// Who sends in the clear where encryption is offered does so at every address. That is one fault, and not one in its handling of
    /// certificates that it never saw.
    /// </summary>
    public static IReadOnlyList<Protection> Of(SenderVerdict sender) =>
        sender.Missing.Contains(Protection.TlsWhereOffered)
            ?
            [
                .. sender.Missing.Where(missing =>
                    missing == Protection.TlsWhereOffered
                    || !sender.Probes.Any(probe => CameInClear(probe, missing))
                ),
            ]
            : sender.Missing;

    /// <summary>The key of its words: a sender that verifies by WebPKI does notice a wrong certificate, only not by DANE.</summary>
    public static string Key(SenderVerdict sender, Protection missing) =>
        Key(missing, OutboundHeadline.VerifiesPkix(sender));

    public static string Key(Protection missing, bool verifiesPkix) =>
        missing == Protection.CertificateAuthentication && verifiesPkix
            ? PkixKey
            : $"missing.{Slug.Of(missing)}";

    private static bool CameInClear(ProbeJudgement probe, Protection protection) =>
        probe is { Expected: ExpectedDelivery.Deliver, Seen: SeenOutcome.MailInClear }
        && OutboundProbes.Get(probe.Probe).Proves == protection;
}
