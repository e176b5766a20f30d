using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Probes.Tests.Outbound.Receiver;
using DnsClient;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>
/// A small mail client that follows RFC 7672 as far as the basic test needs it: MX and TLSA by the validating resolver, 3 1 1
/// only, no TLS without a match.
/// </summary>
internal sealed class ScriptedSender(OutboundSite site, string ehlo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The reply that ended the attempt, or why there was none.</summary>
    public async Task<string> SendAsync(string recipient, string message)
    {
        var domain = DomainName.Parse(recipient.Split('@')[1]);
        var mx = await site.Resolver.RecordsAsync(domain, QueryType.MX, Cancellation);
        if (mx.Count == 0)
        {
            return "no MX";
        }
        var host = DomainName.Parse(mx[0].Split(' ')[^1]);
        var address = IPAddress.Parse(
            (await site.Resolver.RecordsAsync(host, QueryType.A, Cancellation))[0].Split(' ')[^1]
        );
        var owner = ProbeZoneNames.TlsaOwner(host);
        var state = await site.Resolver.AskAsync(owner, QueryType.TLSA, Cancellation);
        if (state == "servfail")
        {
            return "TLSA fails";
        }
        var tlsa = await site.Resolver.RecordsAsync(owner, QueryType.TLSA, Cancellation);
        await using var client = await RawClient.ConnectAsync(
            new IPEndPoint(address, site.SmtpPort),
            Cancellation
        );
        await client.ReplyAsync();
        var offered = await client.SayAsync("EHLO " + ehlo);
        if (!offered.Contains("STARTTLS", StringComparison.Ordinal))
        {
            return tlsa.Count > 0
                ? await client.SayAsync("QUIT")
                : await DeliverAsync(client, recipient, message);
        }
        var tls = await client.StartTlsAsync(tlsa.Count > 0 ? host.Value : null);
        if (tlsa.Count > 0 && !tlsa.Any(record => Matches(record, tls.RemoteCertificate!)))
        {
            return await client.SayAsync("QUIT");
        }
        await client.SayAsync("EHLO " + ehlo);
        return await DeliverAsync(client, recipient, message);
    }

    private static async Task<string> DeliverAsync(
        RawClient client,
        string recipient,
        string message
    )
    {
        await client.SayAsync("MAIL FROM:<someone@sender.example>");
        var accepted = await client.SayAsync($"RCPT TO:<{recipient}>");
        if (!accepted.StartsWith("250", StringComparison.Ordinal))
        {
            return accepted;
        }
        await client.SayAsync("DATA");
        var taken = await client.SayAsync(message + "\r\n.");
        await client.SayAsync("QUIT");
        return taken;
    }

    private static bool Matches(string record, X509Certificate certificate)
    {
        using var leaf = new X509Certificate2(certificate);
        var digest = Convert.ToHexString(
            SHA256.HashData(leaf.PublicKey.ExportSubjectPublicKeyInfo())
        );
        return record
            .Replace(" ", string.Empty, StringComparison.Ordinal)
            .Contains(digest, StringComparison.OrdinalIgnoreCase);
    }
}
