using System.Globalization;
using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.MailAuthentication;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Evidence;
using MimeKit;
using MimeKit.Utils;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>
/// Reads who sent a message: SPF (RFC 7208), DKIM (RFC 6376) and their alignment with the From domain (RFC 9989); and since when it
/// was on its way. Nothing else of the message is looked at, and nothing else of it is kept.
/// </summary>
internal sealed class IdentityReader(ISenderDns dns, ProbeZoneNames names)
{
    /// <summary>For all lookups together (RFC 7208 section 4.6.4: at least 20 seconds).</summary>
    private static readonly TimeSpan LookupTimeout = TimeSpan.FromSeconds(40);

    /// <summary>For the keys of all its signatures: anybody can name domains that answer slowly.</summary>
    private static readonly TimeSpan KeyTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A reader for one message, which asks nothing twice, for however many tests it reads it.</summary>
    public IdentityReader ForMessage() => new(new MessageDns(dns), names);

    /// <summary>How many questions the message asked.</summary>
    public int Asked => dns is MessageDns message ? message.Asked : 0;

    /// <param name="recipient">Of which test and probe it is a message.</param>
    public async Task<MessageIdentity> ReadAsync(
        HeldMessage held,
        ProbeZoneName recipient,
        CancellationToken stopping
    )
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        timeout.CancelAfter(LookupTimeout);
        var cancellation = timeout.Token;
        var message = Parse(held.Octets);
        var from = message is null ? null : FromDomain(message);
        var alignment = new DmarcAlignment(dns);
        var open = new OpenAlignment();
        var spf = await SpfAsync(held, from, alignment, open, cancellation);
        var signatures = message is null
            ? []
            : await DkimAsync(
                message,
                held.At,
                from,
                recipient.Token,
                alignment,
                open,
                cancellation
            );
        AuthenticationOutcome? signed =
            from is not null && signatures.Any(signature => signature.Aligned)
                ? await new SignedSource(dns, alignment, held).CheckAsync(from, cancellation)
                : null;
        var identity = new MessageIdentity
        {
            SessionId = held.Key.SessionId,
            MailAt = held.Key.MailAt,
            At = held.At,
            Probe = recipient.Probe,
            FromDomain = from,
            Spf = spf,
            FromDomainSpf = signed,
            Dkim = signatures,
            AlignmentUnknown = open.IsUnknown,
            QueuedAt = message is null ? null : QueuedAt(message),
            Ehlo = held.Ehlo,
            SourceAddress = held.Source,
        };
        return identity.ProvenDomain is { } proven
            ? await WithOrganisationAsync(identity, proven, alignment, cancellation)
            : identity;
    }

    private async Task<SpfIdentity> SpfAsync(
        HeldMessage held,
        DomainName? from,
        DmarcAlignment alignment,
        OpenAlignment open,
        CancellationToken cancellation
    )
    {
        if (held.SenderDomain is not { } domain)
        {
            return new SpfIdentity(AuthenticationOutcome.None, null, false);
        }
        try
        {
            var source = await new SpfSource(dns, held).CheckAsync(domain, cancellation);
            return source.Outcome == AuthenticationOutcome.Pass
                ? new SpfIdentity(
                    source.Outcome,
                    domain,
                    Aligned: from is not null
                        && await open.IsAsync(() =>
                            alignment.IsSpfAlignedAsync(from, domain, cancellation)
                        ),
                    source.AuthorisesAnybody
                )
                : new SpfIdentity(source.Outcome, domain, Aligned: false);
        }
        catch (OperationCanceledException)
        {
            return new SpfIdentity(AuthenticationOutcome.TempError, domain, false);
        }
    }

    private async Task<IReadOnlyList<DkimIdentity>> DkimAsync(
        MimeMessage message,
        DateTimeOffset at,
        DomainName? from,
        TestToken token,
        DmarcAlignment alignment,
        OpenAlignment open,
        CancellationToken cancellation
    )
    {
        using var keys = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        keys.CancelAfter(KeyTimeout);
        var found = await new DkimCheck(dns).CheckAsync(
            message,
            at,
            (m, signed) => NamesTest(m, signed, token),
            keys.Token
        );
        var signatures = new List<DkimIdentity>();
        foreach (var signature in found)
        {
            var aligned =
                from is not null
                && signature.Outcome == AuthenticationOutcome.Pass
                && await open.IsAsync(() =>
                    alignment.IsDkimAlignedAsync(from, signature.Domain, cancellation)
                );
            signatures.Add(signature with { Aligned = aligned });
        }
        return signatures;
    }

    private async Task<MessageIdentity> WithOrganisationAsync(
        MessageIdentity identity,
        DomainName proven,
        DmarcAlignment alignment,
        CancellationToken cancellation
    )
    {
        try
        {
            var organisation = await alignment.OrganisationalAsync(proven, cancellation);
            var authorised = await new SpfNetworks(dns, within: organisation).ListAsync(
                new[] { identity.Spf?.Domain, proven }.OfType<DomainName>().Distinct(),
                cancellation
            );
            return identity with
            {
                OrganisationalDomain = organisation,
                OwnNetworks = authorised.Own,
            };
        }
        catch (Exception unknown)
            when (unknown is DmarcUnknownException or OperationCanceledException)
        {
            return identity;
        }
    }

    /// <summary>What cannot be found out is not aligned, and is remembered.</summary>
    private sealed class OpenAlignment
    {
        public bool IsUnknown { get; private set; }

        public async Task<bool> IsAsync(Func<Task<bool>> isAligned)
        {
            try
            {
                return await isAligned();
            }
            catch (Exception unknown)
                when (unknown is DmarcUnknownException or OperationCanceledException)
            {
                IsUnknown = true;
                return false;
            }
        }
    }

    internal static MimeMessage? Parse(byte[] octets)
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
    internal static DomainName? FromDomain(MimeMessage message)
    {
        var fields = message.Headers.Count(header => header.Id == HeaderId.From);
        return
            fields == 1
            && message.From.Mailboxes.ToList() is [var only]
            && TryReadDomain(only.Domain, out var domain)
            ? domain
            : null;
    }

    /// <summary>The date behind the last semicolon of the topmost Received field (RFC 5321 section 4.4), in UTC.</summary>
    internal static DateTimeOffset? QueuedAt(MimeMessage message) =>
        message.Headers.FirstOrDefault(header => header.Id == HeaderId.Received)?.Value
            is { } received
        && received.LastIndexOf(';') is >= 0 and var semicolon
        && DateUtils.TryParse(received[(semicolon + 1)..], out var date)
            ? date.ToUniversalTime()
            : null;

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
