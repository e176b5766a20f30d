using System.Globalization;
using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Evidence;
using MimeKit;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// Reads who sent a control message: SPF (RFC 7208), DKIM (RFC 6376) and their alignment with the From domain (RFC 9989). Nothing
/// else of the message is looked at, and nothing of it is kept.
/// </summary>
internal sealed class ControlReader(ISenderDns dns, ProbeZoneNames names)
{
    /// <summary>For all lookups together (RFC 7208 section 4.6.4: at least 20 seconds).</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public async Task<ControlIdentity> ReadAsync(
        ControlMessage control,
        TestToken token,
        CancellationToken stopping
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        var cancellation = patience.Token;
        var message = Parse(control.Octets);
        var from = message is null ? null : FromDomain(message);
        var alignment = new DmarcAlignment(dns);

        var (spf, networks) = await SpfAsync(control, cancellation);
        if (from is not null && spf is { Outcome: AuthenticationOutcome.Pass, Domain: { } domain })
        {
            spf = spf with
            {
                Aligned = await IsAsync(() =>
                    alignment.IsSpfAlignedAsync(from, domain, cancellation)
                ),
            };
        }
        var signatures = new List<DkimIdentity>();
        if (message is not null)
        {
            var found = await new DkimCheck(dns).CheckAsync(
                message,
                (m, signed) => NamesTest(m, signed, token),
                cancellation
            );
            foreach (var signature in found)
            {
                signatures.Add(
                    signature with
                    {
                        Aligned =
                            from is not null
                            && signature.Outcome == AuthenticationOutcome.Pass
                            && await IsAsync(() =>
                                alignment.IsDkimAlignedAsync(from, signature.Domain, cancellation)
                            ),
                    }
                );
            }
        }
        return new ControlIdentity
        {
            SessionId = control.Session,
            At = control.At,
            FromDomain = from,
            Spf = spf,
            Dkim = signatures,
            Ehlo = control.Ehlo,
            SourceAddress = control.Source,
            AuthorisedNetworks = networks,
        };
    }

    private async Task<(SpfIdentity Spf, IReadOnlyList<IPNetwork> Networks)> SpfAsync(
        ControlMessage control,
        CancellationToken cancellation
    )
    {
        if (control.SenderDomain is not { } domain)
        {
            return (new SpfIdentity(AuthenticationOutcome.None, null, false), []);
        }
        try
        {
            var outcome = await new SpfCheck(
                dns,
                control.Source,
                control.SenderLocalPart,
                domain,
                control.Ehlo ?? "unknown"
            ).CheckAsync(cancellation);
            var networks =
                outcome == AuthenticationOutcome.Pass
                    ? await new SpfNetworks(dns).ListAsync(domain, cancellation)
                    : [];
            return (new SpfIdentity(outcome, domain, false), networks);
        }
        catch (OperationCanceledException)
        {
            return (new SpfIdentity(AuthenticationOutcome.TempError, domain, false), []);
        }
    }

    /// <summary>What cannot be found out is not aligned.</summary>
    private static async Task<bool> IsAsync(Func<Task<bool>> isAligned)
    {
        try
        {
            return await isAligned();
        }
        catch (Exception unknown)
            when (unknown is DmarcUnknownException or OperationCanceledException)
        {
            return false;
        }
    }

    private static MimeMessage? Parse(byte[] octets)
    {
        try
        {
            using var stream = new MemoryStream(octets, writable: false);
            return MimeMessage.Load(stream);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Null where there is not exactly one From field with one mailbox (RFC 9989 section 5.3.1).</summary>
    private static DomainName? FromDomain(MimeMessage message)
    {
        var fields = message.Headers.Count(header => header.Id == HeaderId.From);
        return
            fields == 1
            && message.From.Mailboxes.ToList() is [var only]
            && TryReadDomain(only.Domain, out var domain)
            ? domain
            : null;
    }

    /// <summary>A To or Cc field that is signed has an address of this test.</summary>
    private bool NamesTest(MimeMessage message, IReadOnlyList<string> signed, TestToken token)
    {
        bool IsSigned(string field) =>
            signed.Any(name => string.Equals(name, field, StringComparison.OrdinalIgnoreCase))
            && message.Headers.Count(header =>
                string.Equals(header.Field, field, StringComparison.OrdinalIgnoreCase)
            ) == 1;
        return (IsSigned("To") ? message.To.Mailboxes : [])
            .Concat(IsSigned("Cc") ? message.Cc.Mailboxes : [])
            .Any(mailbox =>
                DomainName.TryParse(mailbox.Domain, out var domain)
                && names.TryParse(domain, out var named)
                && named.Token == token
            );
    }

    private static bool TryReadDomain(string? text, out DomainName domain)
    {
        domain = DomainName.Root;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }
        try
        {
            var ascii = text.All(char.IsAscii) ? text : new IdnMapping().GetAscii(text);
            if (DomainName.TryParse(ascii, out var parsed) && !parsed.IsRoot)
            {
                domain = parsed;
                return true;
            }
        }
        catch (ArgumentException)
        {
            // No name in any script.
        }
        return false;
    }
}
