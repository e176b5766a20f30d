using System.Globalization;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Evidence;
using MimeKit;
using MimeKit.Cryptography;

namespace Dashboard.Probes.Outbound.Receiver.Identity;

/// <summary>Checks the signatures of a message (RFC 6376 section 6).</summary>
internal sealed class DkimCheck
{
    /// <summary>Services of keys (RFC 6376 section 3.6.1, tag s) whose signatures of ordinary mail count.</summary>
    private static readonly string[] MailServices = ["*", "email"];

    /// <summary>The same of TLS reports (RFC 8460 section 3).</summary>
    private static readonly string[] ReportServices = ["*", "email", "tlsrpt"];

    private const int MostSignatures = 5;

    private readonly bool ofReports;
    private readonly DkimKeys keys;
    private readonly DkimVerifier verifier;

    /// <param name="ofReports">Signatures of TLS reports, which cover all of the body (RFC 8460 section 3).</param>
    public DkimCheck(ISenderDns dns, bool ofReports = false)
    {
        this.ofReports = ofReports;
        keys = new DkimKeys(dns, ofReports ? ReportServices : MailServices);
        verifier = new DkimVerifier(keys);
        verifier.Enable(DkimSignatureAlgorithm.Ed25519Sha256);
    }

    /// <summary>Alignment is for others to say: it is false in all of these.</summary>
    /// <param name="at">When the message came.</param>
    public async Task<IReadOnlyList<DkimIdentity>> CheckAsync(
        MimeMessage message,
        DateTimeOffset at,
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
                var outcome =
                    IsExpired(tags.GetValueOrDefault("x"), at)
                    || (ofReports && tags.ContainsKey("l"))
                        ? AuthenticationOutcome.PermError
                        : await VerifyAsync(message, header, cancellation);
                // A message signed for others can be sent here by anybody. Only where what is signed names an address of the
                // test has the signer sent it here.
                var signed = (tags.GetValueOrDefault("h") ?? string.Empty).Split(':');
                if (
                    outcome == AuthenticationOutcome.Pass
                    && (!isBoundToTest(message, signed) || keys.IsTesting(tags["d"], selector))
                )
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

    /// <summary>
    /// Seconds since 1970 (RFC 6376 section 3.5, tag x). A value that nobody can read is a syntax error, which the verifier finds.
    /// </summary>
    private static bool IsExpired(string? expires, DateTimeOffset at) =>
        long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds < at.ToUnixTimeSeconds();
}
