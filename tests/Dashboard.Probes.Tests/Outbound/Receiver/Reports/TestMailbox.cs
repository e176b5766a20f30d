using System.Collections.Concurrent;
using System.Net;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Probes.Outbound.Receiver.Reports;

namespace Dashboard.Probes.Tests.Outbound.Receiver.Reports;

/// <summary>Keeps the reports that a receiver under test hands on.</summary>
internal sealed class TestMailbox : IReportMailbox
{
    public ConcurrentQueue<(TlsReport Report, DomainName? Sender)> Kept { get; } = new();

    public TlsReportFate Fate { get; set; } = TlsReportFate.Kept;

    public bool IsAdmitting { get; set; } = true;

    /// <summary>As where the database is unavailable.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Not answered before it is done.</summary>
    public Task Until { get; set; } = Task.CompletedTask;

    public bool Admits(IPAddress client) => IsAdmitting;

    public async Task<TlsReportFate> TakeAsync(
        TlsReport report,
        DomainName? sender,
        CancellationToken cancellation
    )
    {
        if (IsBroken)
        {
            throw new InvalidOperationException("The database is unavailable.");
        }
        Kept.Enqueue((report, sender));
        await Until.WaitAsync(cancellation);
        return Fate;
    }
}
