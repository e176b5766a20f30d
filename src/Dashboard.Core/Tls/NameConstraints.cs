using System.Formats.Asn1;

namespace Dashboard.Core.Tls;

/// <summary>
/// The name constraints of an authority (RFC 5280 section 4.2.1.10), held against names as OpenSSL does. A name of a kind that is
/// constrained and not understood is not allowed.
/// </summary>
internal sealed record NameConstraints(
    IReadOnlyList<NameSubtree> Permitted,
    IReadOnlyList<NameSubtree> Excluded
)
{
    private static readonly Asn1Tag PermittedTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag ExcludedTag = new(TagClass.ContextSpecific, 1);

    /// <exception cref="AsnContentException">The octets are no NameConstraints.</exception>
    public static NameConstraints Read(AsnReader constraints)
    {
        List<NameSubtree> permitted = [];
        List<NameSubtree> excluded = [];
        while (constraints.HasData)
        {
            var permits = constraints.PeekTag().HasSameClassAndValue(PermittedTag);
            var subtrees = constraints.ReadSequence(permits ? PermittedTag : ExcludedTag);
            while (subtrees.HasData)
            {
                (permits ? permitted : excluded).Add(NameSubtree.Read(subtrees.ReadSequence()));
            }
        }
        return new(permitted, excluded);
    }

    /// <param name="names">Those that a certificate below the authority has.</param>
    public bool Allow(IEnumerable<GeneralName> names) => names.All(Allows);

    private bool Allows(GeneralName name)
    {
        try
        {
            return IsAllowed(name);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private bool IsAllowed(GeneralName name)
    {
        var permitted = Permitted.Where(subtree => subtree.Base.Kind == name.Kind).ToList();
        var excluded = Excluded.Where(subtree => subtree.Base.Kind == name.Kind).ToList();
        if (permitted.Concat(excluded).Any(subtree => !subtree.Understands(name)))
        {
            return false;
        }
        return (permitted.Count == 0 || permitted.Exists(subtree => subtree.Holds(name)))
            && !excluded.Exists(subtree => subtree.Holds(name));
    }
}
