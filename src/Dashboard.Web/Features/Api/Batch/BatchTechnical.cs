using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Smtp;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>
/// A domain in <c>results_technical</c>, as internet.nl's server writes it. Each host has one shape: programs break on a key that is
/// missing. Name servers are not measured.
/// </summary>
internal static class BatchTechnical
{
    /// <summary>Details of TLS that are reported by the tests of <c>results</c> alone; a program breaks on a key that is missing.</summary>
    private static readonly string[] Untold =
    [
        "kex_params_bad",
        "kex_params_phase_out",
        "ciphers_bad",
        "ciphers_phase_out",
        "cipher_order",
        "cipher_order_violation",
        "protocols_bad",
        "protocols_phase_out",
        "compression",
        "secure_reneg",
        "client_reneg",
        "zero_rtt",
        "kex_hash_func",
        "extended_master_secret",
        "cert_trusted",
        "cert_pubkey_bad",
        "cert_pubkey_phase_out",
        "cert_signature_bad",
        "cert_signature_phase_out",
        "cert_hostmatch_bad",
    ];

    public static void Write(Utf8JsonWriter json, BatchDomain domain)
    {
        var seen = domain.Seen;
        json.WriteStartObject("domain");
        WriteDnssec(json, Known(StatusOf(seen.Mx), domain["mail_dnssec_mailto_valid"]));
        WriteAuthentication(json, domain);
        json.WriteEndObject();
        json.WriteStartObject("nameservers");
        json.WriteEndObject();
        json.WriteStartObject("mx_nameservers");
        json.WriteEndObject();
        json.WriteStartObject("receiving_mailservers");
        var verdicts = domain.Verdict.MailTransport.Hosts.ToLookup(h => h.Host.Name);
        foreach (
            var host in seen.Hosts.Where(h => !h.Host.Name.IsRoot).DistinctBy(h => h.Host.Name)
        )
        {
            json.WriteStartObject(host.Host.Name.ToUnicode() + ".");
            WriteHost(json, domain, host, verdicts[host.Host.Name].FirstOrDefault());
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteAuthentication(Utf8JsonWriter json, BatchDomain domain)
    {
        var related = domain.Seen.Related;
        json.WriteStartObject("dkim");
        json.WriteBoolean("discovered", domain["mail_auth_dkim_exist"] is { Status: "passed" });
        json.WriteEndObject();
        json.WriteStartObject("dmarc");
        var applies = related?.Dmarc.Steps.FirstOrDefault(step => Dmarc(step.Lookup).Any());
        WriteTexts(json, "records", Dmarc(applies?.Lookup));
        if (applies is not null && applies.Name != domain.Seen.Domain)
        {
            json.WriteString("record_org_domain", applies.Name.ToUnicode());
        }
        else
        {
            json.WriteNull("record_org_domain");
        }
        var policy = domain["mail_auth_dmarc_policy"];
        if (policy != BatchTest.NotTested)
        {
            json.WriteString(
                "policy_status",
                policy.Verdict switch
                {
                    "good" => "valid",
                    "external" => "invalid_external",
                    "policy" => "invalid_p_sp",
                    _ => "invalid_syntax",
                }
            );
        }
        json.WriteEndObject();
        json.WriteStartObject("spf");
        WriteTexts(json, "records", BatchRelated.SpfRecords(domain.Seen));
        WriteTexts(json, "discovered_records_bad", []);
        var spf = domain["mail_auth_spf_policy"];
        if (spf != BatchTest.NotTested)
        {
            json.WriteString(
                "policy_status",
                spf.Verdict switch
                {
                    "good" => "valid",
                    "max-lookups" => "max_dns_lookups",
                    "all" => "invalid_all",
                    "include" => "invalid_include",
                    "redirect" => "invalid_redirect",
                    _ => "invalid_syntax",
                }
            );
        }
        json.WriteEndObject();
    }

    private static IEnumerable<string> Dmarc(DnsLookup<string>? lookup) =>
        (lookup?.Records ?? []).Where(text =>
            text.StartsWith("v=DMARC1", StringComparison.OrdinalIgnoreCase)
        );

    private static void WriteHost(
        Utf8JsonWriter json,
        BatchDomain domain,
        HostObservation host,
        HostVerdict? verdict
    )
    {
        json.WriteStartObject("addresses");
        WriteAddresses(json, "ipv4", host, AddressFamily.InterNetwork);
        WriteAddresses(json, "ipv6", host, AddressFamily.InterNetworkV6);
        json.WriteEndObject();
        WriteDnssec(
            json,
            Known(Worse(StatusOf(host.A), StatusOf(host.Aaaa)), domain["mail_dnssec_mx_valid"])
        );
        var sessions = host.Addresses.SelectMany(DistinctSessions.Of).ToList();
        var reachable = sessions.Any(s => s.Greeting is not null);
        var enabled = sessions.Any(s => s.StartTlsOffered);
        // A greeting or EHLO that refuses says nothing of STARTTLS.
        var testable = sessions.Any(s => s.Ehlo is { Code: >= 200 and < 300 } || s.StartTlsOffered);
        json.WriteBoolean("server_reachable", reachable);
        json.WriteBoolean("starttls_enabled", enabled);
        json.WriteBoolean("server_testable", testable);
        if (reachable && enabled && testable)
        {
            WriteDetails(json, host, verdict);
        }
    }

    private static void WriteAddresses(
        Utf8JsonWriter json,
        string name,
        HostObservation host,
        AddressFamily family
    )
    {
        json.WriteStartObject(name);
        json.WriteStartArray("addresses");
        foreach (var address in host.Addresses.Where(a => a.Address.AddressFamily == family))
        {
            json.WriteStartObject();
            json.WriteString("address", Text(address.Address));
            json.WriteBoolean(
                "reachable",
                address.Attempts.Any(attempt => attempt.Greeting is not null)
            );
            json.WriteStartArray("routing");
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDetails(
        Utf8JsonWriter json,
        HostObservation host,
        HostVerdict? verdict
    )
    {
        json.WriteStartObject("details");
        json.WriteString("dane_status", DaneStatus(host, verdict));
        WriteTexts(
            json,
            "dane_records",
            verdict?.Policy.Tlsa.Select(assessed => assessed.Record.ToString()) ?? []
        );
        json.WriteBoolean("dane_rollover", verdict is not null && BatchDomain.HasRollover(verdict));
        var chain = host
            .Addresses.SelectMany(DistinctSessions.Of)
            .FirstOrDefault(session => session.Handshake is not null)
            ?.Handshake?.Chain;
        WriteTexts(
            json,
            "cert_chain",
            chain?.Certificates.Select(c => PrintableText.Of(c.CommonName ?? c.Subject)) ?? []
        );
        foreach (var name in Untold)
        {
            json.WriteNull(name);
        }
        json.WriteEndObject();
    }

    private static string DaneStatus(HostObservation host, HostVerdict? verdict)
    {
        if (
            host.Tlsa.Any(asked =>
                asked.Purpose == TlsaQueryPurpose.Sender
                && asked.Lookup.Dnssec == DnssecStatus.Bogus
            )
        )
        {
            return "none_bogus";
        }
        if (verdict is null || verdict.Policy.Tlsa.Count == 0)
        {
            return "none";
        }
        return
            verdict.Addresses.Count > 0
            && verdict.Addresses.All(a => a.Outcome == AddressOutcome.Authenticated)
            ? "validated"
            : "failed";
    }

    private static void WriteDnssec(Utf8JsonWriter json, string status)
    {
        json.WriteStartObject("dnssec");
        json.WriteString("status", status);
        json.WriteEndObject();
    }

    private static string StatusOf(DnsLookup lookup) =>
        lookup switch
        {
            { Dnssec: DnssecStatus.Bogus } => "bogus",
            { Outcome: LookupOutcome.Failed } => "error",
            { Dnssec: DnssecStatus.Secure } => "secure",
            _ => "insecure",
        };

    /// <summary>What is signed with an algorithm that no resolver knows is insecure to a resolver, and so told by the test.</summary>
    private static string Known(string status, BatchTest valid) =>
        status == "insecure" && valid.Verdict == "unsupported-ds-algo" ? "unknown_ds_algo" : status;

    private static string Worse(string left, string right)
    {
        string[] worstFirst = ["bogus", "error", "insecure", "secure"];
        return worstFirst.First(status => status == left || status == right);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }

    private static string Text(IPAddress address) => address.ToString();
}
