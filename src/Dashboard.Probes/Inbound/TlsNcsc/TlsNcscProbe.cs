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
    private readonly ValidatingResolver resolver;
    private readonly TimeProvider time;
    private readonly ILogger<TlsNcscProbe> log;
    private readonly TlsExaminer examiner;
    private readonly WebPkiOfAddress webPki;
    private readonly SharedFlights<DomainName, CaaObservation> caa;
    private readonly SharedFlights<(AddressTarget, TlsProfile), TlsExamination> examinations;

    internal TlsNcscProbe(
        ValidatingResolver resolver,
        MemoryAddressEvidence addresses,
        WebPki webPki,
        IOptions<TlsNcscOptions> options,
        IOptions<ProbeOptions> limits,
        TimeProvider time,
        ILogger<TlsNcscProbe> log
    )
    {
        this.resolver = resolver;
        this.time = time;
        this.log = log;
        this.webPki = new WebPkiOfAddress(webPki);
        Methods = options.Value.MethodList;
        examiner = new TlsExaminer(addresses.Sessions, addresses.Gates, options, time);
        caa = new(limits.Value.CachePeriod, limits.Value.CacheCapacity, time, IsOfTheDns);
        examinations = new(
            options.Value.FullPeriod,
            limits.Value.CacheCapacity,
            time,
            seen => seen.End != TlsExaminationEnd.OwnLimit
        );
    }

    /// <summary>By which the evidence is to be judged, newest first.</summary>
    public IReadOnlyList<NcscMethod> Methods { get; }

    /// <param name="stop">What was not asked by then has no answers, by a limit of our own.</param>
    public async Task<InboundObservation> ObserveAsync(
        InboundObservation seen,
        TlsProfile profile,
        CancellationToken stop
    )
    {
        ArgumentNullException.ThrowIfNull(seen);
        try
        {
            var hosts = await Task.WhenAll(
                seen.Hosts.Select(host => ExamineAsync(host, profile, stop))
            );
            return seen with { Hosts = EvidenceBudget.FitExaminations(hosts) };
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            LogFault(seen.Domain, fault);
            return seen;
        }
    }

    private async Task<HostObservation> ExamineAsync(
        HostObservation host,
        TlsProfile profile,
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
                        new(name, address.Address, InboundTargets.ServerName(host)),
                        address,
                        profile,
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
    public async Task<AddressObservation> ExamineAsync(
        AddressTarget target,
        AddressObservation seen,
        TlsProfile profile,
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
        try
        {
            var examination = await examinations.GetAsync(
                (target, profile),
                demand.NotBefore,
                nobodyWaits =>
                    examiner.ExamineAsync(
                        profile,
                        target.Host,
                        target.ServerName,
                        seen,
                        SessionsOf(seen),
                        demand.Pace,
                        asking: null,
                        nobodyWaits
                    ),
                stop
            );
            return seen with
            {
                Examination = examination ?? Stopped(target, profile),
                WebPki = webPki.Of(seen),
            };
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            LogFault(target.Host, fault);
            return seen with { Examination = Stopped(target, profile) };
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

    private static bool IsExamined(AddressObservation address) =>
        address is { Disposition: AddressDisposition.Probed, Attempts.Count: > 0 };

    /// <summary>
    /// Their retries aside: the default one, the question for a certificate of the other kind, the one that shows it, and that of an old
    /// version.
    /// </summary>
    public static int SessionsOf(AddressObservation seen) =>
        1
        + (
            seen.Last?.Handshake?.KeyType is CertificateKeyType.Rsa or CertificateKeyType.Ecdsa
                ? 1
                : 0
        )
        + (seen.OtherCertificate?.Handshake is null ? 0 : 1)
        + (seen.LegacyHandshake is null ? 0 : 1);

    private static bool IsOfTheDns(CaaObservation seen) =>
        !OwnFaults.AreIn(seen) && !seen.Asked.Any(asked => asked.Failure == LookupFailure.OwnLimit);

    [LoggerMessage(
        1,
        LogLevel.Error,
        "The TLS of the mail servers of {Domain} was not examined whole."
    )]
    private partial void LogFault(DomainName domain, Exception fault);
}
