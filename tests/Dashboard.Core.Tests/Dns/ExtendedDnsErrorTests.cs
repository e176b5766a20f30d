using Dashboard.Core.Dns;

namespace Dashboard.Core.Tests.Dns;

/// <summary>RFC 8914 section 4.</summary>
public sealed class ExtendedDnsErrorTests
{
    [Theory]
    [InlineData(4, false, "Forged Answer")]
    [InlineData(5, true, "DNSSEC Indeterminate")]
    [InlineData(6, true, "DNSSEC Bogus")]
    [InlineData(12, true, "NSEC Missing")]
    [InlineData(13, false, "Cached Error")]
    public void Codes_of_a_failed_validation_say_bogus(int code, bool bogus, string name) =>
        new ExtendedDnsError(code).SaysBogus.ShouldBe(bogus, name);
}
