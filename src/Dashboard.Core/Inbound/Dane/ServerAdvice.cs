namespace Dashboard.Core.Inbound.Dane;

/// <summary>Advice about the mail server of one MX host, and about the certificates that it sends.</summary>
internal sealed class ServerAdvice(HostReasons reasons)
{
    private readonly HostLines lines = new(reasons.Verdict, reasons.Host);

    public IEnumerable<Advice> All() =>
        Session()
            .Concat(Certificate())
            .OfType<(DaneAdvice Kind, VerdictReason Because)>()
            .Select(advice =>
                reasons.Make(advice.Kind, AdviceActor.MailServer, advice.Because) with
                {
                    ZoneLines =
                        advice.Kind == DaneAdvice.AlignAddresses
                            ? lines.Of(lines.Authenticating)
                            : [],
                }
            )
            .Concat(Chain());

    /// <summary>What is wrong with the chain can be mended, or done without by pinning the key that is served.</summary>
    private IEnumerable<Advice> Chain() =>
        ChainAdvice
            .Of(reasons.Everything)
            .Select(advice =>
                (
                    advice.Kind,
                    Made: reasons.Make(advice.Kind, AdviceActor.MailServer, advice.Because)
                )
            )
            .Select(advice =>
                advice.Made with
                {
                    // A key that is too short is refused where it is pinned too.
                    ZoneLines =
                        advice.Kind == DaneAdvice.ReplaceShortServerKey
                            ? []
                            : lines.Of(lines.ToPin([])),
                    Facts = lines.WithForm(advice.Made.Facts),
                }
            );

    private IEnumerable<(DaneAdvice Kind, VerdictReason Because)?> Session() =>
        [
            Of(DaneAdvice.RestoreReachability, ReasonSlug.ConnectFailed, ReasonSlug.ConnectTimeout),
            Of(
                DaneAdvice.AcceptSessions,
                ReasonSlug.GreetingRefused,
                ReasonSlug.GreetingMissing,
                ReasonSlug.SessionEnded
            ),
            Of(DaneAdvice.OfferStartTls, ReasonSlug.StartTlsNotOffered),
            Of(DaneAdvice.LetStartTlsThrough, ReasonSlug.StartTlsStripped),
            Of(DaneAdvice.AcceptStartTls, ReasonSlug.StartTlsRefused),
            Of(DaneAdvice.AcceptEhlo, ReasonSlug.EhloRefused),
            Of(DaneAdvice.RepairTls, ReasonSlug.HandshakeFailed, ReasonSlug.HandshakeTimeout),
            Of(DaneAdvice.UpgradeTls, ReasonSlug.TlsTooOld),
            Of(DaneAdvice.InstallCertificate, ReasonSlug.NoCertificateSent),
            Of(DaneAdvice.StopInjection, ReasonSlug.CleartextInjected),
            Of(DaneAdvice.DropClientCertificate, ReasonSlug.ClientCertificateRequired),
            Of(DaneAdvice.EnableSecureRenegotiation, ReasonSlug.SecureRenegotiationMissing),
            Of(DaneAdvice.CorrectKeyword, ReasonSlug.StartTlsKeywordOdd),
            Of(DaneAdvice.AlignSessions, ReasonSlug.SessionsDiffer),
            Of(DaneAdvice.AlignAddresses, ReasonSlug.AddressesDiffer),
        ];

    private IEnumerable<(DaneAdvice Kind, VerdictReason Because)?> Certificate() =>
        [
            Of(DaneAdvice.SendTrustAnchor, ReasonSlug.TrustAnchorOnlyInDns)
                ?? (
                    SendsIssuers(reasons.Host)
                        ? null
                        : Of(DaneAdvice.SendTrustAnchor, ReasonSlug.TrustAnchorNotSent)
                ),
            Of(DaneAdvice.RenameCertificate, ReasonSlug.NameMismatch),
            .. Expired(),
            Of(DaneAdvice.ReplaceEarlyCertificate, ReasonSlug.CertificateNotYetValid),
            Of(DaneAdvice.RenewChainInTime, ReasonSlug.CertificateExpiresSoon),
        ];

    /// <summary>
    /// Under DANE-TA dates count, of the server's own certificate and of those between (RFC 7671 section 5.2); under a pinned key they
    /// do not. A certificate that is pinned whole may be renewed only after its key is pinned, which is advice about the records.
    /// </summary>
    private IEnumerable<(DaneAdvice Kind, VerdictReason Because)?> Expired()
    {
        foreach (var expired in reasons.All(ReasonSlug.CertificateExpired))
        {
            yield return (
                expired.Facts.GetValueOrDefault("depth", "0") == "0"
                    ? DaneAdvice.RenewCertificate
                    : DaneAdvice.ReplaceExpiredIssuer,
                expired
            );
        }
        if (
            reasons.First(ReasonSlug.TlsaFullCertificateDigest) is null
            || lines.ToPin([]).Count == 0
        )
        {
            yield return Of(DaneAdvice.RenewPinnedCertificate, ReasonSlug.ExpiredButPinned);
        }
    }

    /// <summary>Some address sends more than its own certificate.</summary>
    public static bool SendsIssuers(HostObservation host) =>
        host
            .Addresses.SelectMany(DistinctSessions.HandshakesOf)
            .Any(shown => shown.Handshake.Chain.Certificates.Count > 1);

    private (DaneAdvice Kind, VerdictReason Because)? Of(DaneAdvice kind, params string[] slugs) =>
        reasons.First(slugs) is { } because ? (kind, because) : null;
}
