using Dashboard.Core.Dns;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>Finds the public keys of signatures in the DNS (RFC 6376 section 3.6.2).</summary>
/// <param name="services">A key must be for one of them, or for all (section 3.6.1, tag s).</param>
internal sealed class DkimKeys(ISenderDns dns, IReadOnlyList<string> services)
    : DkimPublicKeyLocatorBase
{
    private readonly HashSet<(string Domain, string Selector)> testing = [];

    /// <summary>
    /// The key that was found there is being tested: its signatures are to be taken for none (RFC 6376 section 3.6.1, tag t).
    /// </summary>
    public bool IsTesting(string domain, string selector) => testing.Contains((domain, selector));

    public override async Task<AsymmetricKeyParameter> LocatePublicKeyAsync(
        string methods,
        string domain,
        string selector,
        CancellationToken cancellationToken = default
    )
    {
        if (!DomainName.TryParse($"{selector}._domainkey.{domain}", out var name))
        {
            throw new DkimKeyException(temporary: false);
        }
        var lookup = await dns.TxtAsync(name, cancellationToken);
        if (lookup.Outcome == LookupOutcome.Failed)
        {
            throw new DkimKeyException(temporary: true);
        }
        // White space means nothing between tags and within keys, and there are records with much of it.
        var text = lookup
            .Records.Select(record => string.Concat(record.Where(c => !char.IsWhiteSpace(c))))
            .FirstOrDefault(IsUsable);
        if (text is null)
        {
            throw new DkimKeyException(temporary: false);
        }
        if (Tags(text).Any(tag => tag is ["t", var flags] && flags.Split(':').Contains("y")))
        {
            testing.Add((domain, selector));
        }
        return GetPublicKey(text);
    }

    public override AsymmetricKeyParameter LocatePublicKey(
        string methods,
        string domain,
        string selector,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException("Keys are looked up without waiting.");

    /// <summary>A version there is DKIM1 and comes first; a key without data is revoked (RFC 6376 section 3.6.1).</summary>
    private bool IsUsable(string text)
    {
        var tags = Tags(text);
        return !tags.Exists(pair => pair is ["v", not "DKIM1"])
            && tags.Exists(pair => pair is ["p", { Length: > 0 }])
            && tags.TrueForAll(pair => pair[0] != "s" || pair[1].Split(':').Any(services.Contains));
    }

    private static List<string[]> Tags(string text) =>
        [.. text.Split(';').Select(tag => tag.Split('=', 2)).Where(pair => pair.Length == 2)];
}
