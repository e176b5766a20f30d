namespace Dashboard.Outbound.Tests.Support;

/// <summary>A lab of its own, whose clock is put forward past the end of every test that is open.</summary>
public sealed class SendersFixture : OutboundFixture;
