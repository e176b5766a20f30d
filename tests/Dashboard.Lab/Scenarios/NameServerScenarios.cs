using System.Globalization;
using Dashboard.Core.Inbound;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Dns;

namespace Dashboard.Lab.Scenarios;

/// <summary>Name servers that truncate an answer over UDP and do not give it over TCP (RFC 7766 section 5): rows 1 and 11.</summary>
internal static class NameServerScenarios
{
    private const int Many = 40;

    public static void Add(SceneList list)
    {
        WithManyTlsa(list, "tlsa-tcp-closed", "takes no TCP connection", TcpBehaviour.Closed)
            .Unreachable(ReasonSlug.TlsaLookupFailed);
        WithManyTlsa(list, "tlsa-tcp-silent", "does not answer over TCP", TcpBehaviour.Silent)
            .Slow()
            .Unreachable(ReasonSlug.TlsaLookupFailed);
        WithManyTlsa(list, "tlsa-tcp-open", "answers over TCP", TcpBehaviour.Open).Protected();
        var mx = list.New(
                "mx-tcp-closed",
                "1",
                "The MX set is too large for UDP, and the name server takes no TCP connection."
            )
            .ServerWithTcp(TcpBehaviour.Closed)
            .Mx(host => host.Tlsa(3, 1, 1));
        foreach (var number in Enumerable.Range(1, Many))
        {
            mx.MxRecord(
                string.Create(CultureInfo.InvariantCulture, $"a-long-name-of-a-host-{number}")
            );
        }
        mx.Unreachable(ReasonSlug.MxLookupFailed);
        var keys = list.New(
                "dnskey-tcp-closed",
                "1",
                "The key set is too large for UDP, and the name server takes no TCP connection."
            )
            .ServerWithTcp(TcpBehaviour.Closed)
            .Mx(host => host.Tlsa(3, 1, 1));
        foreach (var number in Enumerable.Range(1, Many))
        {
            var key = new byte[64];
            key[0] = (byte)number;
            keys.Record($"@ IN DNSKEY 256 3 13 {Convert.ToBase64String(key)}");
        }
        keys.Bogus(ReasonSlug.MxBogus);
    }

    private static Scene WithManyTlsa(SceneList list, string slug, string what, TcpBehaviour tcp) =>
        list.New(slug, "11", $"The TLSA set is too large for UDP, and the name server {what}.")
            .ServerWithTcp(tcp)
            .Mx(host =>
            {
                host.Tlsa(3, 1, 1);
                foreach (var number in Enumerable.Range(1, Many))
                {
                    host.Line($"_25._tcp.{host.Owner} IN TLSA 3 1 1 {number:x64}");
                }
            });
}
