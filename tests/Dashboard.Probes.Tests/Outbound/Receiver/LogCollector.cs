using System.Collections.Concurrent;
using Dashboard.Probes.Outbound.Receiver;
using Microsoft.Extensions.Logging;

namespace Dashboard.Probes.Tests.Outbound.Receiver;

/// <summary>All that the receiver logs, at every level.</summary>
internal sealed class LogCollector : ILogger<SmtpReceiver>
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
}
