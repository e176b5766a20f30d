using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace Dashboard.Probes.Tests.Outbound.Receiver.Identity;

/// <summary>Keys of senders that sign, with the records that publish them.</summary>
internal sealed class DkimSenders
{
    private static readonly HeaderId[] Signed = [HeaderId.From, HeaderId.To, HeaderId.Subject];

    private readonly RSA key = RSA.Create(2048);

    public string Records()
    {
        var publicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        var (first, second) = (publicKey[..200], publicKey[200..]);
        return $"""
            good._domainkey IN TXT "v=DKIM1; k=rsa; p={first}" "{second}"
            spaced._domainkey IN TXT "v = DKIM1 ;  p = {first}" " {second} ; t=s"
            revoked._domainkey IN TXT "v=DKIM1; p="
            other._domainkey IN TXT "v=DKIM2; p={first}" "{second}"
            broken._domainkey IN TXT "v=DKIM1; p=AAAA"
            testing._domainkey IN TXT "v=DKIM1; k=rsa; t=y; p={first}" "{second}"
            under._domainkey.news IN TXT "v=DKIM1; k=rsa; p={first}" "{second}"
            reports._domainkey IN TXT "v=DKIM1; k=rsa; s=tlsrpt; p={first}" "{second}"
            mail._domainkey IN TXT "v=DKIM1; k=rsa; s=email; p={first}" "{second}"
            both._domainkey IN TXT "v=DKIM1; t=s:y; p={first}" "{second}"

            """;
    }

    /// <summary>The record of a key, as a zone file has it.</summary>
    public string Record()
    {
        var publicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
        return $"\"v=DKIM1; k=rsa; p={publicKey[..200]}\" \"{publicKey[200..]}\"";
    }

    public byte[] Message(
        string from,
        string to,
        string selector,
        string domain,
        string body = "A test.\r\n",
        IReadOnlyList<HeaderId>? signed = null,
        TimeSpan? expires = null
    )
    {
        var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(MailboxAddress.Parse(to));
        message.Subject = "Sending test";
        message.Body = new MimeKit.TextPart("plain") { Text = body };
        return Sign(message, selector, domain, signed, expires);
    }

    /// <summary>Of any message.</summary>
    public byte[] Sign(
        MimeMessage message,
        string selector,
        string domain,
        IReadOnlyList<HeaderId>? signed = null,
        TimeSpan? expires = null
    )
    {
        var signer = new DkimSigner(PrivateKey(), domain, selector)
        {
            SignatureAlgorithm = DkimSignatureAlgorithm.RsaSha256,
            SignaturesExpireAfter = expires,
        };
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        message.Prepare(EncodingConstraint.SevenBit);
        signer.Sign(options, message, [.. signed ?? Signed]);
        using var stream = new MemoryStream();
        message.WriteTo(options, stream);
        return stream.ToArray();
    }

    /// <summary>
    /// Signed with <c>l=</c>: what stands behind the first octets of the body is anybody's (RFC 6376 section 8.2). Canonicalised simply.
    /// </summary>
    /// <param name="unsigned">Appended behind what is signed.</param>
    public byte[] SignedInPart(
        string headers,
        string body,
        string selector,
        string domain,
        string unsigned
    )
    {
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(body)));
        var names = string.Join(
            ':',
            headers
                .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(':')[0])
        );
        var header =
            $"DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d={domain}; s={selector}; "
            + $"l={body.Length}; h={names}; bh={hash}; b=";
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(headers + header),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        return Encoding.ASCII.GetBytes(
            $"{header}{Convert.ToBase64String(signature)}\r\n{headers}\r\n{body}{unsigned}"
        );
    }

    private AsymmetricKeyParameter PrivateKey() =>
        PrivateKeyFactory.CreateKey(key.ExportPkcs8PrivateKey());

    public static byte[] Unsigned(string from, string to) =>
        Encoding.ASCII.GetBytes($"From: {from}\r\nTo: {to}\r\nSubject: x\r\n\r\nA test.\r\n");
}
