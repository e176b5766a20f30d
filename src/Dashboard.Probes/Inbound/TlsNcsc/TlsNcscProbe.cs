using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;
using Dashboard.Probes.Dns;
using Dashboard.Probes.Inbound.MtaSts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Probes.Inbound.TlsNcsc;

/// <summary>
/// Adds the evidence of STARTTLS by NCSC to that of a receiving test: the questions about the TLS of each address that offered
/// STARTTLS, who may issue certificates for each host, and what its certificates are to the WebPKI. Judges nothing, and changes
/// nothing of what is there. An address is asked once for all domains that name it. A fault of our own leaves the evidence as it is.
/// </summary>
public sealed partial class TlsNcscProbe
{
    /// <summary>Addresses of a domain up to which each question is reported.</summary>
    private const int MostToldWhole = 8;

    /// <summary>Addresses of a domain up to which examinations of others are looked for: one question of the store each.</summary>
    private const int MostKnown = 40;

    private readonly ValidatingResolver resolver;
    private readonly TimeProvider time;
    private readonly ILogger<TlsNcscProbe> log;
    private readonly TlsExaminer examiner;
    private readonly WebPkiOfAddress webPki;
    private readonly SharedFlights<DomainName, CaaObservation> caa;
    private readonly ISharedExaminations shared;
    private readonly TlsNcscOptions options;
    private readonly SharedFlights<
        (AddressTarget Target, TlsProfile Profile, bool For2021, bool Shared),
        TlsExamination?
    > examinations;

    internal TlsNcscProbe(
        ValidatingResolver resolver,
        MemoryAddressEvidence addresses,
        WebPki webPki,
        ISharedExaminations shared,
        IOptions<TlsNcscOptions> options,
        IOptions<ProbeOptions> limits,
        TimeProvider time,
        ILogger<TlsNcscProbe> log
    )
    {
        this.resolver = resolver;
        this.time = time;
        this.log = log;
        this.shared = shared;
        this.options = options.Value;
        this.webPki = new WebPkiOfAddress(webPki);
        Methods = options.Value.MethodList;
        examiner = new TlsExaminer(addresses.Sessions, addresses.Gates, options, time);
        caa = new(limits.Value.CachePeriod, limits.Value.CacheCapacity, time, IsOfTheDns);
        examinations = new(
            options.Value.FullPeriod,
            limits.Value.CacheCapacity,
            time,
            seen => seen is not null && options.Value.PeriodOf(seen) > TimeSpan.Zero,
            seen =>
                seen is not null && time.GetUtcNow() - seen.StartedAt < options.Value.PeriodOf(seen)
        );
    }

    /// <summary>What a full examination that a visitor asks for is judged by, whatever the settings name: newest first.</summary>
    public static IReadOnlyList<NcscMethod> AllMethods { get; } =
    [NcscMethod.Ncsc2025, NcscMethod.Ncsc2021];

    /// <summary>By which the evidence is to be judged, newest first.</summary>
    public IReadOnlyList<NcscMethod> Methods { get; }

    /// <param name="stop">What was not asked by then has no answers, by a limit of our own.</param>
    public Task<InboundObservation> ObserveAsync(
        InboundObservation seen,
        TlsProfile profile,
        CancellationToken stop
    ) => ObserveAsync(seen, profile, Methods, progress: null, stop);

    /// <inheritdoc cref="ObserveAsync(InboundObservation,TlsProfile,CancellationToken)"/>
    /// <param name="methods">The evidence is enough for these.</param>
    /// <param name="progress">Hears of each address, and where there are few of each question.</param>
    public async Task<InboundObservation> ObserveAsync(
        InboundObservation seen,
        TlsProfile profile,
        IReadOnlyList<NcscMethod> methods,
        IProgress<InboundProgress>? progress,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(methods);
        var heard = new Heard(
            progress,
            seen.Hosts.Sum(host => host.Addresses.Count(IsExamined)) <= MostToldWhole
        );
        try
        {
            var hosts = await Task.WhenAll(
                seen.Hosts.Select(host => ExamineAsync(host, profile, methods, heard, stop))
            );
            return seen with { Hosts = EvidenceBudget.FitExaminations(hosts) };
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            LogFault(seen.Domain, fault);
            return seen;
        }
    }

    /// <summary>
    /// Adds what full examinations of others saw, where each address has a whole one that still serves: no server is asked anything. Else
    /// the evidence stays as it is, as does <paramref name="seen"/> where a fault of our own comes between.
    /// </summary>
    /// <returns>Whether they are there, judged by <see cref="AllMethods"/>.</returns>
    public async Task<(InboundObservation Seen, bool IsExamined)> WithKnownAsync(
        InboundObservation seen,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(seen);
        try
        {
            var targets = seen
                .Hosts.SelectMany(host =>
                    host.Addresses.Where(IsExamined).Select(address => TargetOf(host, address))
                )
                .ToHashSet();
            // One server without an examination leaves each sub-test open: nothing would be gained.
            if (targets.Count is 0 or > MostKnown || targets.Any(IsLeftAlone))
            {
                return (seen, false);
            }
            var known = await shared.KnownAsync(targets, stop);
            if (!targets.All(target => known.TryGetValue(target, out var one) && one.IsWhole))
            {
                return (seen, false);
            }
            var hosts = seen.Hosts.Select(host =>
                host with
                {
                    Addresses =
                    [
                        .. host.Addresses.Select(address =>
                            IsExamined(address)
                                ? address with
                                {
                                    Examination = known[TargetOf(host, address)],
                                    WebPki = webPki.Of(address),
                                }
                                : address
                        ),
                    ],
                }
            );
            var joined = seen with { Hosts = EvidenceBudget.FitExaminations([.. hosts]) };
            return (await WhoMayIssueAsync(joined, DateTimeOffset.MinValue, stop), true);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            LogFault(seen.Domain, fault);
            return (seen, false);
        }
    }

    private bool IsLeftAlone(AddressTarget target) =>
        options.LeftAloneBy(target.Host, target.Address) is not null;

    private static AddressTarget TargetOf(HostObservation host, AddressObservation address) =>
        new(host.Host.Name, address.Address, InboundTargets.ServerName(host));

    private async Task<HostObservation> ExamineAsync(
        HostObservation host,
        TlsProfile profile,
        IReadOnlyList<NcscMethod> methods,
        Heard heard,
        CancellationToken stop
    )
    {
        if (!host.Addresses.Any(IsExamined))
        {
            return host;
        }
        var name = host.Host.Name;
        var mayIssue = MayIssueAsync(name, DateTimeOffset.MinValue, stop);
        var addresses = await Task.WhenAll(
            host.Addresses.Select(address =>
                IsExamined(address)
                    ? ExamineAsync(
                        TargetOf(host, address),
                        address,
                        profile,
                        methods,
                        heard,
                        EvidenceDemand.Interactive,
                        stop
                    )
                    : Task.FromResult(address)
            )
        );
        return host with { Addresses = addresses, Caa = await mayIssue };
    }

    /// <summary>
    /// Adds who may issue certificates for each host, where addresses are examined apart from their domains. A fault of our own leaves
    /// the evidence as it is.
    /// </summary>
    /// <param name="notBefore">Older answers do not serve.</param>
    public async Task<InboundObservation> WhoMayIssueAsync(
        InboundObservation seen,
        DateTimeOffset notBefore,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(seen);
        try
        {
            var hosts = await Task.WhenAll(
                seen.Hosts.Select(async host =>
                    host with
                    {
                        Caa = await MayIssueAsync(host.Host.Name, notBefore, stop),
                    }
                )
            );
            return seen with { Hosts = hosts };
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            LogFault(seen.Domain, fault);
            return seen;
        }
    }

    /// <summary>
    /// The same for one address of a host, which serves all domains that name it. A fault of our own leaves the sessions of the
    /// receiving test as they are.
    /// </summary>
    public Task<AddressObservation> ExamineAsync(
        AddressTarget target,
        AddressObservation seen,
        TlsProfile profile,
        EvidenceDemand demand,
        CancellationToken stop
    ) => ExamineAsync(target, seen, profile, Methods, Heard.ByNobody, demand, stop);

    private async Task<AddressObservation> ExamineAsync(
        AddressTarget target,
        AddressObservation seen,
        TlsProfile profile,
        IReadOnlyList<NcscMethod> methods,
        Heard heard,
        EvidenceDemand demand,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(demand);
        if (!IsExamined(seen))
        {
            return seen;
        }
        if (
            options.LeftAloneBy(target.Host, target.Address) is { } asked
            && TlsExaminer.Begins(seen)
        )
        {
            var left = LeftAlone(target, profile, asked, SessionsOf(seen));
            heard.Ends(target, left);
            return seen with { Examination = left, WebPki = webPki.Of(seen) };
        }
        var for2021 = methods.Contains(NcscMethod.Ncsc2021);
        var order = new TlsOrder(profile, demand.Pace, for2021, heard.Asking(target));
        // A visitor's full examination is everybody's; those of a round, and of a program that runs once, are their own. Without
        // STARTTLS nothing is asked, so that there is nothing to share, and nothing to rest from.
        var isShared =
            profile == TlsProfile.Full
            && demand == EvidenceDemand.Interactive
            && TlsExaminer.Begins(seen);
        heard.Starts(target);
        try
        {
            var examination = await examinations.GetAsync(
                // One that serves others may be older than a round.
                (target, profile, for2021, isShared),
                demand.NotBefore,
                async nobodyWaits =>
                    isShared
                        ? await shared.GetAsync(target, Examine, nobodyWaits)
                        : await Examine(nobodyWaits),
                stop
            );
            if (examination is not null && !isShared)
            {
                examination = await WithEarlierAsync(target, examination, stop);
            }
            var examined = seen with
            {
                Examination = examination ?? Stopped(target, profile),
                WebPki = webPki.Of(seen),
            };
            heard.Ends(target, examined.Examination);
            return examined;
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            LogFault(target.Host, fault);
            return seen with { Examination = Stopped(target, profile) };
        }

        Task<TlsExamination> Examine(CancellationToken nobodyWaits) =>
            examiner.ExamineAsync(
                order,
                target.Host,
                target.ServerName,
                seen,
                SessionsOf(seen),
                nobodyWaits
            );
    }

    /// <summary>
    /// The few questions of a round with what a full examination of the same server said of the others; a full one is kept for later
    /// rounds. Where we are stopped before that it is as it was.
    /// </summary>
    private async Task<TlsExamination> WithEarlierAsync(
        AddressTarget target,
        TlsExamination own,
        CancellationToken stop
    )
    {
        try
        {
            if (own.Profile == TlsProfile.Full)
            {
                if (own.IsWhole)
                {
                    await shared.KeepAsync(target, own, stop);
                }
                return own;
            }
            if (
                await shared.WholeAsync(target, stop) is not { } full
                || full.StartedAt > own.StartedAt
            )
            {
                return own;
            }
            if (EarlierExamination.Differs(own, full))
            {
                await shared.ChangedAsync(target, full, stop);
            }
            return EarlierExamination.Join(own, full);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return own;
        }
        catch (Exception fault)
        {
            LogFault(target.Host, fault);
            return own;
        }
    }

    private Task<CaaObservation?> MayIssueAsync(
        DomainName host,
        DateTimeOffset notBefore,
        CancellationToken stop
    ) =>
        caa.GetAsync(
            host,
            notBefore,
            nobodyWaits => CaaProbe.ObserveAsync(host, new RunQuestions(resolver, nobodyWaits)),
            stop
        );

    private TlsExamination Stopped(AddressTarget target, TlsProfile profile) =>
        new()
        {
            Profile = profile,
            CatalogueVersion = TlsQuestions.CatalogueVersion,
            StartedAt = time.GetUtcNow(),
            Duration = TimeSpan.Zero,
            End = TlsExaminationEnd.OwnLimit,
            ServerName = target.ServerName,
            Sessions = 0,
        };

    /// <summary>What others saw of it before counts no more either.</summary>
    private TlsExamination LeftAlone(
        AddressTarget target,
        TlsProfile profile,
        TlsLeftAlone asked,
        int sessions
    ) =>
        Stopped(target, profile) with
        {
            End = TlsExaminationEnd.LeftAlone,
            LeftAlone = asked,
            Sessions = sessions,
        };

    private static bool IsExamined(AddressObservation address) =>
        address is { Disposition: AddressDisposition.Probed, Attempts.Count: > 0 };

    /// <summary>
    /// Their retries aside: the default one and those compared with it, the question for a certificate of the other kind, the one that
    /// shows it, and that of an old version.
    /// </summary>
    public static int SessionsOf(AddressObservation seen) =>
        1
        + seen.Sightings.Count(sighting => sighting.Question == SessionQuestion.Default)
        + (
            DistinctSessions.Of(seen)
                is [
                    {
                        Handshake.KeyType: CertificateKeyType.Rsa
                            or CertificateKeyType.Ecdsa
                            or CertificateKeyType.EdDsa
                    },
                    ..,
                ]
                ? 1
                : 0
        )
        + (seen.OtherCertificate?.Handshake is null ? 0 : 1)
        + (seen.LegacyHandshake is null ? 0 : 1);

    private static bool IsOfTheDns(CaaObservation seen) =>
        !OwnFaults.AreIn(seen) && !seen.Asked.Any(asked => asked.Failure == LookupFailure.OwnLimit);

    /// <summary>Tells who waits how far the examinations are.</summary>
    private sealed record Heard(IProgress<InboundProgress>? Progress, bool OfQuestions)
    {
        public static Heard ByNobody { get; } = new(null, OfQuestions: false);

        public void Starts(AddressTarget target) =>
            Report(InboundProgressSlug.TlsExamining, target, null);

        public Action<TlsQuestionId>? Asking(AddressTarget target) =>
            Progress is null || !OfQuestions
                ? null
                : id => Report(InboundProgressSlug.TlsQuestion, target, Slug.Of(id));

        public void Ends(AddressTarget target, TlsExamination seen) =>
            Report(InboundProgressSlug.TlsExamined, target, Slug.Of(seen.End));

        private void Report(string slug, AddressTarget target, string? detail) =>
            Progress?.Report(new(slug, target.Host, target.Address, detail));
    }

    [LoggerMessage(
        1,
        LogLevel.Error,
        "The TLS of the mail servers of {Domain} was not examined whole."
    )]
    private partial void LogFault(DomainName domain, Exception fault);
}
