using System.Globalization;
using System.Text;
using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>Zone-file lines, complete with owner, TTL, class and type (RFC 1035 section 5.1).</summary>
internal static class ZoneLine
{
    /// <summary>An hour: short enough for a rollover, long enough for caches.</summary>
    private const int Ttl = 3600;

    /// <summary>Octets of a character string (RFC 1035 section 3.3).</summary>
    private const int LongestString = 255;

    /// <summary>Where the TLSA set of a base domain is (RFC 7672 section 2.2.3); null where that is too long for the DNS.</summary>
    public static DomainName? TlsaOwner(DomainName baseDomain) =>
        DomainName.TryParse($"_25._tcp.{baseDomain.Value}", out var owner) ? owner : null;

    public static string Tlsa(DomainName owner, TlsaRecord record) =>
        string.Create(CultureInfo.InvariantCulture, $"{Absolute(owner)} {Ttl} IN TLSA {record}");

    public static string NullMx(DomainName domain) => Mx(domain, 0, DomainName.Root);

    public static string Alias(DomainName owner, DomainName target) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Absolute(owner)} {Ttl} IN CNAME {Absolute(target)}"
        );

    public static string Mx(DomainName domain, int preference, DomainName exchange) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Absolute(domain)} {Ttl} IN MX {preference} {Absolute(exchange)}"
        );

    /// <summary>A text longer than a character string holds is parted (RFC 1035 section 3.3.14).</summary>
    public static string Txt(DomainName owner, string text)
    {
        var line = new StringBuilder(
            string.Create(CultureInfo.InvariantCulture, $"{Absolute(owner)} {Ttl} IN TXT")
        );
        foreach (var part in text.Chunk(LongestString))
        {
            line.Append(" \"");
            foreach (var c in part)
            {
                line.Append(c is '"' or '\\' ? $"\\{c}" : c.ToString());
            }
            line.Append('"');
        }
        return line.ToString();
    }

    /// <summary>
    /// Names come from the DNS of strangers, and may hold what ends a token, or begins a comment or a directive. What a name holds
    /// as <c>\DDD</c> is written so in a zone file too.
    /// </summary>
    private static string Absolute(DomainName name)
    {
        if (name.IsRoot)
        {
            return ".";
        }
        var text = new StringBuilder(name.Value.Length + 1);
        foreach (var c in name.Value)
        {
            if (c is '"' or '$' or '(' or ')' or ';' or '@')
            {
                text.Append('\\');
            }
            text.Append(c);
        }
        return text.Append('.').ToString();
    }
}
