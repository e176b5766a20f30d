using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>What Postfix with OpenSSL 3 accepts of a path and other senders do not: works today with some, and not with all.</summary>
internal static class SenderDependence
{
    public static ChainFacts FactsOf(CertificatePath path, DateTimeOffset instant) =>
        (IsAnchorOutsideValidity(path, instant) ? ChainFacts.AnchorOutsideValidity : 0)
        | (
            path.Certificates.Any(c =>
                CriticalExtensions.NotUnderstoodByAll(c.Extensions) is not null
            )
                ? ChainFacts.CriticalExtensionNotUnderstood
                : 0
        );

    // Where it were its own issuer, its dates would count with all senders.
    private static bool IsAnchorOutsideValidity(CertificatePath path, DateTimeOffset instant) =>
        path.Anchor?.Fields is { } anchor && !anchor.IsValidAt(instant);

    public static IEnumerable<VerdictReason> Of(CertificatePath path, DateTimeOffset instant)
    {
        if (IsAnchorOutsideValidity(path, instant) && path.Anchor?.Fields is { } anchor)
        {
            yield return Reason.Create(
                ReasonSlug.AnchorOutsideValidity,
                ("subject", DistinguishedName.ToText(anchor.Subject)),
                ("depth", Reason.Text(path.Certificates.Count - 1)),
                ("notBefore", Reason.Text(anchor.NotBefore)),
                ("notAfter", Reason.Text(anchor.NotAfter))
            );
        }
        foreach (var (certificate, depth) in path.Certificates.Select((c, depth) => (c, depth)))
        {
            if (CriticalExtensions.NotUnderstoodByAll(certificate.Extensions) is { } oid)
            {
                yield return Reason.Create(
                    ReasonSlug.CriticalExtensionNotUnderstood,
                    ("subject", DistinguishedName.ToText(certificate.Subject)),
                    ("depth", Reason.Text(depth)),
                    ("extension", oid)
                );
            }
        }
    }
}
