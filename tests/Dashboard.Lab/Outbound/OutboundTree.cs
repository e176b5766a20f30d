using System.Text;
using Dashboard.Core.Dns;

namespace Dashboard.Lab.Outbound;

/// <summary>
/// The DNS around the sending test, as zone files: a root, <c>example.</c> with the senders' domains and the delegation of the
/// probe zone, and the names of the senders' addresses.
/// </summary>
public static class OutboundTree
{
    public static DomainName Example { get; } = DomainName.Parse("example");

    public const string Reverse = "in-addr.arpa";

    private const string Server = "ns.example.";

    /// <param name="dsOfChildren">The DS records of the signed zones below, as lines.</param>
    public static string Root(IEnumerable<string> dsOfChildren) =>
        $"""
            {Apex(".")}
            example. IN NS {Server}
            {Server} IN A {OutboundAddresses.Authoritative}
            {Reverse}. IN NS {Server}
            {string.Join('\n', dsOfChildren)}

            """;

    /// <param name="delegation">What the operator of the probe zone gave its parent to carry: NS, glue and DS.</param>
    public static string ExampleZone(string delegation)
    {
        var text = new StringBuilder(Apex("example."));
        text.Append('\n');
        text.Append(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Server} IN A {OutboundAddresses.Authoritative}\n"
        );
        foreach (var mta in SenderMtas.Every)
        {
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"""
                {mta.Domain}. IN MX 10 {mta.Host}.
                {mta.Domain}. IN TXT "v=spf1 ip4:{mta.Address} -all"
                _dmarc.{mta.Domain}. IN TXT "v=DMARC1; p=reject"
                {LabReport.KeyRecord(mta)}
                {mta.Host}. IN A {mta.Address}
                {mta.Host}. IN TXT "v=spf1 a -all"

                """
            );
        }
        return text.Append(delegation).ToString();
    }

    public static string ReverseZone()
    {
        var lines = SenderMtas.Every.Select(mta =>
        {
            var octets = mta.Address.GetAddressBytes();
            return $"{octets[3]}.{octets[2]}.{octets[1]}.{octets[0]}.{Reverse}. IN PTR {mta.Host}.";
        });
        return $"{Apex(Reverse + ".")}\n{string.Join('\n', lines)}\n";
    }

    private static string Apex(string zone) =>
        $"""
            $TTL 60
            {zone} IN SOA {Server} hostmaster.example. 1 3600 600 604800 60
            {zone} IN NS {Server}
            """;
}
