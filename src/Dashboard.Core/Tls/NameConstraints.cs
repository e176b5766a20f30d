using System.Formats.Asn1;
using System.Text;

namespace Dashboard.Core.Tls;

/// <summary>
/// The name constraints of an authority (RFC 5280 section 4.2.1.10): those on DNS names and directory names, and which other kinds
/// of name it constrains. Those are not understood here, so that a certificate with such a name is not accepted.
/// </summary>
internal sealed record NameConstraints(
    IReadOnlyList<string> PermittedDns,
    IReadOnlyList<string> ExcludedDns,
    IReadOnlyList<ReadOnlyMemory<byte>> PermittedDirectories,
    IReadOnlyList<ReadOnlyMemory<byte>> ExcludedDirectories,
    IReadOnlySet<int> OtherKinds
)
{
    private static readonly Asn1Tag Permitted = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Excluded = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag DirectoryName = new(TagClass.ContextSpecific, 4);

    /// <summary>Kinds of further names that a certificate may not have below this authority, for want of knowing better.</summary>
    public IEnumerable<int> KindsNotUnderstood =>
        PermittedDirectories.Count + ExcludedDirectories.Count > 0
            ? OtherKinds.Append(DirectoryName.TagValue)
            : OtherKinds;

    /// <exception cref="AsnContentException">The octets are no NameConstraints.</exception>
    public static NameConstraints Read(AsnReader constraints)
    {
        List<string> permitted = [];
        List<string> excluded = [];
        List<ReadOnlyMemory<byte>> permittedDirectories = [];
        List<ReadOnlyMemory<byte>> excludedDirectories = [];
        HashSet<int> others = [];
        while (constraints.HasData)
        {
            var tag = constraints.PeekTag();
            var permits = tag.HasSameClassAndValue(Permitted);
            var subtrees = constraints.ReadSequence(permits ? Permitted : Excluded);
            while (subtrees.HasData)
            {
                var subtree = subtrees.ReadSequence();
                var kind = subtree.PeekTag();
                if (kind.HasSameClassAndValue(DnsName))
                {
                    (permits ? permitted : excluded).Add(
                        Encoding.Latin1.GetString(subtree.ReadOctetString(DnsName))
                    );
                }
                else if (kind.HasSameClassAndValue(DirectoryName))
                {
                    (permits ? permittedDirectories : excludedDirectories).Add(
                        subtree.ReadSequence(DirectoryName).ReadEncodedValue()
                    );
                }
                else
                {
                    others.Add(kind.TagValue);
                }
            }
        }
        return new(permitted, excluded, permittedDirectories, excludedDirectories, others);
    }

    public bool Allows(string dnsName) =>
        (PermittedDns.Count == 0 || PermittedDns.Any(tree => IsWithin(dnsName, tree)))
        && !ExcludedDns.Any(tree => IsWithin(dnsName, tree));

    /// <summary>An empty subject is not constrained.</summary>
    public bool AllowsSubject(ReadOnlyMemory<byte> subject)
    {
        if (PermittedDirectories.Count == 0 && ExcludedDirectories.Count == 0)
        {
            return true;
        }
        try
        {
            return DistinguishedName.IsEmpty(subject)
                || (
                    (
                        PermittedDirectories.Count == 0
                        || PermittedDirectories.Any(tree =>
                            DistinguishedName.IsBelow(subject, tree)
                        )
                    ) && !ExcludedDirectories.Any(tree => DistinguishedName.IsBelow(subject, tree))
                );
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static bool IsWithin(string name, string tree)
    {
        var bare = tree.TrimStart('.');
        return bare.Length == 0
            || name.Equals(bare, StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("." + bare, StringComparison.OrdinalIgnoreCase);
    }
}
