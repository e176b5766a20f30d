using System.Net;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tests.Tls;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Tests.Inbound.TlsNcsc;

/// <summary>
/// A server that chooses as TLS says, from what it is set to: the rules and the plan of questions are tried against any number of
/// them. That real servers answer like this is for the tests of the probe to show.
/// </summary>
internal sealed record ModelServer
{
    public IReadOnlyList<TlsProtocolVersion> Versions { get; init; } =
    [TlsProtocolVersion.Tls12, TlsProtocolVersion.Tls13];

    /// <summary>Of TLS 1.2 and below, in the server's order.</summary>
    public IReadOnlyList<string> Suites { get; init; } =
    ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"];

    public IReadOnlyList<string> Suites13 { get; init; } =
    ["TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"];

    /// <summary>Its own order goes before that of the client.</summary>
    public bool OwnOrder { get; init; } = true;

    public IReadOnlyList<string> Groups { get; init; } = ["x25519", "secp256r1"];

    /// <summary>The prime of RFC 7919 or another.</summary>
    public string Dh { get; init; } = "ffdhe3072";

    public int DhGenerator { get; init; } = 2;

    public IReadOnlyList<string> Hashes { get; init; } = ["sha256", "sha384", "sha512"];

    /// <summary>Signs with its first hash, whatever the client lists.</summary>
    public bool IgnoresHashes { get; init; }

    public bool ExtendedMasterSecret { get; init; } = true;

    public bool SecureRenegotiation { get; init; } = true;

    public bool ClientRenegotiation { get; init; }

    public bool Compression { get; init; }

    public long MaxEarlyData { get; init; }

    /// <summary>In place of the answer to one question.</summary>
    public IReadOnlyDictionary<TlsQuestionId, TlsAnswerKind> Instead { get; init; } =
        new Dictionary<TlsQuestionId, TlsAnswerKind>();

    public IReadOnlyList<byte[]> Chain { get; init; } = [Pki.Leaf, Pki.Intermediate.Der];

    public bool Speaks(TlsProtocolVersion version) => Versions.Contains(version);

    public override string ToString() =>
        $"{string.Join('+', Versions)} {string.Join(' ', Suites)} 1.3: {string.Join(' ', Suites13)} own {OwnOrder}, "
        + $"groups {string.Join(' ', Groups)}, {Dh} {DhGenerator}, {string.Join(' ', Hashes)} ignored {IgnoresHashes}";

    /// <summary>The sessions of the receiving test, which offer what senders offer.</summary>
    public AddressObservation Address()
    {
        var (version, suite) = new[]
        {
            TlsQuestions.Of(TlsQuestionId.Tickets),
            TlsQuestions.Of(TlsQuestionId.Renegotiate),
            TlsQuestions.Of(TlsQuestionId.Old),
        }
            .Select(question => Respond(question.Offer).Hello)
            .Where(hello => hello is not null)
            .Select(hello => (hello!.Version, (CipherSuite?)hello.Suite))
            .FirstOrDefault();
        var old = version is null or < TlsProtocolVersion.Tls12;
        var handshake = Seen.Handshake([.. Chain]) with
        {
            Version = version ?? default,
            CipherSuite = suite?.Name ?? string.Empty,
        };
        var session = Seen.Session() with { Handshake = handshake };
        return Seen.Address(
            session: old ? Seen.Ended(SmtpStage.Handshake, SessionFaultKind.TlsAlert) : session
        ) with
        {
            LegacyHandshake = old && version is not null ? handshake : null,
            WebPki = new WebPkiObservation
            {
                Store = new OctetString([1]),
                Paths = [new WebPkiPath(CertificateReader.Read(Chain[0]).Sha256, null)],
            },
        };
    }

    /// <summary>Everything the plan asks, in a profile.</summary>
    public AddressObservation Examined(TlsProfile profile, bool for2021 = true, int spent = 2)
    {
        var address = Address();
        var examination = new TlsExamination
        {
            Profile = profile,
            CatalogueVersion = TlsQuestions.CatalogueVersion,
            StartedAt = Pki.Instant,
            Duration = TimeSpan.FromMinutes(1),
            End = TlsExaminationEnd.Completed,
            ServerName = Seen.Name(Seen.Mx1),
            Sessions = spent,
        };
        while (
            TlsQuestionPlan.Next(
                profile,
                address,
                examination,
                for2021,
                TlsQuestions.Limit(profile) - examination.Sessions
            )
                is { } question
        )
        {
            examination = examination with
            {
                Answers = [.. examination.Answers, Answer(question)],
                Sessions = examination.Sessions + 1,
            };
        }
        return address with { Examination = examination };
    }

    public TlsAnswer Answer(TlsQuestion question)
    {
        var offered = TlsQuestions.IsFixed(question) ? null : question.Offer.Suites;
        if (Instead.TryGetValue(question.Id, out var kind))
        {
            return new TlsAnswer
            {
                Question = question.Id,
                AskedAt = Pki.Instant,
                Stage = SmtpStage.Handshake,
                Kind = kind,
                Offered = offered,
            };
        }
        var answer = AnswerReading.Of(question, Respond(question.Offer), Pki.Instant, offered);
        return answer with
        {
            RenegotiationStarted =
                question.Id == TlsQuestionId.Renegotiate && answer.Kind == TlsAnswerKind.Accepted
                    ? ClientRenegotiation
                    : null,
            MaxEarlyData =
                question.Id == TlsQuestionId.Tickets && answer.Kind == TlsAnswerKind.Accepted
                    ? MaxEarlyData
                    : null,
        };
    }

    /// <summary>Through the octets and their reader, as from a socket.</summary>
    private ServerAnswer Respond(ClientOffer offer)
    {
        var reader = new ServerAnswerReader();
        reader.Take(Octets(offer));
        return reader.End(ServerSilence.Closed);
    }

    public byte[] Octets(ClientOffer offer)
    {
        var refused = Flight.Alert(2, 40);
        if (offer.Version == TlsProtocolVersion.Tls13)
        {
            return
                Speaks(TlsProtocolVersion.Tls13)
                && Choose(Suites13, offer) is { } modern
                && Group(offer) is { } agreed
                ? Flight.Handshake(Flight.Hello13(modern, agreed))
                : refused;
        }
        var version = Versions
            .Where(each => each <= offer.Version && each < TlsProtocolVersion.Tls13)
            .Cast<TlsProtocolVersion?>()
            .Max();
        if (version is not { } chosen)
        {
            return Flight.Alert(2, 70);
        }
        var usable = Suites.Where(suite => Usable(suite, offer, chosen)).ToList();
        if (Choose(usable, offer) is not { } picked)
        {
            return refused;
        }
        var (group, hash) = (Curve(offer), Hash(offer));
        var signature = chosen == TlsProtocolVersion.Tls12 ? hash : null;
        var number = (ushort)(0x0300 + (int)chosen);
        return Flight.Handshake([
            Flight.Hello(
                picked,
                number,
                Compression && offer.OffersCompression ? (byte)1 : (byte)0,
                extensions:
                [
                    // SSL 3.0 has no extensions.
                    .. SecureRenegotiation && chosen > TlsProtocolVersion.Ssl3
                        ? new (ushort, byte[])[] { (0xFF01, [0]) }
                        : [],
                    .. ExtendedMasterSecret && chosen > TlsProtocolVersion.Ssl3
                        ? new (ushort, byte[])[] { (23, []) }
                        : [],
                ]
            ),
            Flight.Certificates([.. Chain]),
            .. picked.KeyExchange switch
            {
                SuiteKeyExchange.Ecdhe => [Flight.CurveExchange(group!.Value, signature)],
                SuiteKeyExchange.Dhe =>
                [
                    Flight.DhExchange(Prime(), [(byte)DhGenerator], signature),
                ],
                SuiteKeyExchange.DhAnonymous => [Flight.DhExchange(Prime(), [2], null)],
                _ => Array.Empty<byte[]>(),
            },
            Flight.Done,
        ]);
    }

    private bool Usable(string name, ClientOffer offer, TlsProtocolVersion version)
    {
        var suite = CipherSuite.Parse(name);
        var only12 =
            !name.EndsWith("_SHA", StringComparison.Ordinal)
            && !name.EndsWith("_MD5", StringComparison.Ordinal);
        return offer.Suites.Contains(suite)
            && (!only12 || version == TlsProtocolVersion.Tls12)
            && (
                suite.KeyExchange != SuiteKeyExchange.Ecdhe
                || (version > TlsProtocolVersion.Ssl3 && Curve(offer) is not null)
            )
            && (
                version != TlsProtocolVersion.Tls12
                || !suite.HasSignedExchange
                || Hash(offer) is not null
            );
    }

    private CipherSuite? Choose(IReadOnlyList<string> has, ClientOffer offer)
    {
        var mine = has.Select(CipherSuite.Parse).ToList();
        var common = OwnOrder
            ? mine.Where(offer.Suites.Contains)
            : offer.Suites.Where(mine.Contains);
        return common.Cast<CipherSuite?>().FirstOrDefault();
    }

    private NamedGroup? Group(ClientOffer offer) => First(Groups, offer);

    /// <summary>In TLS 1.2 groups of RFC 7919 go with DHE alone.</summary>
    private NamedGroup? Curve(ClientOffer offer) =>
        First(Groups.Where(name => !name.StartsWith("ffdhe", StringComparison.Ordinal)), offer);

    private static NamedGroup? First(IEnumerable<string> groups, ClientOffer offer) =>
        groups
            .Select(NamedGroup.Parse)
            .Where(offer.Groups.Contains)
            .Cast<NamedGroup?>()
            .FirstOrDefault();

    private SignatureScheme? Hash(ClientOffer offer)
    {
        if (IgnoresHashes)
        {
            return Rsa(Hashes[0]);
        }
        return Hashes
            .Select(Rsa)
            .Where(scheme => offer.Signatures.Contains(scheme))
            .Cast<SignatureScheme?>()
            .FirstOrDefault();
    }

    private static SignatureScheme Rsa(string hash) =>
        new(
            hash switch
            {
                "sha512" => 0x0601,
                "sha384" => 0x0501,
                "sha256" => 0x0401,
                "sha224" => 0x0301,
                "sha1" => 0x0201,
                _ => 0x0101,
            }
        );

    private byte[] Prime() =>
        Dh switch
        {
            "ffdhe2048" => Published(
                Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc7919_ffdhe2048
            ),
            "ffdhe3072" => Published(
                Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc7919_ffdhe3072
            ),
            "modp2048" => Published(
                Org.BouncyCastle.Crypto.Agreement.DHStandardGroups.rfc3526_2048
            ),
            _ => [0xFF, .. new byte[127]],
        };

    private static byte[] Published(Org.BouncyCastle.Crypto.Parameters.DHParameters group) =>
        group.P.ToByteArrayUnsigned();
}
