using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Web.Features.Outbound.Result;

/// <summary>
/// Settings to paste, by what is to change and by software. Null where the software has no setting for it: the text beside it then
/// says what to do.
/// </summary>
internal static class SenderConfigurations
{
    private const string PostfixDane = """
        # /etc/postfix/main.cf
        smtp_dns_support_level = dnssec
        smtp_tls_security_level = dane
        smtp_host_lookup = dns
        """;

    private const string PostfixPolicies = """
        postconf smtp_tls_security_level smtp_tls_policy_maps smtp_dns_support_level relayhost
        postconf -P | grep -E 'smtp_tls|smtp_dns'
        """;

    private const string EximDane = """
        # router with driver = dnslookup
        dnssec_request_domains = *

        # transport with driver = smtp
        hosts_try_dane = *
        dnssec_request_domains = *
        """;

    private const string EximTls = """
        # transport with driver = smtp
        hosts_avoid_tls =
        hosts_try_dane = *
        """;

    private const string Resolver = """
        # /etc/unbound/unbound.conf
        server:
            module-config: "validator iterator"
            auto-trust-anchor-file: "/var/lib/unbound/root.key"

        # /etc/resolv.conf
        nameserver 127.0.0.1
        options edns0 trust-ad
        """;

    private const string Connectors = """
        Get-OutboundConnector | Format-List Name,Enabled,RecipientDomains,UseMXRecord,SmartHosts,TlsSettings
        """;

    private const string CiscoDane = """
        Mail Policies > Destination Controls > Default
          TLS Support:  Preferred
          DANE Support: Opportunistic
        Commit Changes
        """;

    private const string HalonDane = """
        Try(["tls" => "dane"]);
        """;

    public static string? For(SenderAdviceKind kind, MailSoftware software) =>
        (kind, software) switch
        {
            (SenderAdviceKind.ValidateDnssec, MailSoftware.Postfix or MailSoftware.Exim) =>
                Resolver,
            (SenderAdviceKind.ValidateDnssec, MailSoftware.ExchangeOnline) => Connectors,
            (SenderAdviceKind.ValidateDnssec, _) => null,
            (SenderAdviceKind.RequireTrustAnchor or SenderAdviceKind.JudgeEachHost, _) => null,
            (SenderAdviceKind.TurnOnTls or SenderAdviceKind.NeverFallBack, MailSoftware.Postfix) =>
                PostfixDane + "\n\n" + PostfixPolicies,
            (SenderAdviceKind.TurnOnTls, MailSoftware.Exim) => EximTls,
            (_, MailSoftware.Postfix) => PostfixDane,
            (_, MailSoftware.Exim) => EximDane,
            (_, MailSoftware.ExchangeOnline) => Connectors,
            (_, MailSoftware.CiscoSecureEmail) => CiscoDane,
            _ => HalonDane,
        };

    /// <summary>The software that the sender seems to be comes first.</summary>
    public static IReadOnlyList<MailSoftware> InOrder(MtaGuess? guess)
    {
        MailSoftware? first = guess?.Kind switch
        {
            MtaKind.Postfix => MailSoftware.Postfix,
            MtaKind.Exim => MailSoftware.Exim,
            MtaKind.ExchangeOnline => MailSoftware.ExchangeOnline,
            MtaKind.CiscoSecureEmail => MailSoftware.CiscoSecureEmail,
            _ => null,
        };
        return [.. Enum.GetValues<MailSoftware>().OrderByDescending(one => one == first)];
    }
}
