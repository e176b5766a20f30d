namespace Dashboard.Outbound.Tests.Support;

/// <param name="Clock">The file of the <see cref="SteppedClock"/>.</param>
/// <param name="Settings">As on the command line: <c>--Key:Sub=value</c>.</param>
internal sealed record ReceiverProcessSettings(string Clock, IReadOnlyList<string> Settings);
