namespace Dashboard.Core.Tls;

/// <summary>
/// The handshake messages of a server's first answer (RFC 5246 section 7.4, RFC 8446 section 4), put together from the fragments
/// of records.
/// </summary>
internal sealed class ServerMessages
{
    private const int HeaderLength = 4;

    /// <summary>SHA-256 of "HelloRetryRequest", in place of the random octets (RFC 8446 section 4.1.3).</summary>
    private static readonly byte[] RetryRandom = Convert.FromHexString(
        "CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C"
    );

    private readonly List<byte> pending = [];
    private bool keyExchangeSeen;

    public ServerHello? Hello { get; private set; }

    public bool IsWhole { get; private set; }

    /// <exception cref="WireException">A message breaks the protocol.</exception>
    public void Take(ReadOnlySpan<byte> fragment)
    {
        pending.AddRange(fragment);
        var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pending);
        var read = 0;
        while (!IsWhole && all.Length - read >= HeaderLength)
        {
            var header = all.Slice(read, HeaderLength);
            var length = (header[1] << 16) | (header[2] << 8) | header[3];
            if (length > ServerAnswerReader.MostOctets)
            {
                throw new WireException("a message longer than an answer may be");
            }
            if (all.Length - read - HeaderLength < length)
            {
                break;
            }
            Handle(header[0], all.Slice(read + HeaderLength, length));
            read += HeaderLength + length;
        }
        pending.RemoveRange(0, read);
    }

    private void Handle(byte type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case 0: // hello_request
                break;
            case 2 when Hello is null:
                Hello = ReadHello(body);
                IsWhole = Hello.Version == TlsProtocolVersion.Tls13;
                break;
            case 2:
                throw new WireException("a second ServerHello");
            case 11 when Hello is { Chain: null }:
                Hello = Hello with { Chain = ReadChain(body) };
                break;
            case 12 when Hello is not null && !keyExchangeSeen:
                keyExchangeSeen = true;
                Hello = WithKeyExchange(Hello, body);
                break;
            // certificate_request, certificate_status (RFC 6066 section 8), supplemental_data (RFC 4680)
            case 13 or 22 or 23 when Hello is not null:
                break;
            case 14 when Hello is not null:
                new WireSpan(body).End();
                if (!keyExchangeSeen && NeedsKeyExchange(Hello.Suite))
                {
                    throw new WireException("no key exchange");
                }
                IsWhole = true;
                break;
            default:
                throw new WireException("a message that has no place in a first answer");
        }
    }

    private static ServerHello ReadHello(ReadOnlySpan<byte> body)
    {
        var message = new WireSpan(body);
        var version = message.Two();
        var isRetry = message.Take(32).SequenceEqual(RetryRandom);
        message.Vector8(); // session identifier
        var hello = new ServerHello
        {
            Version = VersionOf(version),
            Suite = new CipherSuite(message.Two()),
            Compression = message.One(),
            IsRetry = isRetry,
        };
        if (message.IsEmpty)
        {
            return hello;
        }
        var list = new WireSpan(message.Vector16());
        message.End();
        var types = new List<int>();
        while (!list.IsEmpty)
        {
            var type = list.Two();
            if (types.Contains(type))
            {
                throw new WireException("an extension twice");
            }
            types.Add(type);
            hello = WithExtension(hello, type, list.Vector16());
        }
        return hello with { Extensions = types };
    }

    private static ServerHello WithExtension(ServerHello hello, int type, ReadOnlySpan<byte> data)
    {
        var value = new WireSpan(data);
        switch (type)
        {
            case 43: // supported_versions (RFC 8446 section 4.2.1)
                var version = value.Two();
                value.End();
                return hello with { Version = VersionOf(version) };
            case 51: // key_share (RFC 8446 section 4.2.8)
                var group = new NamedGroup(value.Two());
                if (!hello.IsRetry)
                {
                    value.Vector16();
                }
                value.End();
                return hello with { Group = group };
            default:
                return hello;
        }
    }

    private static CertificateChain ReadChain(ReadOnlySpan<byte> body)
    {
        var message = new WireSpan(body);
        var list = new WireSpan(message.Vector24());
        message.End();
        var sent = new List<byte[]>();
        while (!list.IsEmpty)
        {
            sent.Add(list.Vector24().ToArray());
        }
        return CertificateChain.AsSent(sent);
    }

    private static ServerHello WithKeyExchange(ServerHello hello, ReadOnlySpan<byte> body)
    {
        var message = new WireSpan(body);
        switch (hello.Suite.KeyExchange)
        {
            // RFC 8422 section 5.4
            case SuiteKeyExchange.Ecdhe or SuiteKeyExchange.EcdhAnonymous:
                if (message.One() != 3) // named_curve
                {
                    return hello with { ExplicitCurve = true };
                }
                hello = hello with { Group = new NamedGroup(message.Two()) };
                message.Vector8(); // the server's public key
                break;
            // RFC 5246 section 7.4.3
            case SuiteKeyExchange.Dhe or SuiteKeyExchange.DhAnonymous:
                var prime = message.Vector16();
                var generator = message.Vector16();
                message.Vector16(); // the server's public key
                hello = hello with { Dh = DhParameters.Of(prime, generator) };
                break;
            default:
                return hello;
        }
        return hello.Version == TlsProtocolVersion.Tls12 && hello.Suite.HasSignedExchange
            ? hello with
            {
                Signature = new SignatureScheme(message.Two()),
            }
            : hello;
    }

    /// <summary>RFC 5246 section 7.4.3.</summary>
    private static bool NeedsKeyExchange(CipherSuite suite) =>
        suite.KeyExchange
            is SuiteKeyExchange.Dhe
                or SuiteKeyExchange.Ecdhe
                or SuiteKeyExchange.DhAnonymous
                or SuiteKeyExchange.EcdhAnonymous;

    private static TlsProtocolVersion? VersionOf(ushort number) =>
        number switch
        {
            0x0300 => TlsProtocolVersion.Ssl3,
            0x0301 => TlsProtocolVersion.Tls10,
            0x0302 => TlsProtocolVersion.Tls11,
            0x0303 => TlsProtocolVersion.Tls12,
            0x0304 => TlsProtocolVersion.Tls13,
            _ => null,
        };
}
