using System.Formats.Asn1;
using System.Text;

namespace Dashboard.Core.Tls;

/// <summary>The dNSName part of the name constraints of an authority (RFC 5280 section 4.2.1.10).</summary>
internal sealed record NameConstraints(
    IReadOnlyList<string> PermittedDns,
    IReadOnlyList<string> ExcludedDns
)
{
    private static readonly Asn1Tag Permitted = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Excluded = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);

    /// <exception cref="AsnContentException">The octets are no NameConstraints.</exception>
    public static NameConstraints Read(AsnReader constraints)
    {
        List<string> permitted = [];
        List<string> excluded = [];
        while (constraints.HasData)
        {
            var tag = constraints.PeekTag();
            var into = tag.HasSameClassAndValue(Permitted) ? permitted : excluded;
            var subtrees = constraints.ReadSequence(
                tag.HasSameClassAndValue(Permitted) ? Permitted : Excluded
            );
            while (subtrees.HasData)
            {
                var subtree = subtrees.ReadSequence();
                if (subtree.PeekTag().HasSameClassAndValue(DnsName))
                {
                    into.Add(Encoding.Latin1.GetString(subtree.ReadOctetString(DnsName)));
                }
            }
        }
        return new(permitted, excluded);
    }

    public bool Allows(string dnsName) =>
        (PermittedDns.Count == 0 || PermittedDns.Any(tree => IsWithin(dnsName, tree)))
        && !ExcludedDns.Any(tree => IsWithin(dnsName, tree));

    private static bool IsWithin(string name, string tree)
    {
        var bare = tree.TrimStart('.');
        return bare.Length == 0
            || name.Equals(bare, StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("." + bare, StringComparison.OrdinalIgnoreCase);
    }
}
