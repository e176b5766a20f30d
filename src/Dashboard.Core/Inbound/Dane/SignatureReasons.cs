using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>
/// Signatures that are about to run out unrenewed (row 15). Signers that sign as they answer give short spans, so both the time
/// left and its share of the span count.
/// </summary>
internal static class SignatureReasons
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(2);
    private const double SmallShare = 0.25;

    public static IEnumerable<VerdictReason> Of(
        DateTimeOffset instant,
        params IEnumerable<DnsLookup> lookups
    ) =>
        from signature in Expiring(instant, lookups)
        group signature.Span by (
            signature.Span.Signer,
            signature.Lookup.Type,
            signature.Lookup.Name
        ) into same
        select Reason.Create(
            ReasonSlug.SignatureExpiresSoon,
            ("zone", same.Key.Signer.ToString()),
            ("owner", same.Key.Name.ToString()),
            ("type", same.Key.Type.ToString().ToUpperInvariant()),
            ("expires", Reason.Text(same.Min(s => s.Expiration)))
        );

    /// <summary>Whose signature it is; null where the reason does not say.</summary>
    public static DomainName? ZoneOf(VerdictReason because) =>
        DomainName.TryParse(because.Facts.GetValueOrDefault("zone"), out var zone) ? zone : null;

    /// <summary>The signatures themselves.</summary>
    public static IEnumerable<(DnsLookup Lookup, RrsigSpan Span)> Expiring(
        DateTimeOffset instant,
        params IEnumerable<DnsLookup> lookups
    ) =>
        from lookup in lookups
        from signature in lookup.Signatures
        let left = signature.Expiration - instant
        where left > TimeSpan.Zero && left < Soon
        where left < SmallShare * (signature.Expiration - signature.Inception)
        select (lookup, signature);
}
