using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>What is to be said of a TLSA set before anything is matched (rows 17, 18, 20 and 21).</summary>
internal static class TlsaReasons
{
    public static IEnumerable<VerdictReason> Of(IReadOnlyList<AssessedTlsa> set)
    {
        foreach (var tlsa in set)
        {
            if (tlsa.Duplicate)
            {
                yield return Of(ReasonSlug.TlsaDuplicate, tlsa);
            }
            else if (tlsa.Problem is { } problem)
            {
                yield return Of(SlugOf(problem), tlsa);
            }
            else if (tlsa.LeftOutByAgility)
            {
                yield return Of(ReasonSlug.TlsaWeakerDigestPassedOver, tlsa);
            }
            else if (
                tlsa.Record is
                { Usage: (byte)CertificateUsage.DaneEe, Selector: (byte)Selector.Cert }
            )
            {
                yield return Of(ReasonSlug.TlsaFullCertificateDigest, tlsa);
            }
        }
        if (set.Count > 0 && set.All(t => t.Problem is not null))
        {
            yield return Reason.Create(
                ReasonSlug.TlsaAllUnusable,
                ("count", Reason.Text(set.Count))
            );
        }
    }

    private static VerdictReason Of(string slug, AssessedTlsa tlsa) =>
        Reason.Create(slug, ("record", tlsa.Record.ToString()), ("mnemonic", tlsa.Mnemonic));

    private static string SlugOf(TlsaProblem problem) =>
        problem switch
        {
            TlsaProblem.PkixUsage => ReasonSlug.TlsaPkixUsage,
            TlsaProblem.WrongDigestLength => ReasonSlug.TlsaWrongLength,
            TlsaProblem.MalformedData => ReasonSlug.TlsaMalformed,
            _ => ReasonSlug.TlsaUnknownParameter,
        };
}
