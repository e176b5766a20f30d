using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Evidence;
using MimeKit;
using MimeKit.Cryptography;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>Checks the signatures of a message (RFC 6376 section 6).</summary>
internal sealed class DkimCheck(ISenderDns dns)
{
    private const int MostSignatures = 5;

    private readonly DkimVerifier verifier = MakeVerifier(dns);

    /// <summary>Alignment is for others to say: it is false in all of these.</summary>
    public async Task<IReadOnlyList<DkimIdentity>> CheckAsync(
        MimeMessage message,
        Func<MimeMessage, IReadOnlyList<string>, bool> isBoundToTest,
        CancellationToken cancellation
    )
    {
        var found = new List<DkimIdentity>();
        foreach (
            var header in message
                .Headers.Where(header => header.Id == HeaderId.DkimSignature)
                .Take(MostSignatures)
                .ToList()
        )
        {
            var tags = Tags(header.Value);
            if (
                DomainName.TryParse(tags.GetValueOrDefault("d"), out var domain)
                && tags.GetValueOrDefault("s") is { Length: > 0 and < 254 } selector
                && selector.All(c => c is > ' ' and <= '~')
            )
            {
                var outcome = await VerifyAsync(message, header, cancellation);
                // A message signed for others can be sent here by anybody. Only where what is signed names an address of the
                // test has the signer sent it here.
                var signed = (tags.GetValueOrDefault("h") ?? string.Empty).Split(':');
                if (outcome == AuthenticationOutcome.Pass && !isBoundToTest(message, signed))
                {
                    outcome = AuthenticationOutcome.Neutral;
                }
                found.Add(new DkimIdentity(outcome, domain, selector, Aligned: false));
            }
        }
        return found;
    }

    private async Task<AuthenticationOutcome> VerifyAsync(
        MimeMessage message,
        Header header,
        CancellationToken cancellation
    )
    {
        try
        {
            return await verifier.VerifyAsync(message, header, cancellation)
                ? AuthenticationOutcome.Pass
                : AuthenticationOutcome.Fail;
        }
        catch (DkimKeyException missing)
        {
            return missing.IsTemporary
                ? AuthenticationOutcome.TempError
                : AuthenticationOutcome.PermError;
        }
        catch (OperationCanceledException)
        {
            return AuthenticationOutcome.TempError;
        }
        // Signatures and keys come from outside; a malformed one makes the libraries throw in many ways.
        catch (Exception)
        {
            return AuthenticationOutcome.PermError;
        }
    }

    private static Dictionary<string, string> Tags(string signature) =>
        signature
            .Split(';')
            .Select(tag => tag.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0].Trim(), StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => string.Concat(group.First()[1].Where(c => !char.IsWhiteSpace(c)))
            );

    private static DkimVerifier MakeVerifier(ISenderDns dns)
    {
        var made = new DkimVerifier(new DkimKeys(dns));
        made.Enable(DkimSignatureAlgorithm.Ed25519Sha256);
        return made;
    }
}
