namespace Dashboard.Outbound.Tests.Support;

/// <summary>A lab whose clock nobody else puts forward, and whose queues nobody else flushes, at the same time.</summary>
public sealed class OwnLabFixture : OutboundFixture;
