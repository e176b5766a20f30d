using Dashboard.Core.Dns;
using Dashboard.Probes.Inbound;

namespace Dashboard.Probes.Tests.Inbound;

public sealed class MxHostsTests
{
    private static readonly DomainName Domain = DomainName.Parse("x.example");

    [Theory]
    [InlineData("by preference", LookupOutcome.Answer, "20 b, 10 a", "10 a, 20 b")]
    [InlineData("by name where equal", LookupOutcome.Answer, "10 b, 10 a", "10 a, 10 b")]
    [InlineData("named twice", LookupOutcome.Answer, "20 a, 10 a", "10 a")]
    [InlineData("null MX", LookupOutcome.Answer, "0 .", "")]
    [InlineData("null MX among others", LookupOutcome.Answer, "0 ., 10 a", "10 a")]
    [InlineData("no MX", LookupOutcome.NoData, "", "0 x.example implicit")]
    [InlineData("no domain", LookupOutcome.NxDomain, "", "")]
    [InlineData("failed: never the domain itself", LookupOutcome.Failed, "", "")]
    public void Of_gives(string what, LookupOutcome outcome, string records, string expected)
    {
        var mx = new DnsLookup<MxRecord>
        {
            Name = Domain,
            Type = DnsRecordType.Mx,
            Outcome = outcome,
            Dnssec = DnssecStatus.Secure,
            Records =
            [
                .. records
                    .Split(", ", StringSplitOptions.RemoveEmptyEntries)
                    .Select(record => record.Split(' '))
                    .Select(part => new MxRecord(
                        int.Parse(part[0], System.Globalization.CultureInfo.InvariantCulture),
                        DomainName.Parse(part[1])
                    )),
            ],
        };

        string.Join(
                ", ",
                MxHosts
                    .Of(Domain, mx)
                    .Select(host =>
                        $"{host.Preference} {host.Name}{(host.Implicit ? " implicit" : "")}"
                    )
            )
            .ShouldBe(expected, what);
    }
}
