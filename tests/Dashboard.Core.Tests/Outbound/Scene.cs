using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Attribution;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>A live test and the evidence that has come in, written as a story.</summary>
internal sealed class Scene
{
    public static readonly DateTimeOffset Opened = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly DomainName Zone = DomainName.Parse("probe.example");

    private const string FirstResolver = "192.0.2.53";

    private readonly Dictionary<Guid, OutboundProbeId> probes = [];

    private bool tellsAll;

    private readonly Dictionary<string, string> resolvers = [];

    private int sessionNumber;

    private Scene(OutboundTest test) => Test = test;

    public OutboundTest Test { get; private set; }

    public List<SmtpSessionEvidence> Sessions { get; } = [];

    public List<DnsQueryEvidence> Queries { get; } = [];

    public List<HealEvidence> Heals { get; } = [];

    public List<MessageIdentity> Identities { get; } = [];

    /// <param name="number">Tells tests apart: their tokens and, unless shared, their addresses.</param>
    public static Scene Of(
        OutboundTestKind kind = OutboundTestKind.Full,
        byte number = 1,
        bool sharedAddresses = false
    ) => new(MakeTest(kind, number, sharedAddresses));

    public static TestToken Token(byte number, byte second = 0)
    {
        Span<byte> octets = stackalloc byte[TestToken.Octets];
        octets.Fill(number);
        octets[0] = second;
        return TestToken.FromOctets(octets);
    }

    public Scene With(Func<OutboundTest, OutboundTest> change)
    {
        Test = change(Test);
        return this;
    }

    public ProbeHost Host(OutboundProbeId probe, HostRole role = HostRole.Primary) =>
        Test.Hosts.Single(host => host.Probe == probe && host.Role == role);

    public Scene Query(
        OutboundProbeId probe,
        DnsRecordType type,
        TimeSpan at,
        string resolver = FirstResolver,
        HostRole role = HostRole.Primary,
        bool dnssecOk = true
    )
    {
        var host = Host(probe, role).Name;
        var name = type switch
        {
            DnsRecordType.Mx => Test.Names.RecipientDomain(probe, Test.Token),
            DnsRecordType.Tlsa => ProbeZoneNames.TlsaOwner(host),
            _ => host,
        };
        Queries.Add(
            new DnsQueryEvidence(Opened + at, name, type, dnssecOk, IPAddress.Parse(resolver))
        );
        return this;
    }

    public Scene Heal(OutboundProbeId probe, TimeSpan at)
    {
        Heals.Add(
            new HealEvidence(
                probe,
                Opened + at,
                OutboundProbes.Get(probe).Heal,
                ProbeTiming.RecordTtl
            )
        );
        return this;
    }

    /// <summary>What it refused is put right, and the message that it kept comes ten minutes later.</summary>
    public Scene PutRight(
        OutboundProbeId probe,
        TimeSpan at,
        Source? source = null,
        SessionShape shape = SessionShape.MailOverTls
    ) => Heal(probe, at).See(probe, at + TimeSpan.FromMinutes(10), shape, source, healed: true);

    public SmtpSessionEvidence Add(
        OutboundProbeId probe,
        TimeSpan at,
        SessionShape shape,
        Source? source = null,
        HostRole role = HostRole.Primary,
        bool healed = false
    )
    {
        var session = Sketch.Session(
            Test,
            Host(probe, role),
            Opened + at,
            shape,
            source ?? Source.First,
            healed,
            SessionId(++sessionNumber)
        );
        Sessions.Add(session);
        probes.Add(session.Id, probe);
        return session;
    }

    public Scene See(
        OutboundProbeId probe,
        TimeSpan at,
        SessionShape shape,
        Source? source = null,
        HostRole role = HostRole.Primary,
        bool healed = false
    )
    {
        Add(probe, at, shape, source, role, healed);
        return this;
    }

    /// <summary>
    /// A message of a session passed SPF for the domain, whose own record lets these networks send; that of the first sender lets its
    /// second server too.
    /// </summary>
    public Scene Prove(
        SmtpSessionEvidence session,
        OutboundProbeId probe = OutboundProbeId.Control,
        string domain = "sender.example",
        params string[] ownNetworks
    )
    {
        var name = DomainName.Parse(domain);
        string[] networks =
            domain == "sender.example"
                ? [$"{Source.SamePool.Address}/32", .. ownNetworks]
                : ownNetworks;
        Identities.Add(
            new MessageIdentity
            {
                SessionId = session.Id,
                MailAt = session.Transactions is [var first, ..] ? first.At : session.StartedAt,
                At = session.StartedAt,
                Probe = probe,
                FromDomain = name,
                OrganisationalDomain = name,
                Spf = new SpfIdentity(AuthenticationOutcome.Pass, name, Aligned: true),
                FromDomainSpf = AuthenticationOutcome.Pass,
                SourceAddress = session.SourceAddress,
                OwnNetworks = [.. networks.Select(network => IPNetwork.Parse(network))],
            }
        );
        return this;
    }

    /// <summary>The first control that came proves its domain.</summary>
    public Scene ProveControl(string domain = "sender.example") =>
        Prove(
            Sessions
                .Where(session =>
                    session.Transactions.Any(mail =>
                        mail.Recipients.Any(named => named.Probe == OutboundProbeId.Control)
                    )
                )
                .MinBy(session => session.StartedAt)!,
            OutboundProbeId.Control,
            domain
        );

    /// <summary>The same for the control of a source, which is delivered with its question before it.</summary>
    public Scene Control(
        TimeSpan at,
        Source? source = null,
        string? domain = "sender.example",
        string resolver = FirstResolver,
        params string[] ownNetworks
    )
    {
        Query(OutboundProbeId.Control, DnsRecordType.Mx, at, resolver);
        resolvers[(source ?? Source.First).Address] = resolver;
        var session = Add(OutboundProbeId.Control, at, SessionShape.MailOverTls, source);
        return domain is null ? this : Prove(session, OutboundProbeId.Control, domain, ownNetworks);
    }

    /// <summary>Without a message: two attempts, the second as a queue makes it.</summary>
    public Scene Refuse(
        OutboundProbeId probe,
        TimeSpan at,
        SessionShape shape,
        Source? source = null,
        TimeSpan? retry = null
    ) =>
        See(probe, at, shape, source)
            .See(probe, at + (retry ?? TimeSpan.FromSeconds(70)), shape, source);

    public TestEvidence Evidence() =>
        EvidenceAttribution.Attribute([Test], Sessions, Asked)[Test.Id];

    /// <summary>Nobody asked what the story does not tell.</summary>
    public Scene TellingAllQuestions()
    {
        tellsAll = true;
        return this;
    }

    /// <summary>
    /// Where the story tells no question about a probe, each source asked for its MX records just before it came: by the resolver that it
    /// asked by for its control, else by one of its own.
    /// </summary>
    public IReadOnlyList<DnsQueryEvidence> Asked => [.. Queries, .. Untold()];

    private IEnumerable<DnsQueryEvidence> Untold() =>
        from session in Sessions
        where !tellsAll && probes.ContainsKey(session.Id)
        let probe = probes[session.Id]
        where
            !Queries.Exists(query =>
                Test.Names.TryParse(query.Name, out var name) && name.Probe == probe
            )
        select new DnsQueryEvidence(
            session.StartedAt,
            Test.Names.RecipientDomain(probe, Test.Token),
            DnsRecordType.Mx,
            DnssecOk: true,
            ResolverOf(session.SourceAddress)
        );

    private IPAddress ResolverOf(IPAddress source)
    {
        var octets = source.GetAddressBytes();
        return resolvers.TryGetValue(source.ToString(), out var resolver)
                ? IPAddress.Parse(resolver)
            : octets is [198, 51, 100, _] ? IPAddress.Parse(FirstResolver)
            : new IPAddress([100, octets[2], octets[3], 53]);
    }

    /// <summary>The sessions of which the receiver read no message, though it took one.</summary>
    public HashSet<Guid> Unread { get; } = [];

    /// <summary>
    /// Those that the story tells; of every other message that was taken the receiver read no more than that nobody is proven by it.
    /// </summary>
    public IReadOnlyList<MessageIdentity> Read =>
        [
            .. Identities,
            .. from session in Sessions
            where
                !Unread.Contains(session.Id)
                && !Identities.Exists(identity => identity.SessionId == session.Id)
            from mail in session.Transactions
            where mail.TakenAt is not null
            from recipient in mail.Recipients
            where recipient.Probe is not null
            select new MessageIdentity
            {
                SessionId = session.Id,
                MailAt = mail.At,
                At = mail.TakenAt!.Value,
                Probe = recipient.Probe!.Value,
                SourceAddress = session.SourceAddress,
            },
        ];

    public OutboundVerdict Judge(TimeSpan at) =>
        OutboundJudgement.Judge(Test, Evidence(), Heals, Read, Opened + at);

    /// <summary>The faults to put right at an instant.</summary>
    public IReadOnlyList<OutboundProbeId> Due(TimeSpan at) =>
        HealDecision.Due(Judge(at), Heals, Opened + at);

    public ProbeJudgement Judge(OutboundProbeId probe, TimeSpan at) =>
        Judge(at).Senders[0].Probes.Single(judgement => judgement.Probe == probe);

    private Guid SessionId(int number) => new(number, Test.Id.ToByteArray()[0], 0, new byte[8]);

    private static OutboundTest MakeTest(OutboundTestKind kind, byte number, bool shared)
    {
        var names = new ProbeZoneNames(Zone);
        var hostToken = Token(number, second: 1);
        var hosts = new List<ProbeHost>();
        foreach (var probe in OutboundProbes.Of(kind))
        {
            foreach (var setup in probe.Hosts)
            {
                // Shared: one address a listener and certificate, as where addresses are scarce.
                var address = shared
                    ? new IPAddress([
                        192,
                        0,
                        2,
                        (byte)(100 + (10 * (int)setup.Listener) + (int)setup.Certificate),
                    ])
                    : new IPAddress([127, number, (byte)probe.Id, (byte)(setup.Role + 1)]);
                hosts.Add(
                    new ProbeHost(
                        probe.Id,
                        setup.Role,
                        names.Host(probe.Id, hostToken, setup.Role),
                        [address]
                    )
                    {
                        HealedAddresses =
                            probe.Heal == HealAction.MoveToStartTls
                                ? [new IPAddress([127, number, (byte)probe.Id, 9])]
                                : [],
                    }
                );
            }
        }
        return new OutboundTest
        {
            Id = new Guid(number, 0, 0, new byte[8]),
            Kind = kind,
            Zone = Zone,
            Token = Token(number),
            HostToken = hostToken,
            OpenedAt = Opened,
            ClosesAt = Opened + ProbeTiming.ClosesAfter,
            Hosts = hosts,
            SharesAddresses = shared,
        };
    }
}
